import type { Manifest, ModelManifest } from '@ssot/contract'
import type { Field, Key, Model, Registry, Relation } from '../registry/registry.ts'
import { refTo, type Part } from './document.ts'
import { nameComponents, type ComponentNames, type Role } from './name-components.ts'

/** A model as one principal sees it: the registry's knowledge of what the manifest shows. */
export interface ModelView {
  readonly model: Model
  readonly shown: ModelManifest
  readonly readable: readonly Field[]
  /** Those of them that the database can be asked about. */
  readonly stored: readonly Field[]
  readonly relations: readonly Relation[]
  /** The uniques whose fields may all be read. */
  readonly uniques: readonly Key[]
}

/** Everything that describing one model needs. */
export interface OpenapiScope {
  readonly registry: Registry
  readonly manifest: Manifest
  readonly names: ComponentNames
  /** By name, in the manifest's order. */
  readonly views: ReadonlyMap<string, ModelView>
}

/** The models that a manifest shows, with what the registry knows of them. */
export function scopeOf(registry: Registry, manifest: Manifest): OpenapiScope {
  const views = Object.values(manifest.models).flatMap((shown) => viewOf(registry, shown))
  return { registry, manifest, names: nameComponents(registry), views: new Map(views.map((view) => [view.model.name, view])) }
}

function viewOf(registry: Registry, shown: ModelManifest): readonly ModelView[] {
  const model = registry.models.get(shown.name)
  if (!model) return []
  const readable = [...model.fields.values()].filter((field) => shown.fields[field.name]?.read === true)
  const relations = [...model.relations.values()].filter((relation) => shown.relations[relation.name]?.read === true)
  const names = new Set(readable.map((field) => field.name))
  return [{ model, shown, readable, stored: readable.filter(({ computed }) => !computed), relations, uniques: model.uniques.filter((key) => key.fields.every((name) => names.has(name))) }]
}

/** A reference to a schema of a model. */
export function schemaOf({ names }: OpenapiScope, model: string, role: Role): Part {
  return refTo('schemas', names.of(model, role))
}

/** A reference to a schema of no model. */
export function sharedSchema({ names }: OpenapiScope, name: string): Part {
  return refTo('schemas', names.shared(name))
}
