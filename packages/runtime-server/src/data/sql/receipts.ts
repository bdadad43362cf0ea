import { mapDatabaseError } from '../map-database-error.ts'
import type { Receipts } from '../records/records.ts'
import type { Executor } from './executor.ts'

/** How one database keeps receipts: `?` stands for a parameter, in the order of the arguments. */
interface ReceiptSql {
  readonly create: string
  readonly claim: string
}

const COLUMNS = '(id VARCHAR(64) PRIMARY KEY, request VARCHAR(64) NOT NULL, reply TEXT NOT NULL, kept_at BIGINT NOT NULL)'
const INSERT = "(id, request, reply, kept_at) VALUES (?, ?, '', ?)"

const STANDARD = (table: string): ReceiptSql => ({ create: `CREATE TABLE IF NOT EXISTS ${table} ${COLUMNS}`, claim: `INSERT INTO ${table} ${INSERT} ON CONFLICT DO NOTHING` })

const SQL: Readonly<Record<'sqlite' | 'postgresql' | 'mysql', (table: string) => ReceiptSql>> = {
  sqlite: STANDARD,
  postgresql: STANDARD,
  mysql: (table) => ({ create: `CREATE TABLE IF NOT EXISTS ${table} ${COLUMNS}`, claim: `INSERT IGNORE INTO ${table} ${INSERT}` }),
}

const DAY_MS = 86_400_000
const SWEEP_MS = 3_600_000

/** Receipts in a table of our own, as they are seen by the database or by one transaction. */
export function createReceipts(provider: keyof typeof SQL, executor: Executor, schemaName: string | null): (transaction: Executor) => Receipts {
  const table = provider === 'postgresql' ? `"${(schemaName ?? 'public').replaceAll('"', '""')}"."_ssot_receipt"` : '_ssot_receipt'
  const sql = SQL[provider](table)
  const placed = (text: string): string => (provider === 'postgresql' ? numbered(text) : text)
  let sweptAt = -Infinity
  return (transaction) => ({
    prepare: () => reporting(prepare),
    claim: (id, request) => reporting(() => claim(transaction, { id, request })),
    keep: (id, reply) => reporting(async () => void (await transaction.count(placed(`UPDATE ${table} SET reply = ? WHERE id = ?`), [reply, id]))),
  })

  async function prepare(): Promise<void> {
    if (Date.now() - sweptAt < SWEEP_MS) return
    // Two servers may make the table at once: the second attempt finds it.
    await executor.count(sql.create, []).catch(() => executor.count(sql.create, []))
    await executor.count(placed(`DELETE FROM ${table} WHERE kept_at < ?`), [Date.now() - DAY_MS])
    sweptAt = Date.now()
  }

  async function claim(transaction: Executor, { id, request }: { readonly id: string; readonly request: string }): ReturnType<Receipts['claim']> {
    const now = Date.now()
    if ((await transaction.count(placed(sql.claim), [id, request, now])) > 0) return null
    const [row] = await transaction.rows(placed(`SELECT request, reply FROM ${table} WHERE id = ? AND kept_at >= ?`), [id, now - DAY_MS])
    if (row) return { request: String(row[0]), reply: String(row[1]) }
    await transaction.count(placed(`UPDATE ${table} SET request = ?, kept_at = ? WHERE id = ?`), [request, now, id])
    return null
  }
}

function numbered(text: string): string {
  let number = 0
  return text.replaceAll('?', () => `$${++number}`)
}

async function reporting<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw mapDatabaseError(error, undefined, { isWrite: true }).problem
  }
}
