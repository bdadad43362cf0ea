// Rules that cannot hold refuse the start, with file and line, all of them at once.
import { describe, expect, it } from 'vitest'
import type { SsotConfig } from '@ssot/runtime-server'
import { createOpenApp } from '../create-app.ts'

const POST = 'model Post {\n  id Int @id\n  title String\n  views Int\n  ownerId Int?\n  threadId Int?\n  thread Thread? @relation("posts", fields: [threadId], references: [id])\n  firsts Thread[] @relation("first")\n  parentId Int?\n  parent Post? @relation("tree", fields: [parentId], references: [id])\n  children Post[] @relation("tree")\n}'
const THREAD = 'model Thread {\n  id Int @id\n  posts Post[] @relation("posts")\n  firstId Int?\n  first Post? @relation("first", fields: [firstId], references: [id])\n}'

/** The schema with annotations above its two models: the first of a post stands in line 4. */
function schemaOf(post: readonly string[], thread: readonly string[] = []): string {
  const above = (lines: readonly string[]): string => lines.map((line) => `/// ${line}\n`).join('')
  return `datasource db {\n  provider = "sqlite"\n}\n${above(post)}${POST}\n${above(thread)}${THREAD}\n`
}

async function failureOf(schema: string, config: SsotConfig = {}): Promise<string> {
  try {
    const app = await createOpenApp(schema, config)
    await app[Symbol.asyncDispose]()
    return 'it started'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('given a rule that cannot hold', () => {
  it.each<[string, string, RegExp]>([
    ['reads a field that is not there', schemaOf(['@@policy("read", rule: "titel == \'a\'")']), /schema\.prisma:4 .*titel[\s\S]*title/],
    ['reads what `auth` does not have', schemaOf(['@@policy("read", rule: "auth.tenant == ownerId")']), /schema\.prisma:4 .*auth\.tenant/],
    ['cannot be asked of a database', schemaOf(['@@policy("read", rule: "views + 1 > 2")']), /schema\.prisma:4 /],
    ['is no expression', schemaOf(['@@policy("read", rule: "title ==")']), /schema\.prisma:4 /],
    ['compares what cannot be equal', schemaOf(['@@policy("read", rule: "title == 3")']), /schema\.prisma:4 /],
    ['reads the row before where none is', schemaOf(['@@policy("update", rule: "views >= before.views")']), /schema\.prisma:4 .*before/],
    ['asks for its own verdict', schemaOf(['@@policy("read", rule: "can(\'read\', parent)")']), /schema\.prisma:4 .*its own verdict/],
    ['asks for its own verdict by way of another', schemaOf(['@@policy("read", rule: "can(\'update\', thread)")'], ['@@policy("update", rule: "can(\'read\', first)")']), /schema\.prisma:4 .*its own verdict[\s\S]*schema\.prisma:17 .*its own verdict/],
    ['is for a field that is not there', schemaOf(['@@policy("read", rule: "true", fields: ["titel"])']), /schema\.prisma:4:36 .*titel/],
    ['hides the key', schemaOf(['@@policy("read", rule: "true")', '@@policy("read", rule: "views > 1", fields: ["id"])']), /schema\.prisma:5 .*key/],
    ['is for an action that is none', schemaOf(['@@policy("reed", rule: "true")']), /schema\.prisma:4:14 .*reed[\s\S]*read/],
    ['is a tenant of no field', schemaOf(['@@tenant("orgId")']), /schema\.prisma:4:14 .*orgId/],
    ['sets a field from a row', schemaOf(['@@policy("read", rule: "true")']).replace('  title String', '  /// @set(create: "views")\n  title String'), /@set of Post reads "views"/],
  ])('refuses to start where it %s', async (_what, schema, message) => expect(await failureOf(schema)).toMatch(message))

  it.each<[string, SsotConfig, RegExp]>([
    ['is for a model that is not there', { policies: { Pots: { read: true } } }, /ssot\.config\.ts .*Pots[\s\S]*Post/],
    ['reads a field that is not there', { policies: { Post: { read: { titel: 'a' } } } }, /ssot\.config\.ts .*titel/],
    ['reads what `auth` does not have', { policies: { Post: { read: { ownerId: { _auth: 'tenant' } } } } }, /ssot\.config\.ts .*tenant/],
    ['denies by a field that is not there', { policies: { Post: { deny: { read: 'titel == 1' } } } }, /ssot\.config\.ts .*titel/],
  ])('refuses to start where one of the configuration %s', async (_what, config, message) => expect(await failureOf(schemaOf([]), config)).toMatch(message))

  it('names all of them at once', async () => {
    const failure = await failureOf(schemaOf(['@@policy("read", rule: "titel == 1")', '@@deny("delete", rule: "veiws > 1")']), { policies: { Thread: { read: 'nothing' } } })
    expect([/schema\.prisma:4 /.test(failure), /schema\.prisma:5 /.test(failure), /ssot\.config\.ts /.test(failure)]).toEqual([true, true, true])
  })
})
