/** Compares two numbers written in digits, with an exponent or without; nothing is rounded. Below zero: the first is less. */
export function compareDecimals(one: string, other: string): number {
  const [left, right] = [read(one), read(other)]
  const scale = Math.max(left.scale, right.scale)
  const difference = scaled(left, scale) - scaled(right, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

interface Digits {
  readonly value: bigint
  /** Digits behind the point; below zero: noughts before it. */
  readonly scale: number
}

function read(text: string): Digits {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  const [whole = '', fraction = ''] = mantissa.replace(/^\+/, '').split('.')
  const value = BigInt(`${whole}${fraction}`)
  return { value, scale: fraction.length - Number(exponent) }
}

function scaled({ value, scale }: Digits, to: number): bigint {
  return value * 10n ** BigInt(to - scale)
}
