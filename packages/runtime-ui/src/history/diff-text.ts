// Owns what changed between two texts, in pieces that can be read: words, spaces and lines, not letters.

/** A piece of both texts, of the old one alone, or of the new one alone; `cut` stands for a long piece of both that is left out. */
export interface TextPiece {
  readonly kind: 'same' | 'removed' | 'added' | 'cut'
  readonly text: string
}

/** Pieces of texts that are compared with each other, at most: the work grows with their product. */
const MAX_COMPARED = 400
/** Letters of what is the same that stand around a change. */
const AROUND = 60

/** The pieces of two texts, in their order; of what is the same only the surroundings of changes. */
export function diffText(before: string, after: string): readonly TextPiece[] {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  const start = commonStart(old, now)
  const end = commonStart(old.slice(start).toReversed(), now.slice(start).toReversed())
  const middle = diffWords(old.slice(start, old.length - end), now.slice(start, now.length - end))
  const same = (words: readonly string[]): TextPiece => ({ kind: 'same', text: words.join('') })
  return shorten(joinPieces([same(old.slice(0, start)), ...middle, same(old.slice(old.length - end))]))
}

function wordsOf(text: string): readonly string[] {
  return text.match(/\n|[^\S\n]+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []
}

function commonStart(old: readonly string[], now: readonly string[]): number {
  const length = Math.min(old.length, now.length)
  const end = old.findIndex((word, index) => index >= length || word !== now[index])
  return end === -1 ? length : end
}

// Too long to be compared word by word: the one gives way to the other.
function diffWords(old: readonly string[], now: readonly string[]): readonly TextPiece[] {
  if (old.length > MAX_COMPARED || now.length > MAX_COMPARED) return [{ kind: 'removed', text: old.join('') }, { kind: 'added', text: now.join('') }]
  const lengths = commonLengths(old, now)
  const pieces: TextPiece[] = []
  let [left, right] = [0, 0]
  while (left < old.length || right < now.length) {
    const [word = '', other = ''] = [old[left], now[right]]
    if (left < old.length && right < now.length && word === other) {
      pieces.push({ kind: 'same', text: word })
      left += 1
      right += 1
    } else if (right >= now.length || (left < old.length && lengthAt(lengths, left + 1, right) >= lengthAt(lengths, left, right + 1))) {
      pieces.push({ kind: 'removed', text: word })
      left += 1
    } else {
      pieces.push({ kind: 'added', text: other })
      right += 1
    }
  }
  return pieces
}

// How long the longest common subsequence is from each place on (Wagner and Fischer 1974).
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0))
  for (let left = old.length - 1; left >= 0; left--) {
    const row = rows[left] ?? []
    for (let right = now.length - 1; right >= 0; right--) {
      row[right] = old[left] === now[right] ? lengthAt(rows, left + 1, right + 1) + 1 : Math.max(lengthAt(rows, left + 1, right), lengthAt(rows, left, right + 1))
    }
  }
  return rows
}

function lengthAt(rows: readonly (readonly number[])[], left: number, right: number): number {
  return rows[left]?.[right] ?? 0
}

// Of one change, what went stands before what came; a lone space between two changes is no island.
function joinPieces(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const joined: TextPiece[] = []
  let [removed, added] = ['', '']
  const flush = (): void => {
    if (removed !== '') joined.push({ kind: 'removed', text: removed })
    if (added !== '') joined.push({ kind: 'added', text: added })
    ;[removed, added] = ['', '']
  }
  for (const [index, { kind, text }] of pieces.entries()) {
    if (text === '') continue
    const isIsland = kind === 'same' && removed !== '' && added !== '' && /^[^\S\n]+$/.test(text) && (pieces[index + 1]?.kind ?? 'same') !== 'same'
    if (kind === 'removed' || isIsland) removed += text
    if (kind === 'added' || isIsland) added += text
    if (kind !== 'same' || isIsland) continue
    flush()
    const last = joined.at(-1)
    if (last?.kind === 'same') joined.splice(-1, 1, { kind, text: last.text + text })
    else joined.push({ kind, text })
  }
  flush()
  return joined
}

function shorten(pieces: readonly TextPiece[]): readonly TextPiece[] {
  return pieces.flatMap(({ kind, text }, index): readonly TextPiece[] => {
    const [isFirst, isLast] = [index === 0, index === pieces.length - 1]
    const kept = (isFirst ? 0 : AROUND) + (isLast ? 0 : AROUND)
    if (kind !== 'same' || text.length <= kept + AROUND) return [{ kind, text }]
    const [head, tail] = [isFirst ? '' : text.slice(0, AROUND).replace(/\S*$/, ''), isLast ? '' : text.slice(-AROUND).replace(/^\S*/, '')]
    return [{ kind, text: head }, { kind: 'cut' as const, text: '…' }, { kind, text: tail }].filter((piece) => piece.text !== '')
  })
}
