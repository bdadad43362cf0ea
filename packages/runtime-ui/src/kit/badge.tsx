import type { ReactNode } from 'react'

/** The colours of a badge. */
export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger'

/** A short text with a tinted ground. */
export function Badge({ tone = 'neutral', children }: { readonly tone?: Tone; readonly children?: ReactNode }): ReactNode {
  return <span className={`ssot-badge ssot-badge-${tone}`}>{children}</span>
}

const TONES: readonly (readonly [Tone, RegExp])[] = [
  ['success', /^(active|enabled|published|done|complete|completed|paid|success|succeeded|approved|resolved|live|online|healthy|delivered|open|yes|verified)$/],
  ['warning', /^(pending|waiting|paused|queued|review|in_review|trial|trialing|past_due|processing|in_progress|running|warning|medium|invited)$/],
  ['danger', /^(failed|failure|error|rejected|banned|blocked|suspended|cancelled|canceled|deleted|expired|overdue|critical|urgent|high|crashed)$/],
  ['accent', /^(admin|owner|superuser|moderator|editor|new|pro|enterprise|premium|system)$/],
]

/** A colour for an enum's value, from what such words usually mean. */
export function toneOf(value: string): Tone {
  const word = value.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()
  return TONES.find(([, words]) => words.test(word))?.[0] ?? 'neutral'
}
