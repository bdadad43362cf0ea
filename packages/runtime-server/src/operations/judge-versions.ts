// Owns how much of one captured change a principal sees. What memory cannot decide of an image is not shown.
import type { HistoryAuthor, HistoryEntry, Row } from '@ssot/contract'
import type { Version } from '../data/capture/version.ts'
import { matchWhere } from '../policy/rules/match-where.ts'
import type { Rights } from '../policy/rights.ts'
import type { Field, Model } from '../registry/registry.ts'
import type { Where } from '../request/query.ts'

/** What a principal is shown of a model's versions. */
export interface VersionJudge {
  /** Whether an image is one of a record, and of none that was deleted. */
  isThere(image: Row | null): image is Row
  /** Whether the principal may see the record of this image, and its history. */
  isTraceable(image: Row): boolean
  /** Null: nothing of it is to be seen. */
  present(version: Version): HistoryEntry | null
}

/** What of a principal's rights decides what it sees of a version. */
export interface VersionRights extends Pick<Rights, 'condition'> {
  readonly guard: Pick<Rights['guard'], 'fieldConditionOf'>
}

/** Judges versions by the rights of today. */
export function judgeVersions(rights: VersionRights, model: Model): VersionJudge {
  const readable = rights.condition(model, 'read')
  const traceable = rights.condition(model, 'history')
  const isThere = (image: Row | null): image is Row => image !== null && isLive(model, image)
  const shown = (image: Row | null): Row | null => (isThere(image) && fulfils(readable, image) ? image : null)
  const mask = maskOf(rights, model)
  return {
    isThere,
    isTraceable: (image) => fulfils(readable, image) && fulfils(traceable, image),
    present: (version) => {
      const action = actionOf(version, isThere(version.before), isThere(version.after))
      const [before, after] = [shown(version.before), shown(version.after)]
      const result = action === 'delete' ? before : after
      if (action === null || result === null) return null
      const seen = { before: before && mask(before), after: after && mask(after) }
      const changed = action === 'update' && before && after ? changedFields(model, version, seen) : []
      // A change of nothing that may be seen is none.
      if (action === 'update' && before !== null && changed.length === 0) return null
      return { at: version.at, action, by: authorOf(version), ...seen, changed }
    },
  }
}

// An image that does not say whether it was deleted is not known to be there.
function isLive({ traits: { softDelete } }: Model, image: Row): boolean {
  return softDelete === undefined || (Object.hasOwn(image, softDelete.field.name) && image[softDelete.field.name] === null)
}

function fulfils(where: Where | null, image: Row): boolean {
  return where === null || matchWhere(where, image) === true
}

function actionOf({ op }: Version, was: boolean, is: boolean): HistoryEntry['action'] | null {
  if (was) return is ? 'update' : 'delete'
  return is ? (op === 'create' ? 'create' : 'restore') : null
}

function authorOf({ actor, cause }: Version): HistoryAuthor {
  if (!actor) return { kind: 'outside', id: null }
  return { ...actor, ...(actor.kind === 'system' && cause !== null && { reason: cause }) }
}

// A value that today's rules do not let the principal read of a row like this one is absent.
function maskOf({ guard }: VersionRights, model: Model): (image: Row) => Row {
  const fields = [...model.fields.values()].filter(({ visibility, computed }) => visibility === 'normal' && !computed)
  return (image) => {
    const known = (field: Field): boolean => Object.hasOwn(image, field.name) && fulfils(guard.fieldConditionOf?.(model, field) ?? null, image)
    return Object.fromEntries(fields.filter(known).map(({ name }) => [name, image[name]]))
  }
}

function changedFields({ fields }: Model, version: Version, seen: { readonly before: Row | null; readonly after: Row | null }): readonly string[] {
  return [...fields.values()].filter((field) => isChanged(field, version, seen)).map(({ name }) => name)
}

function isChanged({ name, visibility }: Field, version: Version, seen: { readonly before: Row | null; readonly after: Row | null }): boolean {
  if (visibility === 'hidden') return false
  if (visibility === 'writeOnly') return version.unseen.includes(name) || differs(version.before, version.after, name)
  return differs(seen.before, seen.after, name)
}

function differs(before: Row | null, after: Row | null, name: string): boolean {
  if (!before || !after || !Object.hasOwn(before, name) || !Object.hasOwn(after, name)) return false
  return JSON.stringify(before[name]) !== JSON.stringify(after[name])
}
