// Owns what users' own tests say of their policies: claims about a principal, whose failures carry the explanation.
import { isProblem, type Explanation, type Row } from '@ssot/contract'
import type { ActingPrincipal } from '../boot/act-as.ts'
import type { SsotServer } from '../boot/create-ssot-server.ts'
import { presentPathKey } from '../request/parse-key.ts'
import { describeExplanation, describeQuestion } from '../policy/explain/describe.ts'

/** What may be claimed of a principal. */
export type PolicyAction = 'list' | 'read' | 'create' | 'update' | 'delete' | 'history'

/** A record: its key as it stands in a path, or an object that holds its key. */
export type PolicyRecord = string | number | bigint | Row

/**
 * Claims about what a principal may do. Each is checked against the rules and the database, which stays as it is, and throws a
 * `PolicyExpectationError` where it is false.
 */
export interface PolicyExpectation {
  /** Without a record: of some record at all. Of an update, that the record's own rules allow it. */
  can(action: PolicyAction, model: string, record?: PolicyRecord): Promise<void>
  cannot(action: PolicyAction, model: string, record?: PolicyRecord): Promise<void>
  canRead(model: string, record: PolicyRecord): Promise<void>
  cannotRead(model: string, record: PolicyRecord): Promise<void>
  /** The record is created in a transaction that is undone. */
  canCreate(model: string, data: Row): Promise<void>
  cannotCreate(model: string, data: Row): Promise<void>
  /** The record is changed in a transaction that is undone: what must hold afterwards counts. */
  canUpdate(model: string, record: PolicyRecord, changes: Row): Promise<void>
  cannotUpdate(model: string, record: PolicyRecord, changes: Row): Promise<void>
  /** Of a field's value in a record, or without one, in some record. */
  canSee(model: string, field: string, record?: PolicyRecord): Promise<void>
  cannotSee(model: string, field: string, record?: PolicyRecord): Promise<void>
  /** Of a field that is sent with an update. */
  canSet(model: string, field: string, record?: PolicyRecord): Promise<void>
  cannotSet(model: string, field: string, record?: PolicyRecord): Promise<void>
}

/** A claim that is false; its message says why. */
export class PolicyExpectationError extends Error {
  override readonly name = 'PolicyExpectationError'
  readonly explanation: Explanation | undefined

  constructor(message: string, explanation?: Explanation) {
    super(message)
    this.explanation = explanation
  }
}

/**
 * Makes claims about a principal: null for nobody, else an id and claims as `authenticate` gives them. Its row of the auth model is read as for a request.
 * `strategy` is what vouches for it, where models ask for it by `@@auth`.
 */
export function expectPolicy(server: Pick<SsotServer, 'as' | 'explain' | 'registry'>, principal: ActingPrincipal, { strategy = 'authenticate' }: { readonly strategy?: string } = {}): PolicyExpectation {
  const subject = { server, principal, strategy }
  const [may, mayNot] = [claimsOf(subject, true), claimsOf(subject, false)]
  return {
    can: may.act,
    cannot: mayNot.act,
    canRead: (model, record) => may.act('read', model, record),
    cannotRead: (model, record) => mayNot.act('read', model, record),
    canCreate: may.create,
    cannotCreate: mayNot.create,
    canUpdate: may.update,
    cannotUpdate: mayNot.update,
    canSee: may.see,
    cannotSee: mayNot.see,
    canSet: may.set,
    cannotSet: mayNot.set,
  }
}

interface Subject {
  readonly server: Pick<SsotServer, 'as' | 'explain' | 'registry'>
  readonly principal: ActingPrincipal
  readonly strategy: string
}

interface Claim {
  readonly action: PolicyAction
  readonly model: string
  readonly field?: string
  readonly record?: PolicyRecord | undefined
  /** The write that is tried. */
  readonly data?: Row
  readonly expected: boolean
}

interface Claims {
  act(action: PolicyAction, model: string, record?: PolicyRecord): Promise<void>
  create(model: string, data: Row): Promise<void>
  update(model: string, record: PolicyRecord, changes: Row): Promise<void>
  see(model: string, field: string, record?: PolicyRecord): Promise<void>
  set(model: string, field: string, record?: PolicyRecord): Promise<void>
}

function claimsOf(subject: Subject, expected: boolean): Claims {
  return {
    act: (action, model, record) => check(subject, { action, model, record, expected }),
    create: (model, data) => check(subject, { action: 'create', model, data, expected }),
    update: (model, record, data) => check(subject, { action: 'update', model, record, data, expected }),
    see: (model, field, record) => check(subject, { action: 'read', model, field, record, expected }),
    set: (model, field, record) => check(subject, { action: 'update', model, field, record, expected }),
  }
}

async function check(subject: Subject, claim: Claim): Promise<void> {
  const { action, model, field, record, data, expected } = claim
  const key = record === undefined ? undefined : keyOf(subject, model, record)
  const explanation = await subject.server.explain(subject.principal, { action, model, key, field, strategy: subject.strategy })
  const refusal = data && explanation.verdict !== 'denied' ? await tryWrite(subject, { model, record, data }) : null
  const isAllowed = explanation.verdict !== 'denied' && refusal === null
  if (isAllowed === expected) return
  const lines = [`Expected to be ${expected ? 'allowed' : 'denied'}: ${describeQuestion(explanation)}`, ...(refusal === null ? [] : [`The write was refused: ${refusal}`]), ...describeExplanation(explanation)]
  throw new PolicyExpectationError(lines.join('\n'), explanation)
}

function keyOf({ server }: Subject, name: string, record: PolicyRecord): string {
  if (typeof record !== 'object') return encodeURIComponent(String(record))
  const model = server.registry.models.get(name)
  const missing = model?.key?.fields.filter((field) => record[field] === undefined) ?? []
  if (model?.key && missing.length === 0) return presentPathKey(model, record)
  throw new PolicyExpectationError(`A record of ${name} is named by its key${missing.length > 0 ? `: ${missing.join(', ')} is missing` : ', and there is none'}.`)
}

/** Why a write is refused, in a transaction that is undone; null where it is not. What no policy refuses is a mistake of the test's own, and is thrown. */
async function tryWrite({ server, principal, strategy }: Subject, { model, record, data }: Pick<Claim, 'model' | 'record' | 'data'>): Promise<string | null> {
  const calls = server.as(principal, { dryRun: true, strategy }).model(model)
  try {
    if (record === undefined) await calls.create({ data })
    else await calls.update({ where: whereOf(server, model, record), data })
    return null
  } catch (error) {
    if (isProblem(error) && REFUSALS.has(error.status)) return `${error.code}: ${error.message}`
    throw error
  }
}

const REFUSALS: ReadonlySet<number> = new Set([401, 403, 404])

function whereOf({ registry }: Subject['server'], model: string, record: PolicyRecord): Row {
  const fields = registry.models.get(model)?.key?.fields ?? []
  const valueOf = (name: string): unknown => (typeof record === 'object' ? record[name] : typeof record === 'bigint' ? String(record) : record)
  return Object.fromEntries(fields.map((name) => [name, valueOf(name)]))
}
