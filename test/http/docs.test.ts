import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { createOpenApp, type TestApp } from '../create-app.ts'
import { chromiumPath, openBrowser } from '../demo/open-browser.ts'
import { members } from '../openapi/members.ts'
import { BLOG } from './blog.ts'

let app: TestApp
beforeAll(async () => {
  app = await createOpenApp(BLOG)
  const { body } = await app.call('POST', '/api/users', { email: 'ada@example.org' }, { headers: { authorization: '' } })
  await app.call('POST', '/api/posts', { title: '<img src=x onerror=alert(1)>', authorId: members(body, 'data')['id'] })
})
afterAll(() => app[Symbol.asyncDispose]())

describe('given the page of the document', () => {
  it('runs nothing but its own files', async () => {
    const page = await app.call('GET', '/docs')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'")
    const files = [...String(page.body).matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, path]) => path ?? '').filter((path) => !path.startsWith('data:'))
    expect(files).toEqual(['/docs/page.css', '/openapi.json', '/docs/page.js', '/openapi.json'])
    expect(String(page.body)).not.toMatch(/<script>|<style|style="|\son\w+=/)
    for (const file of files) expect((await app.call('GET', file)).status).toBe(200)
  })
})

describe.skipIf(chromiumPath === null)('given the page of the document in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  it.each([1280, 390])('shows models, operations and schemas at %i pixels, and fits', async (width) => {
    await visit({ browser, width }, async (page) => {
      await page.goto(`${app.url}/docs`)
      await page.getByRole('main').getByRole('link', { name: 'Post Posts' }).click()
      await page.getByRole('main').getByRole('link', { name: 'PATCH /api/posts/{id} Update a post' }).click()
      await page.getByRole('heading', { level: 1, name: 'Update a post' }).waitFor()
      await page.getByRole('main').getByRole('link', { name: 'PostUpdate' }).first().click()
      await page.getByRole('heading', { level: 1, name: 'PostUpdate' }).waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
    })
  })

  it('finds operations, opens one by its address, and asks the server', async () => {
    await visit({ browser, width: 1280 }, async (page) => {
      await page.goto(`${app.url}/docs#/operation/Post.list`)
      await page.getByRole('heading', { level: 1, name: 'List posts' }).waitFor()
      await page.getByLabel('Filter').fill('delete tag')
      await page.getByRole('navigation').getByRole('link', { name: 'DELETE Delete a tag' }).waitFor()
      await page.getByLabel('select', { exact: true }).fill('{"title":true}')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.locator('.out pre').waitFor()
      expect(JSON.parse((await page.locator('.out pre').textContent()) ?? '')).toMatchObject({ data: [{ title: '<img src=x onerror=alert(1)>' }] })
    })
  })
})

/** Opens a page, and expects that it complained of nothing and asked nobody but the server. */
async function visit({ browser, width }: { readonly browser: Browser; readonly width: number }, run: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 900 } })
  const complaints: string[] = []
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => void (request.url().startsWith(app.url) || complaints.push(request.url())))
  await run(page)
  expect(complaints).toEqual([])
  await page.close()
}
