import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decideCreatable } from './decide-creatable.ts'
import { readSchema } from './run-crud.ts'
import { readSchemaModel } from './schema-model.ts'

const reasonsOf = async (name: string): Promise<object> =>
  Object.fromEntries(decideCreatable(readSchemaModel(await readSchema(join(import.meta.dirname, '..', 'fixture', name)))))

describe('given the models of a schema', () => {
  it('says which of them nobody can create, and why', async () => {
    expect(await reasonsOf('kinds.postgresql.prisma')).toEqual({
      BookTitles: 'a view',
      Chicken: 'a required cycle: it needs Egg',
      Egg: 'a required cycle: it needs Chicken',
      Internal: 'it has no API (@@hidden)',
      Ouroboros: 'it must refer to itself by tail, and its key is generated',
      Territory: 'it has a required field of a type that Prisma does not support',
    })
  })

  it('has nothing to say of a schema without cycles', async () => {
    expect(await reasonsOf('relation-mode.sqlite.prisma')).toEqual({})
  })
})
