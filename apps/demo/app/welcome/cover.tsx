import type { ReactNode } from 'react'

const WIDTH = 480
const HEIGHT = 240
const WAVES = 6

/** A picture of waves in a colour, different for each seed and always the same for one. */
export function Cover({ seed, color }: { readonly seed: number; readonly color: string }): ReactNode {
  const sunX = 60 + ((seed * 97) % (WIDTH - 120))
  const sunY = 44 + ((seed * 31) % 44)
  return (
    <svg className="cover" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="xMidYMin slice" aria-hidden="true">
      <rect width={WIDTH} height={HEIGHT} fill={color} opacity="0.16" />
      <circle cx={sunX} cy={sunY} r={22 + (seed % 3) * 5} fill="#fbbf60" opacity="0.9" />
      {Array.from({ length: WAVES }, (_, index) => (
        <path key={index} d={wave(seed, index)} fill={color} opacity={0.2 + index * 0.13} />
      ))}
    </svg>
  )
}

function wave(seed: number, index: number): string {
  const top = 108 + index * 22
  const swell = 8 + ((seed * 13 + index * 7) % 14)
  const length = 120 + ((seed * 29 + index * 41) % 90)
  const start = -((seed * 53 + index * 67) % length) - length
  const crests = Math.ceil((WIDTH - start) / length) + 1
  const curve = Array.from({ length: crests }, () => `q ${length / 4} ${-swell} ${length / 2} 0 t ${length / 2} 0`).join(' ')
  return `M ${start} ${top} ${curve} V ${HEIGHT} H ${start} Z`
}
