/** A value that was read from the database, as the driver binds it again with nothing lost. */
export interface StoredValue {
  readonly stored: unknown
}

// Nothing that is parsed is this very object.
const DATABASE = Object.freeze({})

/** Marks a value that the driver takes as it is. */
export function storedValueOf(stored: unknown): StoredValue {
  const value = { stored, from: DATABASE }
  return value
}

/** Whether a value was read from the database; what a client sends never is. */
export function isStoredValue(value: unknown): value is StoredValue {
  return typeof value === 'object' && value !== null && 'from' in value && value.from === DATABASE
}
