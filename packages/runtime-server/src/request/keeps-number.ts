const SAFE_LENGTH = 15
const ZERO = /^-?[0.]+(?:[eE]|$)/
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * Whether a number written in JSON reads back as it was written: a double has 15 digits for certain, and 17 where they are its own.
 * What is no number at all is not for this to judge.
 */
export function keepsNumber(written: string): boolean {
  const value = Number(written)
  if (written.length <= SAFE_LENGTH) return Number.isNaN(value) || (Number.isFinite(value) && (value !== 0 || ZERO.test(written)))
  if (!NUMBER.test(written)) return true
  if (!Number.isFinite(value)) return false
  const digits = digitsOf(written)
  return digits === digitsOf(String(value)) || digits === digitsOf(value.toPrecision(17))
}

// `0.0120e3`, `12` and `1.2e1` are all `12e2`: the digits that count, and where the point stands before them.
function digitsOf(written: string): string {
  const [mantissa = '', exponent = '0'] = written.replace(/^-/, '').toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const all = whole + fraction
  let first = 0
  while (all[first] === '0') first++
  let end = all.length
  while (end > first && all[end - 1] === '0') end--
  return end === first ? '0' : `${all.slice(first, end)}e${Number(exponent) + whole.length - first}`
}
