import { describe, expect, it } from 'vitest'
import { isOfFormat } from './formats.ts'

const HOLDS = [
  ['email', ['ada@example.com', "o'neil+tag@sub.example.co.uk", 'ünal@exämple.de', 'a.b@x-y.io']],
  ['url', ['https://example.com', 'http://example.com:8080/a?b#c', 'HTTPS://example.com/%20', 'http://[::1]:3000/', 'https://exämple.de/ü']],
  ['uuid', ['123e4567-e89b-12d3-a456-426614174000', '123E4567-E89B-12D3-A456-426614174000']],
] as const

const FAILS = [
  ['email', ['', 'ada', 'ada@', '@example.com', 'ada@example', 'a b@example.com', 'ada@example..com', 'ada@-a.com', 'Ada <ada@example.com>', `${'a'.repeat(65)}@example.com`, 'ada@example.com\n']],
  ['url', ['', 'example.com', 'javascript:alert(1)', 'ftp://example.com', 'http://', 'http:///a', 'https://user:pass@example.com', 'https://exa mple.com', ' https://example.com']],
  ['uuid', ['', '123e4567e89b12d3a456426614174000', '123e4567-e89b-12d3-a456-42661417400g']],
] as const

describe('given texts of well-known forms', () => {
  it.each(HOLDS)('takes those of the form %s', (format, texts) => expect(texts.filter((text) => !isOfFormat(format, text))).toEqual([]))

  it.each(FAILS)('takes no others for the form %s', (format, texts) => expect(texts.filter((text) => isOfFormat(format, text))).toEqual([]))

  it('takes steps in proportion to the text', () => {
    expect(isOfFormat('email', `a@${'a.'.repeat(100_000)}!`)).toBe(false)
    expect(isOfFormat('url', `http://${'a'.repeat(100_000)} `)).toBe(false)
  })
})
