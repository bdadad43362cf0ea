import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fits, parseSchema, push } from '../../packages/runtime-server/src/data/index.ts'
import { openClient, PUSHABLE } from './databases.ts'

const folder = process.env['SSOT_SCHEMAS'] ?? fileURLToPath(new URL('../../../shared/schemas', import.meta.url))
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.prisma')) : []
if (names.length === 0) console.warn(`SKIPPED: booting schemas of real applications, since there are none in ${folder} (SSOT_SCHEMAS names another folder).`)

for (const under of PUSHABLE.filter((candidate) => candidate.provider === 'postgresql')) {
  describe.skipIf(names.length === 0)(`given a schema of a real application on ${under.name}`, () => {
    it.each(names)('%s is pushed and read model by model', async (name) => {
      const { schema, findings } = await parseSchema([{ path: name, text: readFileSync(`${folder}/${name}`, 'utf8') }])
      expect(findings).toEqual([])
      await using test = await under.create()
      await using opened = await openClient(test.target, schema!)
      await push(opened.database, schema!, { acceptDataLoss: false })
      expect((await fits(opened.database, schema!)).fits).toBe(true)
      for (const model of schema!.dmmf.datamodel.models) expect({ [model.name]: await opened.client.model(model.name).findMany({ take: 1 }) }).toEqual({ [model.name]: [] })
    }, 60_000)
  })
}
