/** What an error of Prisma, an adapter or a driver says, in one form. Texts are empty where it says nothing. */
export interface ErrorFacts {
  /** `P2002` */
  readonly prismaCode: string
  /** The kind of a driver adapter's error: `UniqueConstraintViolation`. */
  readonly kind: string
  /** The database's own code: `23505`, `1062`, `SQLITE_BUSY`. */
  readonly originalCode: string
  /** Columns of the constraint that was broken. */
  readonly columns: readonly string[]
  /** Its name. */
  readonly index: string
  readonly table: string
  readonly message: string
  readonly isRangeError: boolean
}

/** Reads an error, whichever of the layers it comes from. */
export function readErrorFacts(error: unknown): ErrorFacts {
  const code = readText(error, 'code')
  const fault = readObject(findAdapterError(error), 'cause')
  const constraint = readObject(fault, 'constraint')
  const fields = readProperty(constraint, 'fields')
  return {
    prismaCode: /^P\d{4}$/.test(code) ? code : '',
    kind: readText(fault, 'kind'),
    originalCode: readText(fault, 'originalCode') || (/^P\d{4}$/.test(code) ? '' : code),
    columns: Array.isArray(fields) ? fields.filter((field) => typeof field === 'string') : [],
    index: readText(constraint, 'index'),
    table: readText(fault, 'table').split('.').at(-1) ?? '',
    message: error instanceof Error ? error.message : '',
    isRangeError: error instanceof RangeError,
  }
}

// Prisma keeps the adapter's error in `meta`; our own statements throw it as it is.
function findAdapterError(error: unknown): unknown {
  return readText(error, 'name') === 'DriverAdapterError' ? error : readProperty(readProperty(error, 'meta'), 'driverAdapterError')
}

function readProperty(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function readObject(value: unknown, key: string): object | null {
  const property = readProperty(value, key)
  return typeof property === 'object' ? property : null
}

function readText(value: unknown, key: string): string {
  const property = readProperty(value, key)
  return typeof property === 'string' ? property : ''
}
