import { CORE_FUNCTIONS, didYouMean, type Finding } from '@ssot/contract'
import type { Model } from '../registry.ts'
import { COMPONENT_NAMES } from './component-names.ts'
import { showPath } from './show-path.ts'

/** What building the UI looks at, and where it says what is wrong. */
export interface UiContext {
  readonly models: ReadonlyMap<string, Model>
  /** Names of components without a dot. */
  readonly components: readonly string[]
  /** Names that an expression may call. */
  readonly functions: readonly string[]
  report(path: UiPath, said: { readonly message: string; readonly hint?: string | undefined; readonly severity?: Finding['severity'] }): void
}

/** Where in the configuration something stands. */
export type UiPath = readonly PropertyKey[]

/** What a context is made of. */
export interface UiContextInput {
  readonly models: ReadonlyMap<string, Model>
  readonly file: string
  readonly components: Iterable<string>
  readonly functions: Iterable<string>
}

/** A context that adds what is reported to `findings`. */
export function createUiContext({ models, file, components, functions }: UiContextInput, findings: Finding[]): UiContext {
  return {
    models,
    components: [...COMPONENT_NAMES, ...components],
    functions: [...Object.keys(CORE_FUNCTIONS), ...functions],
    report(path, { message, hint, severity = 'error' }) {
      findings.push({ severity, code: 'CONFIG.INVALID', message: `\`${showPath(path)}\` ${message}`, file, ...(hint !== undefined && { hint }) })
    },
  }
}

/** The model of a name; the classic form writes it with a small letter. Reports a name that is none, or that is hidden. */
export function findModel(context: UiContext, name: string, path: UiPath): Model | undefined {
  const shown = [...context.models.values()].filter((model) => !model.hidden)
  const found = shown.find((model) => model.name === name) ?? shown.find((model) => model.name.toLowerCase() === name.toLowerCase())
  if (found === undefined) {
    const isHidden = context.models.get(name)?.hidden === true
    const hint = didYouMean(name, shown.map((model) => model.name))
    context.report(path, { message: isHidden ? `names the model "${name}", which is hidden.` : `names the model "${name}", which is not in the schema.`, hint })
  }
  return found
}

/** Reports every name that is no field or relation of the model that the UI may show. `-` before a name is for descending. */
export function checkFields(context: UiContext, model: Model, { names, path }: { readonly names: readonly string[]; readonly path: UiPath }): void {
  const fields = [...model.fields.values()].filter((field) => field.visibility !== 'hidden').map((field) => field.name)
  const relations = [...model.relations.values()].filter((relation) => !relation.hidden).map((relation) => relation.name)
  const known = [...fields, ...relations]
  for (const [index, name] of names.entries()) {
    const bare = name.replace(/^-/, '').split('.')[0] ?? name
    if (!known.includes(bare)) context.report([...path, index], { message: `names "${name}", and ${model.name} has no such field.`, hint: didYouMean(bare, known) })
  }
}
