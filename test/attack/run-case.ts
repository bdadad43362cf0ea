// One case: each combination of its matrix is sent and judged.
import type { AttackCase } from './attack-case.ts'
import type { Bench, CaseResult, Exchange, Observation } from './bench.ts'
import { NotExpressible, requestOf, requestOfHttp } from './build-request.ts'
import { isOfForm } from './choose-cases.ts'
import { clauseOf } from './clauses.ts'
import { noteOn, type ContractNote } from './contract-notes.ts'
import { driverOf } from './drivers.ts'
import { combinationsOf, expand, expandPath, UnknownPlaceholder, type Bindings } from './expand.ts'
import { codesOf, errorsIn, judge, unknownInvariants } from './judge.ts'
import { observe, restore } from './observe.ts'
import { preparationOf } from './preparations.ts'
import { compareWithSame } from './same-as.ts'
import { STD_IDS } from './seed-std.ts'
import { principalNamed } from './std-config.ts'
import { jsonOf, type RawRequest } from './send-raw.ts'

interface Part {
  readonly failures: readonly string[]
  readonly skipped: readonly string[]
  readonly note: string | null
  readonly requests: number
}

/** Runs a case whole. What cannot be run is said, never passed. */
export async function runCase(bench: Bench, attack: AttackCase): Promise<CaseResult> {
  const driver = driverOf(attack.id)
  if (driver !== null) return resultOf(attack, [await drive(bench, attack)])
  const cannot = reasonNotDeclarative(attack)
  if (cannot !== null) return resultOf(attack, [{ failures: [], skipped: [cannot], note: null, requests: 0 }])
  await preparationOf(attack)?.(bench)
  const parts: Part[] = []
  for (const bindings of combinationsOf(attack.request.matrix)) parts.push(...(await runVariant(bench, attack, bindings)))
  if (attack.setup.pre !== undefined) await bench.target.ask('seed', 'base')
  return resultOf(attack, parts)
}

function reasonNotDeclarative(attack: AttackCase): string | null {
  const { kind } = attack.request
  if (kind !== 'op' && kind !== 'http') return `no driver for its ${kind}`
  const unknown = unknownInvariants(attack.expect.inv ?? [])
  if (unknown.length > 0) return `unknown invariant ${unknown.join(', ')}`
  if (attack.setup.fixture !== 'std') return `unknown fixture ${attack.setup.fixture}`
  return preparationOf(attack) === null ? `nothing brings about "${attack.setup.pre ?? ''}"` : null
}

async function drive(bench: Bench, attack: AttackCase): Promise<Part> {
  const written = bench.target.lines().length
  try {
    const failures = await driverOf(attack.id)?.(bench, attack)
    await bench.target.ask('seed', 'base')
    return { failures: [...(failures ?? []).map((fault) => `expected ${fault}`), ...errorsIn(bench.target.lines().slice(written)).map((line) => `expected a clean log, came ${line.slice(0, 400)}`)], skipped: [], note: null, requests: 1 }
  } catch (error) {
    if (error instanceof NotExpressible) return { failures: [], skipped: [`it cannot be said here: ${error.message}`], note: null, requests: 0 }
    return { failures: [`expected the driver to run, came ${error instanceof Error ? error.message : String(error)}`], skipped: [], note: null, requests: 1 }
  }
}

async function runVariant(bench: Bench, attack: AttackCase, bindings: Bindings): Promise<readonly Part[]> {
  const parts: Part[] = []
  for (const turn of turnsOf(attack)) parts.push(await runAs(bench, attack, { bindings, ...turn }))
  return parts
}

interface Turn {
  readonly as: string
  /** Denials that are right too: the rules of the fixture may know better than the case. */
  readonly denials: readonly number[]
}

// Form and limits hold for whoever is admitted: the one that the case names may be denied, and one who may do everything meets what the case expects.
function turnsOf(attack: AttackCase): readonly Turn[] {
  const as = attack.request.as ?? attack.setup.as
  const named: Turn = { as, denials: as === 'anon' ? [401] : isOfForm(attack) && as !== 'root' ? [403, 404] : [] }
  if (!isOfForm(attack) || as === 'root') return [named]
  return [named, { as: as === 'anon' ? 'guest' : 'root', denials: [] }]
}

