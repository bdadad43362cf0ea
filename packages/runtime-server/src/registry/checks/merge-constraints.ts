import type { Constraints } from '@ssot/contract'
import type { Field } from '../registry.ts'

/** Everything that is demanded of a value that is stored: by the field's type and by `@validate`, of two bounds the narrower. */
export function mergeConstraints({ constraints, checks }: Pick<Field, 'constraints' | 'checks'>): Constraints {
  if (!checks) return constraints
  const { constraints: own } = checks
  return {
    ...constraints,
    ...own,
    ...narrower('min', [constraints.min, own.min], (one, other) => Number(one) > Number(other)),
    ...narrower('max', [constraints.max, own.max], (one, other) => Number(one) < Number(other)),
    ...narrower('maxLength', [constraints.maxLength, own.maxLength], (one, other) => one < other),
  }
}

// The type's own, where that is narrower than the other.
function narrower<T>(name: keyof Constraints, [type, own]: readonly [T | undefined, T | undefined], isNarrower: (one: T, other: T) => boolean): Readonly<Record<string, T>> {
  return type !== undefined && own !== undefined && isNarrower(type, own) ? { [name]: type } : {}
}
