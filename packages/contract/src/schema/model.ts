/** The kinds of scalar value a field can hold. */
export type FieldKind =
  | 'string'
  | 'int'
  | 'float'
  | 'bigint'
  | 'decimal'
  | 'boolean'
  | 'datetime'
  | 'json'
  | 'bytes'
  | 'enum'

/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A record as it travels on the wire: values encoded by kind (dates ISO 8601, bigint and decimal as strings, bytes base64). */
export type Row = { readonly [field: string]: unknown }
