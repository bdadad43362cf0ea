import type { Records } from '../data/records/records.ts'
import type { Principal } from '../policy/principal.ts'

/** Records whose writes are captured in a principal's name; `cause` is the id of the request that makes them, where one does. */
export function inNameOf({ kind, id }: Principal, records: Records, cause: string | null): Records {
  return records.actingAs?.({ actor: { kind, id }, cause }) ?? records
}
