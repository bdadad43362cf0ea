// A check that reads the row as it was, and nothing else of the row.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, type TestApp } from '../create-app.ts'

const SCHEMA = `datasource db {
  provider = "sqlite"
}
/// @@policy(["read", "create"], rule: "true")
/// @@policy("update", rule: "true", check: "before.status != 'CLOSED'")
model Ticket {
  id     Int    @id
  status String
}
/// @@policy(["read", "create"], rule: "true")
/// @@policy("update", rule: "true", check: "before.status == 'OPEN'")
model Task {
  id     Int    @id
  status String
}
`

describe('given a check of the row as it was alone', () => {
  let app: TestApp
  beforeAll(async () => { app = await createApp(SCHEMA) })
  afterAll(() => app[Symbol.asyncDispose]())

  it.each([
    ['tickets', 'OPEN', 200],
    ['tickets', 'CLOSED', 403],
    ['tasks', 'OPEN', 200],
    ['tasks', 'CLOSED', 403],
  ])('of %s, one that was %s is answered %i', async (path, status, expected) => {
    const id = `${expected}`
    await app.call('POST', `/api/${path}`, { id: expected, status })
    const { status: answered } = await app.call('PATCH', `/api/${path}/${id}`, { status: 'DONE' }, { headers: { authorization: 'Bearer user' } })
    const { body } = await app.call('GET', `/api/${path}/${id}`)
    expect([answered, body]).toEqual([expected, { data: { id: expected, status: expected === 200 ? 'DONE' : status } }])
  })
})
