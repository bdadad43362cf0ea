import { describe, expect, it } from 'vitest'
import { diffText } from './diff-text.ts'

const drawn = (before: string, after: string): string => diffText(before, after).map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `[+${text}+]`, cut: '<…>' })[kind]).join('')

describe('given two texts', () => {
  it.each([
    ['a b c', 'a b c', 'a b c'],
    ['', 'new', '[+new+]'],
    ['old', '', '[-old-]'],
    ['the red house', 'the blue house', 'the [-red-][+blue+] house'],
    ['the red old house', 'the blue new house', 'the [-red old-][+blue new+] house'],
    ['one two', 'one and two', 'one [+and +]two'],
    ['one, two', 'one; two', 'one[-,-][+;+] two'],
    ['a\nb\nc', 'a\nx\nc', 'a\n[-b-][+x+]\nc'],
    ['Straße 1', 'Straße 12', 'Straße [-1-][+12+]'],
  ])('%j → %j', (before, after, expected) => {
    expect(drawn(before, after)).toBe(expected)
  })

  it('leaves out what is the same far from any change', () => {
    const long = 'word '.repeat(60)
    expect(drawn(`${long}old ${long}end`, `${long}new ${long}end`)).toBe(`<…>${' word'.repeat(11)} [-old-][+new+]${' word'.repeat(11)} <…>`)
  })

  it('is made of both texts, whatever they are', () => {
    const words = ['a', 'b', ' ', '\n', '.', 'ü', 'word']
    let seed = 7
    const next = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below
    for (let run = 0; run < 300; run++) {
      const [before, after] = [0, 0].map(() => Array.from({ length: next(24) }, () => words[next(words.length)]).join(''))
      const pieces = diffText(before ?? '', after ?? '')
      const of = (kind: string): string => pieces.filter((piece) => piece.kind === 'same' || piece.kind === kind).map(({ text }) => text).join('')
      expect([of('removed'), of('added')]).toEqual([before, after])
    }
  })

  it('takes texts of any length at once', () => {
    const [before, after] = ['x y '.repeat(50_000), 'z y '.repeat(50_000)]
    const startedAt = performance.now()
    expect(diffText(before, after).map(({ kind }) => kind)).toContain('added')
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })
})
