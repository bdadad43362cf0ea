import type { SqlDialect } from './dialect.ts'
import { isStoredValue } from './stored-value.ts'

/** Makes of a parsed value what the driver binds. */
export type Encode = (value: unknown) => unknown

/** A statement and what makes its arguments of a query's values. */
export interface Plan {
  readonly sql: string
  /** The arguments for values in the order of the slots. */
  bind(values: readonly unknown[]): unknown[]
}

/** The parameters of a statement, in the order in which `describeShape` finds their values, wherever they stand in the text. */
export interface Slots {
  /** One value; answers its mark. */
  one(encode: Encode): string
  /** One value that stands at several places; each call answers a mark of it, encoded in a way of its own where one is given. */
  repeat(encode: Encode): (own?: Encode) => string
  /** A list of values as so many parameters; answers their marks. */
  each(encode: Encode, width: number): readonly string[]
  /** Puts placeholders where the marks are. */
  seal(sql: string): Plan
}

/** Where an argument comes from. */
interface Part {
  readonly encode: Encode
  readonly slot: number
  /** Its place in a list of values. */
  readonly item?: number
}

// No name and no text of a registry holds this character.
const MARK = '\u0000'
const MARKS = new RegExp(`${MARK}(\\d+)${MARK}`, 'g')

/** Slots to be taken while a statement is written. */
export function createSlots({ placeholder }: Pick<SqlDialect, 'placeholder'>): Slots {
  const parts: Part[] = []
  let slots = 0
  const mark = (part: Part): string => `${MARK}${parts.push(part) - 1}${MARK}`
  return {
    one: (encode) => mark({ encode, slot: slots++ }),
    repeat: (encode) => {
      const slot = slots++
      return (own = encode) => mark({ encode: own, slot })
    },
    each: (encode, width) => {
      const slot = slots++
      return Array.from({ length: width }, (_, item) => mark({ encode, slot, item }))
    },
    seal: (text) => {
      const placed: Part[] = []
      const sql = text.replace(MARKS, (_, index: string) => placeholder(placed.push(...parts.slice(Number(index), Number(index) + 1))))
      return { sql, bind: (values) => placed.map(({ encode, slot, item }) => encodeUnlessStored(encode, item === undefined ? values[slot] : itemOf(values[slot], item))) }
    },
  }
}

/** What the driver binds of a value: one that was read from the database goes back as it came. */
export function encodeUnlessStored(encode: Encode, value: unknown): unknown {
  return isStoredValue(value) ? value.stored : encode(value)
}

// A list is filled up with its last value, so that lists of many lengths share a statement.
function itemOf(value: unknown, item: number): unknown {
  return Array.isArray(value) ? value[Math.min(item, value.length - 1)] : value
}
