import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSsotServer } from '@ssot/runtime-server'
import { describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../demo/open-browser.ts'
import { BLOG } from '../http/blog.ts'

describe.skipIf(chromiumPath === null)('given a form that is open while the schema is saved', () => {
  it('gets the new field without a reload, and keeps what was typed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ssot-form-'))
    const file = join(folder, 'schema.prisma')
    await writeFile(file, BLOG)
    const news: unknown[] = []
    const watch = { swapped: (names: readonly string[]) => void news.push(names), refused: (findings: readonly unknown[]) => void news.push(findings) }
    const server = await createSsotServer(file, undefined, { development: true, cwd: folder, logLevel: 'silent', watch })
    const { url } = await server.listen({ port: 0 })
    const browser = await openBrowser()
    const page = await browser.newPage()
    await page.goto(`${url}/app/users/new`)
    await page.getByLabel('Email').fill('ada@example.org')
    await writeFile(file, BLOG.replace('name     String?', 'name     String?\n  city     String?'))
    await page.getByLabel('City').fill('Ulm')
    expect(await page.getByLabel('Email').inputValue()).toBe('ada@example.org')
    await page.getByRole('button', { name: /create|save/i }).click()
    await page.waitForURL(/users\/1$/)
    expect(news).toEqual([['schema.prisma']])
    expect(await server.system('test: reads what was stored').model('User').findMany()).toMatchObject([{ email: 'ada@example.org', city: 'Ulm' }])
    await browser.close()
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })
})
