// Rules are asked of the database and of memory. An oracle reads the same rules off their text, for random rules, rows and principals.
import { parseExpr, type Expr } from '@ssot/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bindRule, type RuleValues } from '../../packages/runtime-server/src/policy/rules/bind-rule.ts'
import { compileRule, type RuleContext } from '../../packages/runtime-server/src/policy/rules/compile-rule.ts'
import { TEXT_TESTS } from '../../packages/runtime-server/src/policy/rules/compile-text-test.ts'
import { factsOf } from '../../packages/runtime-server/src/policy/rules/facts-of.ts'
import { foldRule } from '../../packages/runtime-server/src/policy/rules/fold-rule.ts'
import { matchWhere, type Surroundings } from '../../packages/runtime-server/src/policy/rules/match-where.ts'
import type { Rule } from '../../packages/runtime-server/src/policy/rules/rule.ts'
import type { Model, Registry } from '../../packages/runtime-server/src/registry/registry.ts'
import type { Where } from '../../packages/runtime-server/src/request/query.ts'
import { PUSHABLE } from '../data/databases.ts'
import { drawFrom } from './open-both.ts'
import { openRules, type FilledDatabase, type RulesDatabase } from './open-rules.ts'
import { generateRule } from './rules-generate.ts'
import type { Judging } from './rules-judging.ts'
import { judge } from './rules-oracle.ts'
import { generatePrincipal, type RulePrincipal } from './rules-principals.ts'
import { modelNamed, type MeantRow } from './rules-rows.ts'
import { CLAIMS } from './rules-schema.ts'
import type { Draw } from './seed-rows.ts'

/** How many times one rule is asked of one row for one principal. */
const RUNS = Number(process.env['RULES_RUNS'] ?? 5000)
const SEED = Number(process.env['RULES_SEED'] ?? 20_261_120)
const ROWS_PER_FILL = 20_000
const NOW = new Date('2020-02-29T12:34:56.789Z')

/** What one rule said, asked in every way. */
interface Asked {
  readonly text: string
  readonly principal: RulePrincipal
  readonly rows: readonly MeantRow[]
  readonly allowed: number
  readonly undecided: number
  readonly undecidedAlone: number
}

function contextOf(registry: Registry, allowsBefore: boolean): RuleContext {
  const deletedAt = modelNamed(registry, 'Person').fields.get('deletedAt')
  const live: Rule | null = deletedAt ? { op: 'isNull', field: deletedAt, negated: false } : null
  return { registry, claims: CLAIMS, authModel: modelNamed(registry, 'Person'), allowsBefore, live: ({ name }) => (name === 'Person' ? live : null) }
}

function compiled(context: RuleContext, model: Model, text: string): Rule {
  const { rule, findings } = compileRule({ model, text, name: text, file: 'rules.test.ts' }, context)
  if (!rule) throw new Error(`${text}\n${findings.map(({ message, hint }) => `${message} ${hint ?? ''}`).join('\n')}`)
  return rule
}

const PERSON_RULE = 'level > 0 && !(name == "a")'
const isLive = ({ model, values }: MeantRow): boolean => model.name !== 'Person' || values['deletedAt'] === null

const NUMBERS = new Set(['auth.level', 'auth.rank', 'auth.clubId', 'before.wholeN'])

function familyOf(path: string): ReturnType<Judging['familyOf']> {
  if (path === 'auth.deletedAt' || path === 'before.momentN') return 'instant'
  return NUMBERS.has(path) || path.startsWith('number') ? 'number' : 'other'
}

interface Asking {
  readonly database: FilledDatabase
  readonly registry: Registry
  readonly draw: Draw
}

function parsed(text: string): Expr {
  const result = parseExpr(text)
  if (!result.ok) throw new Error(`${text}: ${result.message}`)
  return result.expr
}

function judgingOf({ database }: Asking, { auth, kind, isAdmin }: RulePrincipal, { row, before }: { readonly row: MeantRow; readonly before: MeantRow | null }): Judging {
  const present = Object.fromEntries(Object.entries(auth).filter(([, value]) => value !== null))
  return {
    world: database.world, root: { model: row.model, row }, names: new Map(), auth: present, isAdmin, authenticated: kind !== 'anonymous', now: NOW, before: before && { ...before, values: database.onWire(before) }, lives: isLive, familyOf,
    can: ({ values }) => Number(values['level']) > 0 && values['name'] !== 'a',
  }
}

function valuesOf({ registry, database }: Asking, { auth, kind, isAdmin }: RulePrincipal, before: MeantRow | null): RuleValues {
  const person = modelNamed(registry, 'Person')
  const base: RuleValues = { auth: Object.assign({}, auth), kind, isAdmin, now: NOW, policyOf: () => ({ op: 'or', args: [] }), ...(before && { before: database.onWire(before) }) }
  const where = bindRule(compiled(contextOf(registry, false), person, `deletedAt == null && ${PERSON_RULE}`), base)
  return { ...base, policyOf: (model, action) => (model === 'Person' && action === 'read' ? where : { op: 'or', args: [] }) }
}

