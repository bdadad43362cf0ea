// Types stage: Registry → the text of `ssot.d.ts`. Pure. It rejects nothing: a registry is valid.
import { compile } from 'json-schema-to-typescript'
import type { Registry } from '../registry/registry.ts'
import { describeCreate, describeCreateFields, describeUpdate, type Scope } from './describe-inputs.ts'
import { describeOrderBy, describeRecord, describeRelations, describeWhere, describeWhereUnique } from './describe-queries.ts'
import { nameTypes, type TypeRole } from './name-types.ts'
import { isNumeric } from './scalar-types.ts'
import { closed, text, type TypeSchema } from './type-schema.ts'
import { type VisibleModel, visibleModels } from './visible-model.ts'

/** A declaration under its own name. */
type Declarations = Map<string, TypeSchema>

/**
 * The text of `ssot.d.ts`: closed interfaces for each model, unions for enums, and the merge into `Register`.
 * Hidden models and fields are not in it; write-only fields are in inputs only; views have no inputs.
 */
export async function renderTypes(registry: Registry): Promise<string> {
  const parts = visibleModels(registry)
  const scope: Scope = { registry, names: nameTypes(registry), visible: new Map(parts.map(part => [part.model.name, part])) }
  const declarations: Declarations = new Map()
  for (const type of registry.enums.values()) {
    declarations.set(type.name, text(type.values.map(value => `'${value}'`).join(' | ') || 'never', type.description))
  }
  for (const part of parts) declareModel(scope, part, declarations)
  return `${HEADER}\n${await compileDeclarations(declarations, modelsSchema(scope, parts))}${FOOTER}`
}

function declareModel(scope: Scope, part: VisibleModel, declarations: Declarations): void {
  const name = (role: TypeRole): string => scope.names.of(part.model.name, role)
  declarations.set(name('Record'), describeRecord(part))
  declarations.set(name('Relations'), describeRelations(part))
  if (part.creates) declarations.set(name('CreateFields'), describeCreateFields(scope, part))
  declarations.set(name('Create'), text(describeCreate(scope, part)))
  for (const relation of part.relations) {
    declarations.set(scope.names.nestedCreate(part.model.name, relation.name), text(describeCreate(scope, part, relation)))
  }
  declarations.set(name('Update'), part.updates ? describeUpdate(scope, part) : text('never'))
  declarations.set(name('Where'), describeWhere(scope, part))
  declarations.set(name('WhereUnique'), text(describeWhereUnique(part.model)))
  declarations.set(name('OrderBy'), describeOrderBy(scope, part))
}

const MAP_MEMBERS = [
  ['record', 'Record'],
  ['relations', 'Relations'],
  ['create', 'Create'],
  ['update', 'Update'],
  ['where', 'Where'],
  ['whereUnique', 'WhereUnique'],
  ['orderBy', 'OrderBy'],
] as const

function modelsSchema(scope: Scope, parts: readonly VisibleModel[]): TypeSchema {
  return closed(
    parts.map(part => {
      const members = MAP_MEMBERS.map(([member, role]) => `readonly ${member}: ${scope.names.of(part.model.name, role)}`)
      const numeric = part.stored.filter(isNumeric).map(field => `'${field.name}'`)
      return { name: part.model.name, type: `{ ${members.join('; ')}; readonly numeric: ${numeric.join(' | ') || 'never'} }`, required: true }
    }),
    'Every model of the schema.',
  )
}

/**
 * The library makes names of its own shape (`user_role` would become `UserRole`), so each declaration is compiled under a
 * number and gets its name afterwards; declarations name each other in `tsType` texts, which the library leaves alone.
 */
async function compileDeclarations(declarations: Declarations, models: TypeSchema): Promise<string> {
  const names = [...declarations.keys()]
  const numbered = (index: number): string => `SSOTTYPE${String(index)}X`
  const root: TypeSchema = {
    ...closed([]),
    $defs: Object.fromEntries([...declarations.values()].map((schema, index) => [numbered(index), schema])),
    properties: Object.fromEntries(names.map((_, index) => [`p${String(index)}`, { $ref: `#/$defs/${numbered(index)}` }])),
  }
  const options = { additionalProperties: false, bannerComment: '', format: false } as const
  const numberedText = await compile(root, 'SSOTROOT', options)
  const named = numberedText.replace(/^export (interface|type) SSOTTYPE(\d+)X/gm, (_, keyword: string, index: string) => {
    return `export ${keyword} ${names[Number(index)] ?? ''}`
  })
  return indent(named.replace(/^export interface SSOTROOT \{[^}]*\}\n/m, '') + (await compile(models, 'SsotModels', options)))
}

// Without its own formatter, which would cost seconds, the library indents nothing.
function indent(text: string): string {
  return text.replace(/^(export interface \S+ \{\n)([^]*?)(?=^\}$)/gm, (_, head: string, body: string) => head + body.replace(/^(?=.)/gm, '  '))
}

const HEADER = `// Written by \`ssot types\` from the schema. It is the only file that SSOT Runtime ever writes: do not edit it, run the command again.
import type * as $ from '@ssot/contract'
`

const FOOTER = `
export interface SsotSchema {
  readonly models: SsotModels
}

declare module '@ssot/contract' {
  interface Register {
    readonly schema: SsotSchema
  }
}
`