async function runAs(bench: Bench, attack: AttackCase, { bindings, as, denials }: Turn & { readonly bindings: Bindings }): Promise<Part> {
  const label = `${Object.keys(bindings).length === 0 ? '' : ` with ${JSON.stringify(bindings).slice(0, 120)}`}${as === (attack.request.as ?? attack.setup.as) ? '' : ` as ${as}`}`
  const nothing = (reason: string): Part => ({ failures: [], skipped: [`${reason}${label}`], note: null, requests: 0 })
  if (as !== 'anon' && principalNamed(`Bearer ${as}`) === null) return nothing(`there is no principal ${as}`)
  let observation: Observation
  try {
    observation = await observe(bench, { attack, bindings, as, requestAt: (i) => buildRequest(bench, attack, { ...STD_IDS, ...namesFor(as), API: '/api', ...bindings, i, uniq: 'u1' }) })
  } catch (error) {
    if (error instanceof UnknownPlaceholder || error instanceof NotExpressible) return nothing(`it cannot be said here: ${error.message}`)
    throw error
  }
  if (attack.request.kind === 'op' && observation.exchanges.every(isWithoutRoute)) return nothing(`there is no route for ${observation.exchanges[0]?.sent.path ?? ''}`)
  const note = noteOn(attack, bindings)
  const status = note?.status ?? attack.expect.status
  const isDenied = denials.length > 0 && observation.exchanges.every(({ answer }) => denials.includes(answer.status))
  const left = attack.expect.inv?.filter((name) => note?.without?.includes(name) !== true)
  const { code: wanted, ...rest } = attack.expect
  const code = note?.code ?? wanted
  const expect = { ...rest, ...(code !== undefined && !isDenied && { code }), ...(left && { inv: left }) }
  const faults = [...judge({ ...observation, attack: { ...attack, expect } }, { status: status && [...status, ...denials], slack: bench.slack }), ...(denials.length > 0 ? [] : await judgeWords(observation, bench, note))]
  await restore(bench, observation)
  return { failures: faults.map((fault) => `expected ${fault}${label}`), skipped: [], note: note?.note ?? null, requests: observation.exchanges.length + observation.twinExchanges.length }
}

/** What only the other organisation has. */
const namesFor = (as: string): Bindings => (as === 'carol' ? {} : { 'name that exists only in invisible org2': 'only in org 2' })

async function judgeWords(observation: Observation, bench: Bench, note: ContractNote | null): Promise<readonly string[]> {
  const clause = clauseOf(observation.attack.id)
  return [...((await clause?.(observation, bench)) ?? []), ...(note?.differs === true ? [] : ((await compareWithSame(observation, bench)) ?? []))]
}

async function buildRequest({ description }: Bench, { request }: AttackCase, bindings: Bindings): Promise<RawRequest> {
  if (request.http !== undefined) {
    const { path, json, raw, headers } = request.http
    const filled = { json: await expand(json, bindings), raw: await expand(raw, bindings), headers: Object(await expand(headers, bindings)) }
    return requestOfHttp({ method: request.http.method, path: expandPath(path, bindings), ...filled }, description)
  }
  const [op, model, via] = [request.op, request.model, request.via].map((text) => (text === undefined ? undefined : String(expandText(text, bindings))))
  return requestOf({ op: op ?? '', model, args: Object(await expand(request.args ?? {}, bindings)), ...(via !== undefined && { via }) }, description)
}

function expandText(text: string, bindings: Bindings): string {
  return decodeURIComponent(expandPath(text.replaceAll('%', '%25'), bindings))
}

// A path that begins like a record's, or takes another method, is no route for the operation.
function isWithoutRoute({ sent, answer }: Exchange): boolean {
  const [code] = codesOf(answer)
  const { detail } = jsonOf(answer)
  return code === 'REQUEST.METHOD_NOT_ALLOWED' || (code === 'REQUEST.NO_ROUTE' && (detail === 'There is nothing at this address.' || sent.path.startsWith('/api/$')))
}

function resultOf(attack: AttackCase, parts: readonly Part[]): CaseResult {
  const failures = parts.flatMap((part) => part.failures)
  const requests = parts.reduce((sum, part) => sum + part.requests, 0)
  const isChecked = driverOf(attack.id) !== null
  const words = [attack.expect.body, attack.expect.code].filter((text) => text !== undefined && !/^[A-Z_.]+$/.test(text))
  return {
    attack,
    outcome: failures.length > 0 ? 'failed' : requests > 0 ? 'passed' : 'skipped',
    failures,
    skipped: parts.flatMap((part) => part.skipped),
    unchecked: isChecked || clauseOf(attack.id) !== null ? [] : words.filter((text) => text !== undefined),
    note: parts.find((part) => part.note !== null)?.note ?? null,
    requests,
  }
}
