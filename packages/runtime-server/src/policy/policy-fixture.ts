import type { Finding } from '@ssot/contract'
import { readAnnotations } from '../registry/annotations/read-annotations.ts'
import { buildRegistry } from '../registry/build-registry.ts'
import type { Field, Model, Provider, Registry, Relation } from '../registry/registry.ts'
import type { TraitSwitches } from '../registry/traits/traits.ts'
import { compilePolicies, type PolicySources } from './compile-policies.ts'
import type { ModelPolicy, Policies, PolicyRule, RuleSet } from './model-policy.ts'
import { knownPrincipal, type Principal } from './principal.ts'
import { createRightsOf, type Rights } from './rights.ts'
import { showRule } from './rules/show-rule.ts'
import { readDatamodel } from './schema-fixture.ts'

/** What the text of a schema, its annotations and a configuration come to. */
export interface House {
  readonly registry: Registry
  readonly policies: Policies
  readonly findings: readonly Finding[]
  readonly rightsOf: (principal: Principal) => Rights
}

/** How a house is built, where not as usual. */
export interface Building extends Partial<PolicySources> {
  readonly provider?: Provider
  readonly traits?: TraitSwitches
  readonly now?: () => Date
}

const UI = { site: { name: 'tests' }, theme: { mode: 'system', tokens: {} }, pages: {}, nav: { header: [], sidebar: [], footer: [] }, components: { variants: {}, defaults: {} } } as const

/** Builds registry and policies of a schema's text; its first line is the first of `schema.prisma`. */
export function buildHouse(schema: string, { provider = 'sqlite', traits, now, ...sources }: Building = {}): House {
  const { annotations, descriptions } = readAnnotations([{ path: 'schema.prisma', text: schema }])
  const { registry } = buildRegistry({ datamodel: readDatamodel(schema), provider, relationMode: 'foreignKeys', schemaHash: '', annotations, descriptions, traits, buildUi: () => ({ ui: UI, findings: [] }) })
  const { policies, findings } = compilePolicies(registry, { crossTenant: false, ...sources })
  return { registry, policies, findings, rightsOf: createRightsOf(registry, policies, now) }
}

/** A user of tests who has these in `auth`; nobody has an id where it is null. */
export function userOf(id: string | null = 'u1', values: Principal['values'] = {}, more: Partial<Principal> = {}): Principal {
  return knownPrincipal({ kind: 'user', id, strategy: 'authenticate', isAdmin: false, development: false, values, ...more })
}

/** An administrator of tests. */
export function adminOf(id: string | null = 'root', values: Principal['values'] = {}, more: Partial<Principal> = {}): Principal {
  return userOf(id, values, { isAdmin: true, ...more })
}

/** A model that must be there. */
export function modelIn({ models }: Pick<Registry, 'models'>, name: string): Model {
  const model = models.get(name)
  if (!model) throw new Error(`There is no model ${name}.`)
  return model
}

/** A field that must be there. */
export function fieldOf(registry: Pick<Registry, 'models'>, model: string, name: string): Field {
  const field = modelIn(registry, model).fields.get(name)
  if (!field) throw new Error(`${model} has no field ${name}.`)
  return field
}

/** A relation that must be there. */
export function relationOf(registry: Pick<Registry, 'models'>, model: string, name: string): Relation {
  const relation = modelIn(registry, model).relations.get(name)
  if (!relation) throw new Error(`${model} has no relation ${name}.`)
  return relation
}

/** The policy of a model that must have one. */
export function policyIn({ policies }: Pick<House, 'policies'>, name: string): ModelPolicy {
  const policy = policies.models.get(name)
  if (!policy) throw new Error(`There is no policy of ${name}.`)
  return policy
}

/** The rules of a set in one line each: kind, place, name, text where it is another, and what it was compiled to. */
export function shownSet({ allow, deny }: RuleSet): readonly string[] {
  return [...allow, ...deny].map(shownRule)
}

function shownRule({ kind, file, line, name, text, rule }: PolicyRule): string {
  return `${kind} ${file}:${line ?? '-'} ${name}${text === name ? '' : ` = ${text}`} → ${showRule(rule)}`
}
