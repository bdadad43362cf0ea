import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../demo/open-browser.ts'
import { openPage } from './open-page.ts'
import { startLibrary, type Library } from './start-library.ts'

const PAGES: readonly (readonly [string, string, (page: Page) => Promise<unknown>])[] = [
  ['the overview', '/', (page) => page.getByRole('list', { name: 'Models' }).getByText('45').waitFor()],
  ['a list', '/books', (page) => page.getByRole('row').nth(5).waitFor()],
  ['a filtered, sorted list', '/books?search=book&f.shelf.in=OPEN,CLOSED&f.author.is=1&sort=-pages,title', (page) => page.getByText('Author is Ursula Krause').waitFor()],
  ['an empty list', '/visits', (page) => page.getByText('No visits yet').waitFor()],
  ['a record', '/books/2', (page) => page.getByRole('link', { name: 'East, upstairs' }).first().waitFor()],
  ['a record of long values', '/books/45', (page) => page.getByRole('heading', { name: 'Copies' }).waitFor()],
  ['a record under a key of two fields', '/copies/East%2C%20upstairs,1', (page) => page.getByRole('heading', { level: 1, name: 'East, upstairs' }).waitFor()],
  ['a form for a new record', '/books/new', (page) => page.getByLabel('Title').waitFor()],
  ['a form with a record', '/books/2/edit', (page) => page.getByRole('button', { name: 'Remove Weather' }).waitFor()],
  ['an address without a page', '/nowhere', (page) => page.getByText('There is no page at this address').waitFor()],
]
// Each scheme and each width is judged whole once; all four are looked at for what breaks a page.
const LOOKS = (['light', 'dark'] as const).flatMap((scheme) => [390, 1280].map((width) => ({ scheme, width, isJudged: (scheme === 'dark') === (width === 390) })))

/** What axe finds, one line for each place. */
async function violationsOn(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html}`))
}

describe.skipIf(chromiumPath === null)('given the automatic pages', () => {
  let library: Library
  let browser: Browser

  beforeAll(async () => {
    library = await startLibrary()
    browser = await openBrowser()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await library?.[Symbol.asyncDispose]()
  })

  describe.each(LOOKS)('in $scheme at $width px', (look) => {
    it.each(PAGES)('%s is accessible, fits the screen, and raises no error', async (_name, path, shown) => {
      await using opened = await openPage(browser, library.url, look)
      const { page, faults } = opened
      await page.goto(library.app + path)
      await shown(page)
      if (look.isJudged) expect(await violationsOn(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
      expect(faults).toEqual([])
    })
  })

  it.each(['light', 'dark'] as const)('what opens over a page is accessible in %s', async (scheme) => {
    await using opened = await openPage(browser, library.url, { scheme })
    const { page } = opened
    await page.goto(`${library.app}/books`)
    await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByRole('combobox', { name: 'Author' }).click()
    await page.getByRole('option', { name: 'Italo Bianchi' }).waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.goto(`${library.app}/books/1`)
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violationsOn(page)).toEqual([])
    await page.goto(`${library.app}/books/new`)
    await page.getByRole('button', { name: 'Create book' }).click()
    await page.getByText('2 things need your attention').waitFor()
    expect(await violationsOn(page)).toEqual([])
  })
})
