// The values that a case describes instead of writing them out: `{ "$repeat": ["x", 5000] }`.
import { createGzip, gzipSync } from 'node:zlib'
import { createRandom } from '../crud/random.ts'
import { RawJson, writeJson } from './raw-json.ts'

/** Resolves placeholders in a part of a generator's argument, with more bindings than the case has. */
export type Resolve = (value: unknown, more?: Readonly<Record<string, unknown>>) => Promise<unknown>

type Generator = (argument: unknown, resolve: Resolve) => unknown

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const member = (value: unknown, name: string): unknown => Reflect.get(Object(value), name)
const bytes = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : writeJson(value)))

const GENERATORS: Readonly<Record<string, Generator>> = {
  $repeat: async (argument, resolve) => {
    const [text, count] = list(await resolve(argument))
    return String(text).repeat(Number(count))
  },
  $concat: async (argument, resolve) => {
    const parts = list(await resolve(argument))
    return parts.some(Buffer.isBuffer) ? Buffer.concat(parts.map(bytes)) : parts.map(String).join('')
  },
  $range: async (argument, resolve) => {
    const [first, last] = list(await resolve(argument)).map(Number)
    return Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, index) => (first ?? 0) + index)
  },
  $rangeMap: async (argument, resolve) => {
    const [count, template] = list(argument)
    return Promise.all(Array.from({ length: Number(await resolve(count)) }, (_, i) => resolve(template, { i })))
  },
  $rangeKeys: async (argument, resolve) => {
    const [count, key, value] = list(argument)
    const indexes = Array.from({ length: Number(await resolve(count)) }, (_, i) => i)
    return Object.fromEntries(await Promise.all(indexes.map(async (i) => [String(await resolve(key, { i })), await resolve(value, { i })] as const)))
  },
  $deep: async (argument, resolve) => {
    const { kind, depth, leaf } = Object(await resolve(argument))
    const [open, close] = kind === 'array' ? ['[', ']'] : kind === 'NOT' || kind === 'object' ? [`{${JSON.stringify(kind === 'object' ? 'a' : 'NOT')}:`, '}'] : [`{${JSON.stringify(kind)}:[`, ']}']
    return new RawJson(open.repeat(Number(depth)) + writeJson(leaf ?? {}) + close.repeat(Number(depth)))
  },
  $chain: async (argument, resolve) => {
    const { rel, depth, via, leaf } = Object(await resolve(argument))
    const names = Array.from({ length: Number(depth) }, (_, index) => JSON.stringify(rel[index % rel.length]))
    const open = `{${names.join(via === undefined ? ':{' : `:{${JSON.stringify(via)}:{`)}:`
    return new RawJson(open + writeJson(leaf ?? true) + (via === undefined ? '}' : '}}').repeat(names.length - 1) + '}')
  },
  $hex: async (argument, resolve) => Buffer.from(String(await resolve(argument)), 'hex'),
  $gzip: (argument, resolve) => gzip(argument, resolve),
  $random: async (argument, resolve) => {
    const [kind, count] = list(await resolve(argument))
    const random = createRandom(1)
    if (kind === 'bytes') return Buffer.from(Array.from({ length: Number(count) }, () => Math.floor(random() * 256)))
    return Array.from({ length: Number(count) }, () => Math.floor(random() * 36).toString(36)).join('')
  },
}

/** The generator that an object stands for, if it is one. */
export function generatorOf(value: object): { readonly run: (resolve: Resolve) => unknown } | null {
  const [name, ...others] = Object.keys(value)
  const generator = name === undefined || others.length > 0 || !Object.hasOwn(GENERATORS, name) ? undefined : GENERATORS[name]
  return generator === undefined || name === undefined ? null : { run: (resolve) => generator(member(value, name), resolve) }
}

// What unpacks to a gigabyte is packed piece by piece: a string cannot be as long.
async function gzip(argument: unknown, resolve: Resolve): Promise<Buffer> {
  const repeated = member(argument, '$repeat')
  if (repeated === undefined) return gzipSync(bytes(await resolve(argument)))
  const [text, count] = list(await resolve(repeated))
  const piece = Buffer.from(String(text).repeat(65_536))
  const pack = createGzip()
  const packed: Buffer[] = []
  pack.on('data', (chunk: Buffer) => packed.push(chunk))
  for (let left = Number(count); left > 0; left -= 65_536) {
    const isFree = pack.write(left >= 65_536 ? piece : Buffer.from(String(text).repeat(left)))
    if (!isFree) await new Promise((done) => pack.once('drain', done))
  }
  await new Promise((done) => pack.end(() => done(null)))
  return Buffer.concat(packed)
}
