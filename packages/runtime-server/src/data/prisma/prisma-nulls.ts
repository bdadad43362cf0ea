import { DbNull, JsonNull } from '@prisma/client/runtime/client'

/** Prisma's marks for the two nulls of a Json column. */
export const prismaNulls: { readonly database: unknown; readonly json: unknown } = { database: DbNull, json: JsonNull }
