import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSsotServer } from '@ssot/runtime-server'
import { createFolder, type Folder } from './run-ssot.ts'

const SCHEMA = `datasource db {
  provider = "sqlite"
}

model User {
  id   Int    @id
  name String
  /// @hidden
  pin  String?
}

/// @@policy("read", rule: "published || isOwner")
/// @@policy(["create", "update"], rule: "isOwner && status != 'CLOSED'", name: "own and open")
/// @@deny("delete", rule: "true", name: "kept for ever")
model Post {
  id        Int     @id
  title     String
  status    String  @default("OPEN")
  published Boolean @default(false)
  /// @policy("read", rule: "isOwner")
  score     Int?
  /// @owner
  ownerId   Int
}
`

async function createApp(): Promise<Folder> {
  const folder = await createFolder({ 'schema.prisma': SCHEMA, 'ssot.config.ts': "export default { auth: { model: 'User' } }\n", 'ann.json': '{ "id": 1 }' })
  const server = await createSsotServer(join(folder.path, 'schema.prisma'), undefined, { development: true, cwd: folder.path, logLevel: 'silent', onFinding: () => undefined })
  const client = server.system('test: rows')
  await client.model('User').createMany({ data: [{ id: 1, name: 'Ann' }, { id: 2, name: 'Bob' }] })
  await client.model('Post').createMany({ data: [{ id: 1, title: 'A', published: true, ownerId: 1 }, { id: 2, title: 'B', ownerId: 2 }, { id: 3, title: 'C', status: 'CLOSED', ownerId: 1 }] })
  await server.close()
  return folder
}

describe('given an application with rules', { timeout: 120_000 }, () => {
  let app: Folder
  beforeAll(async () => { app = await createApp() }, 120_000)
  afterAll(() => app[Symbol.asyncDispose]())

  it('ssot explain names the rule that decides, its file and its line', async () => {
    expect(await app.ssot('explain', '--as', 'ann.json', '--exit-code', 'update', 'Post', '3')).toEqual({
      code: 1,
      stderr: '',
      stdout: `update Post 3 for user 1
Denied: no rule allows it: the rule "own and open" (schema.prisma:13) is false.

  read    allow  true   published || isOwner  schema.prisma:12
  update  allow  false  own and open: isOwner && status != 'CLOSED'  schema.prisma:13

answered with  403
records where  (published || ownerId == auth.id) && ownerId == auth.id && status != "CLOSED"
`,
    })
    expect(await app.ssot('explain', '--as', '{"id":2}', 'read', 'Post.score', '2')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('> read score  allow  true  isOwner  schema.prisma:20'),
    })
    const { code, stdout } = await app.ssot('explain', '--as', 'admin', 'delete', 'Post', '1', '--json')
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ verdict: 'denied', answers: 403, decidedBy: { kind: 'deny', action: 'delete', name: 'kept for ever', text: 'true', file: 'schema.prisma', line: 14, outcome: 'true' } })])
  })

  it('ssot explain says what is wrong with a question', async () => {
    expect(await app.ssot('explain', '--as', 'bob.json', 'list', 'Post')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('There is no file bob.json') })
    // Of somebody who is not there nothing is explained, as no request of his is answered.
    expect(await app.ssot('explain', '--as', '{"id":7}', 'list', 'Post')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('The account does not exist') })
    expect(await app.ssot('explain', 'list', 'Pots')).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/model must be one of User, Post.*Did you mean/s) })
  })

  it('ssot policy matrix prints who may do what, with how many records', async () => {
    const argv = ['policy', 'matrix', '--as', 'anonymous', '--as', 'ann.json', '--as', 'bob={"id":2}', '--as', 'admin']
    const first = await app.ssot(...argv)
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout.slice(first.stdout.indexOf('## Post'))).toBe(`## Post (3 records)

|  | anonymous | ann | bob | admin |
| --- | --- | --- | --- | --- |
| read | 1 | 2 | 2 | all 3 |
| create | – | ? | ? | yes |
| update | – | 1 | 1 | all 3 |
| delete | – | – | – | – |
| \`id\` | r | rcu | rcu | rcu |
| \`title\` | r | rcu | rcu | rcu |
| \`status\` | r | rcu | rcu | rcu |
| \`published\` | r | rcu | rcu | rcu |
| \`score\` | – | r?cu | r?cu | rcu |
| \`ownerId\` | r | r | r | rcu |

- read, anonymous: \`published\`
- read, ann, bob: \`published || ownerId == auth.id\`
- create, ann, bob: \`ownerId == auth.id && status != "CLOSED"\`
- update, ann, bob: \`(published || ownerId == auth.id) && ownerId == auth.id && status != "CLOSED"\`
- read score, ann, bob: \`ownerId == auth.id\`
`)
    const { models } = JSON.parse((await app.ssot('policy', 'matrix', '--as', 'ann.json', '--json')).stdout)
    expect(models[1].actions.read).toEqual({ ann: { verdict: 'some', condition: 'published || ownerId == auth.id', records: 2 } })
    expect(models[0].fields.pin).toEqual({ read: { ann: { verdict: 'none' } }, create: { ann: { verdict: 'none' } }, update: { ann: { verdict: 'none' } } })
  })
})