async function ask(asking: Asking, model: Model): Promise<Asked> {
  const { database, registry, draw } = asking
  const { text, hasBefore } = generateRule(registry, draw, model)
  const principal = generatePrincipal(draw)
  const rows = database.world.rows.get(model.name) ?? []
  const before = hasBefore ? (rows[draw(rows.length)] ?? null) : null
  const rule = compiled(contextOf(registry, hasBefore), model, text)
  const values = valuesOf(asking, principal, before)
  const where = bindRule(rule, values)
  const folded = bindRule(foldRule(rule, new Map(factsOf(rule).map((fact) => [fact.key, fact.read(values)]))), values)
  const label = `${text}\nfor ${JSON.stringify(principal)}${before ? ` before ${JSON.stringify(database.onWire(before))}` : ''}`
  const expr = parsed(text)
  const expected = rows.filter((row) => judge(judgingOf(asking, principal, { row, before }), expr) === 'true').map(({ values: { id } }) => id)
  const others = rows.map(({ values: { id } }) => id).filter((id) => !expected.includes(id))
  const loose = loosened(where, draw)
  const asked = { model, conditions: [where, folded, { op: 'not', arg: where }, loose, { op: 'not', arg: loose }], label } as const satisfies Questions
  expect(await found(asking, asked), label).toEqual(expected)
  const [held = [], heldFolded, failed, holds = [], fails = []] = await judged(asking, asked)
  expect([held, heldFolded], `judged, as it is and folded: ${label}`).toEqual([expected, expected])
  // A condition that were unknown of a row would hold in neither way.
  expect(failed, `not: ${label}`).toEqual(others)
  if (draw(8) === 0) expect(await database.countWritten(model, where), `written: ${label}`).toBe(expected.length)
  for (const row of rows) remembers(asking, { where: loose, row, said: saidOf(row, holds, fails), surroundings: database.surroundings, label: `loosely: ${label}` })
  const undecided = (surroundings: Surroundings): number => rows.filter((row) => !remembers(asking, { where, row, said: saidOf(row, expected, others), surroundings, label })).length
  return { text, principal, rows, allowed: expected.length, undecided: undecided(database.surroundings), undecidedAlone: undecided({}) }
}

function saidOf({ values: { id } }: MeantRow, holds: readonly unknown[], fails: readonly unknown[]): boolean | null {
  return holds.includes(id) ? true : fails.includes(id) ? false : null
}

interface Questions {
  readonly model: Model
  readonly conditions: readonly [Where, ...Where[]]
  readonly label: string
}

function found({ database }: Asking, { model, conditions, label }: Questions): Promise<readonly unknown[]> {
  return naming(label, () => database.find(model, conditions[0]))
}

function judged({ database }: Asking, { model, conditions, label }: Questions): Promise<readonly (readonly unknown[])[]> {
  return naming(label, () => database.judge(model, conditions))
}

// A failure names its rule.
async function naming<T>(label: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new Error(label, { cause })
  }
}

/** The same without what makes it definite, as clients filter: a comparison with null is unknown, and texts are compared by their collation. */
function loosened(where: Where, draw: Draw): Where {
  const inner = (one: Where): Where => loosened(one, draw)
  if (where.op === 'and' || where.op === 'or') {
    const args = where.args.filter((arg) => where.op === 'or' || arg.op !== 'not' || arg.arg.op !== 'isNull' || draw(3) === 0)
    return { ...where, args: args.map(inner) }
  }
  if (where.op === 'not') return { op: 'not', arg: inner(where.arg) }
  if (where.op === 'relation') return { ...where, where: inner(where.where), quantifier: where.quantifier === 'some' && draw(2) === 0 ? 'every' : where.quantifier === 'is' && draw(2) === 0 ? 'isNot' : where.quantifier }
  // PostgreSQL looks for patterns in no column that is compared as ours are.
  const isLoosened = (where.op === 'compare' || where.op === 'compareFields') && !TEXT_TESTS.has(where.by) && draw(2) === 0
  return isLoosened ? { ...where, exact: false } : where
}

interface Remembered {
  readonly where: Where
  readonly row: MeantRow
  /** What the database said; null: unknown. */
  readonly said: boolean | null
  readonly surroundings: Surroundings
  readonly label: string
}

/** Whether memory decides; where it does it must say the same. */
function remembers({ database }: Asking, { where, row, said, surroundings, label }: Remembered): boolean {
  const match = matchWhere(where, database.onWire(row), surroundings)
  if (match !== 'undecided') expect(match, `in memory: ${label}\nof ${JSON.stringify(database.onWire(row))}`).toBe(said)
  return match !== 'undecided'
}

describe.each(PUSHABLE.map((under) => [under.name, under] as const))('given random rules on %s', (name, under) => {
  let opened: RulesDatabase
  beforeAll(async () => {
    opened = await openRules(under)
  }, 240_000)
  afterAll(() => opened?.[Symbol.asyncDispose]())

  it(`are decided alike by the database, by memory and by their text, ${RUNS} times (RULES_SEED=${SEED})`, { timeout: 3_600_000 }, async () => {
    const draw = drawFrom(SEED)
    const { registry } = opened
    const count = { triples: 0, rules: 0, allowed: 0, mixed: 0, undecided: 0, undecidedAlone: 0 }
    let database = await opened.fill(draw)
    for (let filled = 0; count.triples < RUNS; ) {
      if (count.triples - filled > ROWS_PER_FILL) {
        database = await opened.fill(draw)
        filled = count.triples
      }
      const model = modelNamed(registry, draw(4) === 0 ? 'Mark' : 'Thing')
      const { rows, allowed, undecided, undecidedAlone } = await ask({ database, registry, draw }, model)
      count.triples += rows.length
      count.rules++
      count.allowed += allowed
      count.mixed += Number(allowed > 0 && allowed < rows.length)
      count.undecided += undecided
      count.undecidedAlone += undecidedAlone
    }
    if (process.env['RULES_RUNS']) console.info(name, JSON.stringify(count))
    // Rules that admit everybody or nobody would prove little, and so would a memory that decides nothing.
    expect(count.mixed).toBeGreaterThan(count.rules / 5)
    expect(count.undecided).toBeLessThan(count.triples / 10)
    expect(count.undecidedAlone).toBeLessThan(count.triples * 0.7)
  })
})
