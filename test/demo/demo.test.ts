import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from './open-browser.ts'
import { isSilent, startDemo, type RunningDemo } from './start-demo.ts'
import { postPages } from './write-a-post.ts'

const START_MS = 300_000

async function readPosts(api: string, slug: string): Promise<unknown> {
  const where = encodeURIComponent(JSON.stringify({ slug }))
  const include = encodeURIComponent(JSON.stringify({ author: { select: { name: true } }, tags: { select: { name: true } } }))
  const response = await fetch(`${api}/api/posts?where=${where}&include=${include}`)
  const { data } = (await response.json()) as { data: { title: string; author: unknown; tags: unknown }[] }
  return data.map(({ title, author, tags }) => ({ title, author, tags }))
}

/** A page that notes what goes wrong on it. */
async function watchedPage(browser: Browser): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  return { page, faults }
}

describe.skipIf(chromiumPath === null)('given the demo, started as npm start does', () => {
  let demo: RunningDemo
  let browser: Browser

  beforeAll(async () => {
    demo = await startDemo()
    browser = await openBrowser()
  }, START_MS)

  afterAll(async () => {
    await browser?.close()
    await demo?.[Symbol.asyncDispose]()
  })

  it.each(['the demo’s own pages', 'the UI that the server serves'])('a post is created, edited with its relations and deleted in %s', async (where) => {
    const base = where === 'the demo’s own pages' ? demo.web : `${demo.api}/app`
    const { page, faults } = await watchedPage(browser)
    const posts = postPages(page, base)
    const slug = base === demo.web ? 'written-in-next' : 'written-in-app'

    await posts.create({ title: 'A test sails', slug, author: 'Aiko Tanabe' })
    expect(await readPosts(demo.api, slug)).toEqual([{ title: 'A test sails', author: { name: 'Aiko Tanabe' }, tags: [] }])

    await posts.edit({ title: 'A test has sailed', author: 'Idris Okafor', tag: 'Boats' })
    expect(await readPosts(demo.api, slug)).toEqual([{ title: 'A test has sailed', author: { name: 'Idris Okafor' }, tags: [{ name: 'Boats' }] }])

    await posts.remove()
    expect(await readPosts(demo.api, slug)).toEqual([])
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('the front page shows what was seeded and leads to the application', async () => {
    const { page, faults } = await watchedPage(browser)
    await page.goto(`${demo.web}/welcome`)
    await page.getByRole('link', { name: 'The plank that would not bend' }).click()
    await page.getByRole('heading', { name: 'The plank that would not bend', level: 1 }).waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })

  it.each([
    ['light', 360],
    ['light', 1280],
    ['dark', 360],
    ['dark', 1280],
  ] as const)('the front page is accessible in %s at %i pixels', async (colorScheme, width) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } })
    const page = await context.newPage()
    await page.goto(`${demo.web}/welcome`)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    await context.close()
  })

  it('pages change without the application being loaded anew', async () => {
    const { page } = await watchedPage(browser)
    await page.goto(`${demo.web}/posts`)
    await page.getByRole('heading', { name: 'Posts', level: 1 }).waitFor()
    await page.evaluate(() => Object.assign(window, { mark: 'same' }))
    await page.getByRole('link', { name: 'Conversations' }).first().click()
    await page.getByRole('heading', { name: 'Conversations', level: 1 }).waitFor()
    expect(await page.evaluate(() => [Reflect.get(window, 'mark'), location.pathname])).toEqual(['same', '/conversations'])
    await page.goBack()
    await page.getByRole('heading', { name: 'Posts', level: 1 }).waitFor()
    await page.context().close()
  })
})

describe('given a demo that is stopped', () => {
  it('both servers are gone, with code 0', async () => {
    const demo = await startDemo()
    expect(await demo.stop()).toBe(0)
    expect([await isSilent(demo.web), await isSilent(demo.api)]).toEqual([true, true])
  }, START_MS)

  it.each(['script', 'npm'] as const)('both servers are gone even when the %s is killed', async (through) => {
    const demo = await startDemo(through)
    await demo.kill()
    expect([await isSilent(demo.web), await isSilent(demo.api)]).toEqual([true, true])
  }, START_MS)
})
