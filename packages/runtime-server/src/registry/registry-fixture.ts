import type { Field, Model, Relation } from './registry.ts'

/** A field of tests: a required whole number, unless it says otherwise. */
export function fieldOf(name: string, more: Partial<Field> = {}): Field {
  return {
    name, column: name, kind: 'int', list: false, required: true, unique: false, label: name, default: { from: 'none' }, isUpdatedAt: false,
    visibility: 'normal', clientCreates: true, clientUpdates: true, constraints: {}, annotations: [], ...more,
  }
}

/** A relation of tests: to one record, by no key of its own unless it says so. */
export function relationOf(name: string, model: string, more: Partial<Relation> = {}): Relation {
  return { name, model, list: false, required: false, label: name, from: [], to: [], inverse: '', relationName: '', hidden: false, linkRights: 'update', annotations: [], ...more }
}

/** A model of tests, with the key `id` unless it says otherwise. */
export function modelOf(name: string, parts: { readonly fields: readonly Field[]; readonly relations: readonly Relation[] }, more: Partial<Model> = {}): Model {
  return {
    name, kind: 'model', table: name, label: name, plural: name, path: name, hidden: false, key: { name: 'id', fields: ['id'] }, uniques: [{ name: 'id', fields: ['id'] }], display: null, searchFields: [],
    createUnavailable: null, annotations: [], traits: {},
    fields: new Map(parts.fields.map((field) => [field.name, field])), relations: new Map(parts.relations.map((relation) => [relation.name, relation])), ...more,
  }
}
