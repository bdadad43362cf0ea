// Owns the step from what was written (datamodel, annotations, UI config) to the one frozen Registry.
// Rejects two models with one path and annotations that name what is not there.
import type { Finding } from '@ssot/contract'
import type { Annotation } from './annotations/annotation.ts'
import { buildModel, type ModelContext } from './build-model.ts'
import { checkAudits } from './checks/check-audits.ts'
import type { Datamodel, DatamodelEnum } from './datamodel.ts'
import { indexAnnotations } from './index-annotations.ts'
import type { EnumType, Model, Provider, Registry, UiSpec } from './registry.ts'
import { applyTraits } from './traits/apply-traits.ts'
import type { TraitSwitches } from './traits/traits.ts'

export interface RegistryInput {
  readonly datamodel: Datamodel
  readonly provider: Provider
  readonly relationMode: 'foreignKeys' | 'prisma'
  readonly schemaHash: string
  readonly annotations: readonly Annotation[]
  /** Prose of the schema by `Model` and `Model.field`. */
  readonly descriptions: ReadonlyMap<string, string>
  /** Traits that are switched off; none where it is absent. */
  readonly traits?: TraitSwitches | undefined
  readonly buildUi: (models: ReadonlyMap<string, Model>) => { readonly ui: UiSpec; readonly findings: readonly Finding[] }
}

/** Builds the registry; its findings must be empty of errors before it is served. */
export function buildRegistry(input: RegistryInput): { readonly registry: Registry; readonly findings: readonly Finding[] } {
  const context: ModelContext = {
    provider: input.provider,
    datamodel: input.datamodel,
    annotations: indexAnnotations(input.annotations),
    descriptions: input.descriptions,
  }
  const built = input.datamodel.datamodel.models.map((source) => buildModel(context, source))
  const enums = enumsOf(input.datamodel)
  const traits = applyTraits(new Map(built.map(({ model }) => [model.name, model])), { enums, provider: input.provider, switches: input.traits ?? {} })
  const { models } = traits
  const served = [...models.values()].filter((model) => !model.hidden)
  const { ui, findings } = input.buildUi(models)
  const registry: Registry = Object.freeze({
    schemaHash: input.schemaHash,
    provider: input.provider,
    relationMode: input.relationMode,
    models,
    byPath: new Map(served.map((model) => [model.path, model])),
    enums,
    ui,
  })
  return { registry, findings: [...built.flatMap((one) => one.findings), ...traits.findings, ...checkPaths(served, input.annotations), ...checkAudits(registry), ...findings] }
}

function enumsOf(datamodel: Datamodel): ReadonlyMap<string, EnumType> {
  return new Map(datamodel.datamodel.enums.map((source) => [source.name, { name: source.name, values: source.values.map((value) => value.name), stored: storedNames(source) }]))
}

function storedNames({ values }: DatamodelEnum): ReadonlyMap<string, string> {
  return new Map(values.flatMap(({ name, dbName }) => (typeof dbName === 'string' && dbName !== name ? [[name, dbName] as const] : [])))
}

const PATH = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/i

function checkPaths(models: readonly Model[], annotations: readonly Annotation[]): readonly Finding[] {
  const owners = new Map<string, Model>()
  const findings: Finding[] = []
  for (const model of models) {
    const owner = owners.get(model.path)
    const place = placeOf(model, annotations)
    if (owner) {
      const message = `${owner.name} and ${model.name} both have the path "${model.path}".`
      findings.push({ severity: 'error', code: 'SCHEMA.PATH_TAKEN', message, ...place, hint: 'Give one of them another with @@path("…").' })
    }
    if (!PATH.test(model.path)) {
      const message = `"${model.path}" cannot be the path of ${model.name}.`
      findings.push({ severity: 'error', code: 'SCHEMA.ANNOTATION', message, ...place, hint: 'Use letters, digits and hyphens.' })
    }
    owners.set(model.path, model)
  }
  return findings
}

function placeOf(model: Model, annotations: readonly Annotation[]): Pick<Finding, 'file' | 'line'> {
  const annotation = annotations.find((candidate) => candidate.model === model.name && candidate.name === 'path')
  return annotation ? { file: annotation.file, line: annotation.line } : {}
}
