import { describe, expect, it } from 'vitest'
import { encodeQuery } from './encode-query.ts'

describe('given the arguments of a list', () => {
  it('writes objects as JSON, texts and numbers as they are', () => {
    const query = new URLSearchParams(encodeQuery({ where: { title: { contains: 'a&b' } }, orderBy: [{ createdAt: 'desc' }], take: 20, skip: 0, search: '{x}', count: 'exact' }))
    expect(Object.fromEntries(query)).toEqual({ where: '{"title":{"contains":"a&b"}}', orderBy: '[{"createdAt":"desc"}]', take: '20', skip: '0', search: '{x}', count: 'exact' })
  })

  it('is empty without arguments', () => {
    expect(encodeQuery({})).toBe('')
  })
})
