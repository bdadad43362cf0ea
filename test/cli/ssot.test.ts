import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFolder } from './run-ssot.ts'

const SCHEMA = `datasource db {
  provider = "sqlite"
}

model Note {
  id   Int    @id @default(autoincrement())
  text String
}
`

describe('given a sound application', () => {
  it('ssot check says what would be used and changes nothing', async () => {
    await using folder = await createFolder({ 'schema.prisma': SCHEMA })
    const { code, stdout, stderr } = await folder.ssot('check')
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/schema\.prisma · 1 models[\s\S]*SQLite[\s\S]*no faults, 1 warning/) })
    expect(stderr).toMatch(/^warning {2}schema\.prisma:5 {2}SCHEMA\.POLICY {2}No model has a rule/)
    expect(await readdir(folder.path)).toEqual(['package.json', 'schema.prisma'])
  })

  it('ssot types writes one file, says whether it is up to date, and writes nothing else', async () => {
    await using folder = await createFolder({ 'prisma/schema.prisma': SCHEMA })
    expect(await folder.ssot('types', '--check')).toMatchObject({ code: 1, stdout: expect.stringContaining('Run: ssot types') })
    expect(await folder.ssot('types')).toMatchObject({ code: 0, stdout: expect.stringContaining('wrote') })
    expect(await folder.ssot('types')).toMatchObject({ code: 0, stdout: expect.stringContaining('unchanged') })
    expect(await folder.ssot('types', '--check')).toMatchObject({ code: 0 })
    expect((await readdir(folder.path, { recursive: true })).toSorted()).toEqual(['package.json', 'prisma', join('prisma', 'schema.prisma'), join('prisma', 'ssot.d.ts')])
    await writeFile(join(folder.path, 'prisma/schema.prisma'), SCHEMA.replace('text String', 'text String\n  more Int?'))
    expect(await folder.ssot('types', '--check')).toMatchObject({ code: 1 })
    expect(await readFile(join(folder.path, 'prisma/ssot.d.ts'), 'utf8')).toContain('Note')
  })

  it('ssot manifest prints it for an administrator, and for nobody', async () => {
    await using folder = await createFolder({ 'schema.prisma': SCHEMA })
    const [admin, nobody] = [await folder.ssot('manifest'), await folder.ssot('manifest', '--as', 'anonymous')]
    expect(JSON.parse(admin.stdout)).toMatchObject({ ssot: 1, models: { Note: { path: 'notes', can: { create: true } } } })
    expect(JSON.parse(nobody.stdout)).toMatchObject({ models: {} })
  })
})

describe('given faults', () => {
  it('reports them all together, with file, line and what to do, and no stack', async () => {
    await using folder = await createFolder({
      'schema.prisma': SCHEMA.replace('  text String', '  text Strng\n  /// @hiden\n  other Int\n'),
      'ssot.config.ts': 'export default { plugin: [] }',
    })
    for (const command of ['check', 'dev', 'types', 'manifest']) {
      const { code, stderr } = await folder.ssot(command)
      expect({ command, code, stderr }).toEqual({ command, code: 1, stderr: expect.stringMatching(/schema\.prisma:7.*Strng/) })
      expect(stderr).toMatch(/schema\.prisma:8.*hiden[\s\S]*@hidden/)
      expect(stderr).toMatch(/plugin.*is not a key[\s\S]*plugins/)
      expect(stderr).not.toMatch(/\n\s+at /)
    }
  })

  it('says where a schema was looked for', async () => {
    await using folder = await createFolder({})
    expect(await folder.ssot('dev')).toMatchObject({ code: 1, stderr: expect.stringContaining('schema.prisma, prisma/schema.prisma') })
    expect(await folder.ssot('dev', 'nope.prisma')).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no schema at nope.prisma') })
  })
})

describe('given wrong usage', () => {
  it.each([[['dve']], [['dev', '--prot', '1']], [['dev', '--port', 'x']]])('ssot %s exits with 2 and says what was meant', async (argv) => {
    await using folder = await createFolder({})
    expect(await folder.ssot(...argv)).toMatchObject({ code: 2, stderr: expect.stringMatching(/Did you mean|number from 0 to 65535/) })
  })

  it('ssot --help lists the commands and examples', async () => {
    await using folder = await createFolder({})
    expect(await folder.ssot('--help')).toMatchObject({ code: 0, stdout: expect.stringMatching(/dev[\s\S]*start[\s\S]*check[\s\S]*types[\s\S]*manifest[\s\S]*db[\s\S]*init[\s\S]*Examples/) })
  })
})
