import type { OrderBy } from '../../request/query.ts'
import { joinRecord } from './link.ts'
import { columnOf, type Compiling, type Source } from './source.ts'

/** ` ORDER BY …`, or nothing; the relations that it goes through are joined to the source. */
export function compileOrderBy(compiling: Compiling, source: Source, orderBy: readonly OrderBy[]): string {
  const terms = orderBy.map((term) => {
    const holder = term.via.reduce((owner, relation) => joinRecord(compiling, owner, relation), source)
    return compiling.dialect.order(columnOf(compiling, holder, term.field.name), term)
  })
  return terms.length === 0 ? '' : ` ORDER BY ${terms.join(', ')}`
}
