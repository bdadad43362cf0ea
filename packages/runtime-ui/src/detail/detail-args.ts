import type { Json, Manifest, ModelManifest } from '@ssot/contract'
import type { ShapeArgs } from '@ssot/runtime-client'
import { selectLabel } from '../values/record-label.ts'

/** What to ask for a record's page: its own fields, and the label of each record it leads to. */
export function detailArgs(manifest: Manifest, model: ModelManifest): ShapeArgs {
  const include = Object.entries(model.relations).flatMap(([name, relation]): [string, Json][] => {
    const target = manifest.models[relation.model]
    return relation.list || !relation.read || target === undefined ? [] : [[name, { select: selectLabel(target) }]]
  })
  return include.length === 0 ? {} : { include: Object.fromEntries(include) }
}
