import type { Json } from '../schema/model.ts'

/** The operators that take two operands. */
export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '&&' | '||' | '??' | '+' | '-' | '*' | '/' | '%'

/** An expression as parsed: what travels in manifests. A strict subset of CEL, plus `??`. */
export type Expr =
  | { readonly t: 'lit'; readonly value: Json }
  | { readonly t: 'list'; readonly items: readonly Expr[] }
  /** A name and the members read from it: `record.author.name`. */
  | { readonly t: 'ref'; readonly path: readonly string[] }
  | { readonly t: 'index'; readonly of: Expr; readonly at: Expr }
  | { readonly t: 'unary'; readonly op: '!' | '-'; readonly of: Expr }
  | { readonly t: 'binary'; readonly op: BinaryOperator; readonly left: Expr; readonly right: Expr }
  /** `if ? yes : no`; not `then`, which would make it look like a promise. */
  | { readonly t: 'cond'; readonly if: Expr; readonly yes: Expr; readonly no: Expr }
  /** A function of the table, or a method with its receiver as the first argument (`s.startsWith(x)`). */
  | { readonly t: 'call'; readonly fn: string; readonly args: readonly Expr[] }
  /** `list.exists(m, …)` and `list.all(m, …)`. */
  | { readonly t: 'macro'; readonly macro: 'exists' | 'all'; readonly over: Expr; readonly as: string; readonly where: Expr }
