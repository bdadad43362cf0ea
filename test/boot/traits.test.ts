import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { BootFailure, createSsotServer, type SsotConfig } from '@ssot/runtime-server'

const schemaFor = (provider: string, body: string): string => `
datasource db {
  provider = "${provider}"
}

model Post {
  id    Int    @id
  ${body}
}
`

async function findingsOf(schema: string, config: SsotConfig): Promise<unknown> {
  try {
    const server = await createSsotServer(schema, config, { development: true, logLevel: 'silent', cwd: tmpdir() })
    await server.close()
    return []
  } catch (error) {
    if (!(error instanceof BootFailure)) throw error
    return error.findings.filter(({ severity }) => severity === 'error').map(({ code, message, hint, line }) => ({ code, message, hint, line }))
  }
}

describe('given traits that cannot be', () => {
  it('refuses to start, and says which model or field is meant', async () => {
    expect(await findingsOf(schemaFor('sqlite', ''), { traits: { models: { Pots: { slug: false } } } })).toEqual([{ code: 'CONFIG.INVALID', message: '`traits.models.Pots` names no model.', hint: 'Did you mean "Post"?', line: undefined }])
    expect(await findingsOf(schemaFor('sqlite', '/// @@softDelete'), {})).toEqual([{ code: 'SCHEMA.ANNOTATION', message: '@@softDelete of Post needs an optional DateTime field, and a key.', hint: expect.any(String), line: 8 }])
    expect(await findingsOf(schemaFor('mysql', 'deletedAt DateTime?\n  /// @@softDelete'), { database: { url: 'mysql://127.0.0.1:1/none' } })).toEqual([{ code: 'SCHEMA.UNSUPPORTED', message: 'Post cannot be soft-deleted on MySQL yet.', hint: expect.any(String), line: 9 }])
    expect(await findingsOf(schemaFor('sqlite', ''), { ...JSON.parse(`{"traits":{"slugs":false}}`) })).toMatchObject([{ code: 'CONFIG.INVALID' }])
  })
})
