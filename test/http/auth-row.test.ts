import { describe, expect, it } from 'vitest'
import { createApp, faultsOf } from '../create-app.ts'
import { BLOG } from './blog.ts'

describe('given an auth model whose key is a number', () => {
  it.each(['abc', '1e3', '99999999999', '-', ' 1', '1.5', 'NaN', '404'])('an identity of %j is nobody’s account, not a fault of the server', async (id) => {
    await using app = await createApp(BLOG, { authenticate: () => ({ id }), auth: { model: 'User', isAdmin: 'auth.id == auth.id' } })
    const answer = await app.call('GET', '/api/users')
    expect([answer.status, faultsOf(answer)]).toEqual([401, 'AUTH.INVALID'])
  })
})
