import { describe, expect, it } from 'vitest'
import { parseSchema } from './parse-schema.ts'
import { quoteJsonDefaults } from './quote-json-defaults.ts'

async function quoted(provider: string, defaults: readonly string[], sql: string): Promise<string> {
  const fields = defaults.map((json, index) => `  f${index} Json @default(${JSON.stringify(json)})`)
  const { schema } = await parseSchema([{ path: 'a', text: `datasource db {\n  provider = "${provider}"\n}\nmodel A {\n  id Int @id\n${fields.join('\n')}\n}\n` }])
  return schema ? quoteJsonDefaults(schema, sql) : 'The schema has a fault.'
}

describe('given the SQL of a Json field with a default', () => {
  it.each([
    [['{"b": "it\'s"}'], `"a" JSONB NOT NULL DEFAULT {"b": "it's"},`, `"a" JSONB NOT NULL DEFAULT '{"b": "it''s"}',`],
    [['[]'], 'DEFAULT [], DEFAULT []', "DEFAULT '[]', DEFAULT '[]'"],
    [['7'], 'DEFAULT 7', 'DEFAULT 7'],
    [['{}'], 'DEFAULT \'x\', "c" TEXT DEFAULT \'{}\'', 'DEFAULT \'x\', "c" TEXT DEFAULT \'{}\''],
  ])('with the defaults %j, %s becomes %s', async (defaults, sql, expected) => {
    expect(await quoted('sqlite', defaults, sql)).toBe(expected)
  })

  it('is left alone for another database', async () => {
    expect(await quoted('postgresql', ['[]'], 'DEFAULT []')).toBe('DEFAULT []')
  })
})
