// Owns the Prisma client as the application's own code is given it: whatever it writes is captured with the reason that it was asked for with.
import { runActing } from '../capture/acting-scope.ts'
import type { ModelDelegate, PrismaClientLike } from './create-prisma-client.ts'

/** The Prisma client for the application's own code: its own calls (`post.findMany()`), and models by their name in the schema (`model('Post')`). */
export type SystemClient = PrismaClientLike & { readonly [camelCaseModel: string]: ModelDelegate }

type Run = <T>(work: () => T) => T

/** A client whose own calls can be used as they are; `reason` is kept with what it writes, and null where nothing is captured: to follow who calls costs every promise of the process. */
export function createSystemClient(client: PrismaClientLike, reason: string | null): SystemClient {
  const run: Run = reason === null ? (work) => work() : (work) => runActing({ actor: { kind: 'system', id: null }, cause: reason }, work)
  const [raw, own] = [clientOver(client.raw, run), clientOver(client, run)]
  const members: object = { raw, model: (name: string) => delegateOver(client.model(name), run) }
  const system: object = new Proxy(raw, {
    get: (target, name) => (Object.hasOwn(members, name) ? Reflect.get(members, name) : Reflect.get(OWN.has(name) ? own : target, name)),
  })
  if (!isSystemClient(system)) throw new TypeError('The Prisma client has no models.')
  return system
}

// With a form of our own; everything else is the Prisma client's.
const OWN = new Set<string | symbol>(['$transaction', '$queryRawUnsafe', '$executeRawUnsafe'])

function isSystemClient(value: object): value is SystemClient {
  return typeof Reflect.get(value, 'model') === 'function'
}

// The calls of the client itself, and of its models; an extended client is one, too.
function clientOver(client: object, run: Run): object {
  return new Proxy(client, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (isFunction(value)) return name === '$extends' ? (...args: unknown[]) => extended(Reflect.apply(value, target, args), run) : callOver(value, { on: target, run })
      return isModel(value) ? delegateOver(value, run) : value
    },
  })
}

function extended(value: unknown, run: Run): unknown {
  return typeof value === 'object' && value !== null ? clientOver(value, run) : value
}

function delegateOver(delegate: object, run: Run): object {
  return new Proxy(delegate, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      return isFunction(value) ? callOver(value, { on: target, run }) : value
    },
  })
}

function callOver(call: Callable, { on, run }: { readonly on: object; readonly run: Run }): Callable {
  return (...args) => run(() => lazyOver(Reflect.apply(call, on, args), run))
}

const STARTS = new Set<string | symbol>(['then', 'catch', 'finally', 'requestTransaction'])

// A query of Prisma begins when somebody waits for it.
function lazyOver(value: unknown, run: Run): unknown {
  if (!isThenable(value)) return value
  return new Proxy(value, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      return isFunction(member) && STARTS.has(name) ? (...args: unknown[]) => run((): unknown => Reflect.apply(member, target, args)) : member
    },
  })
}

type Callable = (...args: unknown[]) => unknown

function isFunction(value: unknown): value is Callable {
  return typeof value === 'function'
}

function isModel(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'findMany' in value
}

function isThenable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'then' in value
}
