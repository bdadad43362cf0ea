/** A value in an expression: JSON, with absent members. Undefined counts as null. */
export type ExprValue = undefined | null | boolean | number | string | readonly ExprValue[] | { readonly [key: string]: ExprValue }
