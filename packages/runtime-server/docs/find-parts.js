/** What a `$ref` points at, or the part itself. */
export function resolve(api, part) {
  return part?.$ref ? part.$ref.slice(2).split('/').reduce((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], api) : part
}

/** The name that a `$ref` ends with. */
export function nameOf(ref) {
  return ref.slice(ref.lastIndexOf('/') + 1)
}

/** Every operation of the document, in its order. */
export function operationsOf(api) {
  return Object.entries(api.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ ...operation, path, method, tag: operation.tags?.[0] ?? '' })))
}

/** Names of the schemas of a model: the record, and what may be sent. */
export function schemasOf(api, model) {
  const roles = ['', 'Create', 'Update', 'Where', 'WhereUnique', 'OrderBy', 'Select', 'Include', 'Query']
  return roles.map((role) => `${model}${role}`).filter((name) => api.components?.schemas?.[name])
}
