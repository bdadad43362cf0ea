import AxeBuilder from '@axe-core/playwright'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSsotServer, type SsotServer } from '@ssot/runtime-server'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../demo/open-browser.ts'
import { openPage } from './open-page.ts'

const SCHEMA = `datasource db {
  provider = "sqlite"
}

/// @@policy("read", rule: "authenticated")
model User {
  id    Int    @id @default(autoincrement())
  name  String
  posts Post[]
}

/// @@display("title")
/// @@policy("read", rule: "published || isOwner")
/// @@policy(["create", "update"], rule: "authenticated", name: "signed in")
/// @@policy("delete", rule: "isOwner")
/// @@deny(["update", "delete"], rule: "locked", name: "locked")
model Post {
  id        Int     @id @default(autoincrement())
  title     String
  /// @policy("update", rule: "isOwner")
  body      String?
  published Boolean @default(false)
  locked    Boolean @default(false)
  /// @owner
  ownerId   Int
  owner     User    @relation(fields: [ownerId], references: [id])
}
`

const LOOKS = (['light', 'dark'] as const).flatMap((scheme) => [1280, 390].map((width) => ({ scheme, width })))

describe.skipIf(chromiumPath === null)('given rules, and the developer who looks at an application as others do', { timeout: 90_000 }, () => {
  let server: SsotServer
  let browser: Browser
  let url: string
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ssot-ui-'))
    server = await createSsotServer(SCHEMA, { auth: { model: 'User' } }, { development: true, logLevel: 'silent', cwd: folder })
    ;({ url } = await server.listen({ port: 0 }))
    const client = server.system('test: rows')
    await client.model('User').createMany({ data: [{ id: 1, name: 'Ada Lovelace' }, { id: 2, name: 'Maximiliana Konstantinopolitanska-Featherstonehaugh' }] })
    await client.model('Post').createMany({ data: [{ id: 1, title: 'Of Ada', published: true, ownerId: 1 }, { id: 2, title: 'Draft of Ada', ownerId: 1 }, { id: 3, title: 'Locked', published: true, locked: true, ownerId: 1 }] })
    browser = await openBrowser()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await rm(folder, { recursive: true, force: true })
  })

  const actions = (page: Page): Promise<readonly string[]> => page.locator('.ssot-page-head, header').locator('a:visible, button:visible').filter({ hasText: /^(Edit|Delete|History)$/ }).allInnerTexts()

  async function actAs(page: Page, name: string): Promise<void> {
    await page.getByRole('banner').getByRole('button', { name: /Development administrator|Acting as/ }).click()
    const users = page.getByRole('dialog').getByRole('combobox', { name: 'User' })
    await users.click()
    await users.fill(name.slice(0, 5))
    await page.getByRole('option', { name }).click()
    await page.getByRole('banner').getByRole('button', { name: `Acting as ${name}` }).waitFor()
  }

  it('acts as a user, as nobody, and as oneself again', async () => {
    await using opened = await openPage(browser, url)
    const { page } = opened
    await page.goto(`${url}/app/posts`)
    await page.getByRole('row').nth(3).waitFor()
    await actAs(page, 'Maximiliana Konstantinopolitanska-Featherstonehaugh')
    await page.getByRole('row').nth(2).waitFor()
    expect(await page.getByRole('row').count()).toBe(3)
    await page.getByRole('banner').getByRole('button', { name: /Acting as/ }).click()
    await page.getByRole('button', { name: 'Nobody, not signed in' }).click()
    await page.getByRole('banner').getByRole('button', { name: 'Acting as nobody' }).waitFor()
    expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Users' }).count()).toBe(0)
    await page.getByRole('banner').getByRole('button', { name: 'Acting as nobody' }).click()
    await page.getByRole('button', { name: 'Yourself again' }).click()
    await page.getByRole('banner').getByRole('button', { name: 'Development administrator' }).waitFor()
    await page.getByRole('row').nth(3).waitFor()
    expect(opened.faults).toEqual([])
  })

  it('says that somebody is not there, and leads back', async () => {
    await using opened = await openPage(browser, url)
    const { page } = opened
    await page.goto(`${url}/app/posts`)
    await page.getByRole('banner').getByRole('button', { name: 'Development administrator' }).click()
    await page.getByText('By id and claims').click()
    const text = page.getByLabel('Id and claims as JSON')
    await text.fill('nobody')
    await page.getByRole('button', { name: 'Act as this one' }).click()
    await page.getByText('Write an object with an id').waitFor()
    await text.fill('{"id":77}')
    await page.getByRole('button', { name: 'Act as this one' }).click()
    await page.getByRole('button', { name: 'Be yourself again' }).click()
    await page.getByRole('banner').getByRole('button', { name: 'Development administrator' }).waitFor()
  })

  it('shows of a record the buttons that are of use, and of a form the inputs', async () => {
    await using opened = await openPage(browser, url)
    const { page } = opened
    await page.goto(`${url}/app/posts/1`)
    await actAs(page, 'Ada Lovelace')
    await page.getByRole('link', { name: 'Edit' }).waitFor()
    expect(await actions(page)).toEqual(['Delete', 'Edit'])
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Body').waitFor()
    await page.goto(`${url}/app/posts/3`)
    await page.getByRole('heading', { level: 1, name: 'Locked' }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await actions(page)).toEqual([])
    await actAs(page, 'Maximiliana Konstantinopolitanska-Featherstonehaugh')
    await page.goto(`${url}/app/posts/1`)
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Title').waitFor()
    expect(await page.getByLabel('Body').count()).toBe(0)
    expect(opened.faults).toEqual([])
  })

  it('lets nobody choose rows of a list that they may not delete', async () => {
    await using opened = await openPage(browser, url)
    const { page } = opened
    await page.goto(`${url}/app/posts`)
    await actAs(page, 'Ada Lovelace')
    await page.getByRole('row').nth(3).waitFor()
    await page.getByRole('checkbox', { name: 'Select all rows on this page' }).check()
    await page.getByText('2 selected').waitFor()
    expect(await page.getByRole('checkbox', { name: 'Select Locked' }).isDisabled()).toBe(true)
    await actAs(page, 'Maximiliana Konstantinopolitanska-Featherstonehaugh')
    await page.getByRole('row').nth(2).waitFor()
    await page.waitForFunction(() => document.querySelectorAll('input[type=checkbox]:enabled').length === 0)
    expect(opened.faults).toEqual([])
  })

  it('tells the developer which rule denies a page', async () => {
    await using opened = await openPage(browser, url)
    const { page } = opened
    await page.goto(`${url}/app/posts`)
    await actAs(page, 'Maximiliana Konstantinopolitanska-Featherstonehaugh')
    await page.goto(`${url}/app/posts/3/edit`)
    await page.getByText('You may not change this').waitFor()
    await page.goto(`${url}/app/posts/2`)
    await page.getByRole('region', { name: 'Why' }).getByText('published || isOwner').first().waitFor()
  })

  it.each(LOOKS)('is accessible and fits the screen in $scheme at $width px', async (look) => {
    await using opened = await openPage(browser, url, look)
    const { page } = opened
    const judge = async (name: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
      expect(violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html}`))).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
      const shots = process.env['SSOT_SHOTS']
      if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}-${look.scheme}-${look.width}.png`) })
    }
    await page.goto(`${url}/app/posts`)
    await page.getByRole('checkbox', { name: 'Select Locked' }).waitFor()
    await judge('choosable')
    await page.getByRole('banner').getByRole('button', { name: /Dev/ }).click()
    await page.getByRole('dialog').getByRole('combobox').waitFor()
    await page.getByText('By id and claims').click()
    await judge('switcher')
    await page.getByRole('textbox', { name: 'Id and claims as JSON' }).fill('{"id":2}')
    await page.getByRole('button', { name: 'Act as this one' }).click()
    await page.getByRole('banner').getByRole('button', { name: /Maximiliana/ }).waitFor()
    await page.goto(`${url}/app/posts/2`)
    await page.getByRole('region', { name: 'Why' }).waitFor()
    await judge('explained')
  })
})
