import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { createSsotServer, type SsotServer } from '@ssot/runtime-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../demo/open-browser.ts'
import { openPage } from './open-page.ts'

const SCHEMA = `
datasource db {
  provider = "sqlite"
}

/// @@display("name")
model Person {
  id    Int     @id
  name  String
  notes Note[]
}

/// @@audit
/// @@display("title")
model Note {
  id       Int       @id
  title    String
  body     String?
  stars    Int       @default(0)
  done     Boolean   @default(false)
  due      DateTime?
  data     Json?
  password String?
  author   Person    @relation(fields: [authorId], references: [id])
  authorId Int
}

model Plain {
  id    Int    @id
  title String
}
`

const BODY = 'The harbour was quiet that morning.\nNobody had seen the boat leave.'

describe.skipIf(chromiumPath === null)('given the history of a record in a browser', () => {
  let server: SsotServer
  let browser: Browser
  let folder = ''
  let [url, app] = ['', '']

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ssot-history-'))
    server = await createSsotServer(SCHEMA, { auth: { model: 'Person', isAdmin: "auth.role == 'ADMIN'", claims: { role: 'string' } } }, { development: true, push: 'always', logLevel: 'silent', cwd: folder })
    const { port } = await server.listen({ port: 0 })
    url = `http://localhost:${port}`
    app = `${url}/app`
    await fill(server)
    browser = await openBrowser()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const itemsOf = (page: Page) => page.getByRole('list', { name: 'Changes, newest first' }).locator(':scope > li')

  it('is reached from the record, and tells who changed what, by name', async () => {
    await using opened = await openPage(browser, url)
    const { page } = opened
    await page.goto(`${app}/notes/1`)
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor()
    await page.getByRole('link', { name: 'Grace Hopper' }).first().waitFor()
    const items = itemsOf(page)
    expect(await items.count()).toBe(5)
    const [nightly, secret, moved, edited, created] = await Promise.all([0, 1, 2, 3, 4].map(async (index) => ({ text: (await items.nth(index).innerText()).replace(/\s+/g, ' '), item: items.nth(index) })))
    expect(nightly!.text).toMatch(/Changed by the application “nightly clean-up” .*Done was No became Yes/)
    expect(secret!.text).toContain('Password Changed. Its values are never shown.')
    expect(moved!.text).toMatch(/Author was Ada Lovelace became Grace Hopper/)
    expect(edited!.text).toMatch(/Changed by Grace Hopper/)
    expect([await edited!.item.locator('del').allInnerTexts(), await edited!.item.locator('ins').allInnerTexts()]).toEqual([['quiet', expect.stringContaining('0')], ['loud', expect.stringContaining('4')]])
    expect(created!.text).toMatch(/Created by Ada Lovelace/)
    expect(await created!.item.getByText('Nobody had seen').isVisible()).toBe(false)
    await created!.item.getByText('The record as it became').click()
    expect(await created!.item.getByText('Nobody had seen').isVisible()).toBe(true)
    expect(await page.title()).toMatch(/^History/)
    expect(opened.faults).toEqual([])
  })

  it('shows one page after the other, as far back as it is kept', async () => {
    await using opened = await openPage(browser, url)
    const { page } = opened
    await page.goto(`${app}/notes/2/history`)
    await itemsOf(page).nth(19).waitFor()
    expect(await itemsOf(page).count()).toBe(20)
    await page.getByRole('button', { name: 'Show earlier changes' }).click()
    await page.getByText('Nothing earlier is kept.').waitFor()
    expect(await itemsOf(page).count()).toBe(26)
  })

  it('is there when the record is not any more', async () => {
    await using opened = await openPage(browser, url)
    const { page } = opened
    await page.goto(`${app}/notes/3/history`)
    await page.getByText('This note was deleted.').waitFor()
    expect(await itemsOf(page).first().innerText()).toMatch(/Deleted/)
    // Its page is not any more.
    expect(await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link').allInnerTexts()).toEqual(['Notes'])
  })

  it('says that there is none, that there is no such record, and that it could not be asked', async () => {
    await using opened = await openPage(browser, url)
    const { page } = opened
    await page.goto(`${app}/notes/4/history`)
    await page.getByText('No changes yet').waitFor()
    await page.goto(`${app}/notes/99/history`)
    await page.getByRole('alert').getByText('Nothing was found here').waitFor()
    let isDown = true
    await page.route('**/$history**', (route) => (isDown ? route.abort() : route.continue()))
    await page.goto(`${app}/notes/1/history`)
    await page.getByRole('alert').waitFor()
    isDown = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await itemsOf(page).first().waitFor()
  })

  it('is not offered for what is not audited', async () => {
    await using opened = await openPage(browser, url)
    const { page } = opened
    await page.goto(`${app}/plains/1`)
    await page.getByRole('link', { name: 'Edit' }).waitFor()
    expect(await page.getByRole('link', { name: 'History' }).count()).toBe(0)
  })

  it.each([['light', 1280], ['light', 390], ['dark', 1280], ['dark', 390]] as const)('is accessible in %s at %i px, and fits the screen', async (scheme, width) => {
    await using opened = await openPage(browser, url, { scheme, width })
    const { page } = opened
    await page.goto(`${app}/notes/1/history`)
    await itemsOf(page).nth(4).getByText('The record as it became').click()
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
    expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    expect(opened.faults).toEqual([])
  })
})

async function fill(server: SsotServer): Promise<void> {
  const system = server.system('test: fills the database')
  await system.model('Person').createMany({ data: [{ id: 1, name: 'Ada Lovelace' }, { id: 2, name: 'Grace Hopper' }] })
  await system.model('Note').create({ data: { id: 4, title: 'Before the log', authorId: 1 } })
  await system.model('Plain').create({ data: { id: 1, title: 'Plain' } })
  await system.$executeRawUnsafe('DELETE FROM "_ssot_audit"')
  const [ada, grace] = [1, 2].map((id) => server.as({ id, role: 'ADMIN' }).model('Note'))
  await ada!.create({ data: { id: 1, title: 'One', body: BODY, authorId: 1, data: { a: [1, 2], b: 'x'.repeat(60) } } })
  await grace!.update({ where: { id: 1 }, data: { body: BODY.replace('quiet', 'loud'), stars: 4 } })
  await ada!.update({ where: { id: 1 }, data: { authorId: 2 } })
  await ada!.update({ where: { id: 1 }, data: { password: 'secret' } })
  await server.system('nightly clean-up').model('Note').update({ where: { id: 1 }, data: { done: true } })
  await ada!.create({ data: { id: 2, title: '0', authorId: 1 } })
  for (let index = 1; index <= 25; index++) await ada!.update({ where: { id: 2 }, data: { title: String(index) } })
  await ada!.create({ data: { id: 3, title: 'Short-lived', authorId: 1 } })
  await grace!.delete({ where: { id: 3 } })
}
