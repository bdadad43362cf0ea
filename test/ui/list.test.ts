import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../demo/open-browser.ts'
import { openPage, type WatchedPage } from './open-page.ts'
import { startLibrary, type Library } from './start-library.ts'

describe.skipIf(chromiumPath === null)('given a list of 45 books', () => {
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

  const open = async (path: string, width = 1280): Promise<WatchedPage> => {
    const opened = await openPage(browser, library.url, { width })
    await opened.page.goto(library.app + path)
    return opened
  }
  const query = (page: Page): string => decodeURIComponent(new URL(page.url()).search)
  const firstTitles = async (page: Page, first: string): Promise<string[]> => {
    await page.getByRole('row').nth(1).getByRole('link', { name: first, exact: true }).waitFor()
    return page.locator('.ssot-row-link').allInnerTexts()
  }

  it('pages through them, the address following', async () => {
    await using opened = await open('/books?sort=title')
    const { page } = opened
    expect(await firstTitles(page, 'Book 01')).toHaveLength(20)
    expect(await page.getByText('1–20 of 45').isVisible()).toBe(true)
    await page.getByRole('button', { name: 'Next page' }).click()
    await firstTitles(page, 'Book 21')
    expect(query(page)).toBe('?sort=title&page=2')
    await page.getByLabel('Rows per page').selectOption('50')
    expect(await firstTitles(page, 'Book 01')).toHaveLength(45)
    expect(query(page)).toBe('?sort=title&size=50')
    await page.goBack()
    await firstTitles(page, 'Book 21')
    await page.reload()
    await firstTitles(page, 'Book 21')
    expect(opened.faults).toEqual([])
  })

  it('sorts by a heading, and by several with Shift', async () => {
    await using opened = await open('/books')
    const { page } = opened
    const heading = (name: string) => page.getByRole('columnheader', { name }).getByRole('button')
    await heading('Author').click()
    await page.waitForURL(/sort=author$/)
    await heading('Title').click({ modifiers: ['Shift'] })
    await heading('Title').click({ modifiers: ['Shift'] })
    await firstTitles(page, 'Book 43')
    expect(query(page)).toBe('?sort=author,-title')
    expect(await page.getByRole('columnheader', { name: 'Title' }).getAttribute('aria-sort')).toBe('descending')
  })

  it('searches as one types, and says when nothing matches', async () => {
    await using opened = await open('/books')
    const { page } = opened
    await page.getByRole('searchbox').fill('Book 07')
    expect(await firstTitles(page, 'Book 07')).toEqual(['Book 07'])
    expect(query(page)).toBe('?search=Book+07')
    await page.getByRole('searchbox').fill('nothing like it')
    await page.getByText('No books match').waitFor()
    await page.getByRole('button', { name: 'Clear search and filters' }).click()
    await page.getByText('1–20 of 45').waitFor()
    expect([query(page), await page.getByRole('searchbox').inputValue()]).toEqual(['', ''])
  })

  it('filters by enum, boolean, relation and range, each shown and taken back by itself', async () => {
    await using opened = await open('/books?sort=title')
    const { page } = opened
    await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByRole('dialog', { name: 'Filters' }).getByLabel('Open').first().check()
    await page.getByLabel('Lent').selectOption('Yes')
    await page.getByRole('combobox', { name: 'Author' }).fill('ursula')
    await page.getByRole('option', { name: 'Ursula Krause' }).click()
    await page.getByLabel('Pages from').fill('1000')
    await page.getByRole('button', { name: 'Show results' }).click()
    expect(await firstTitles(page, 'Book 12')).toEqual(['Book 12', 'Book 18', 'Book 24', 'Book 30', 'Book 36', 'Book 42'])
    expect(query(page)).toBe('?sort=title&f.shelf.in=OPEN&f.lent.equals=true&f.author.is=1&f.pages.gte=1000')
    await page.getByText('Author is Ursula Krause').waitFor()
    await page.getByRole('button', { name: 'Remove filter on Pages' }).click()
    await firstTitles(page, 'Book 06')
    await page.getByRole('button', { name: 'Filters (3)' }).click()
    await page.getByRole('button', { name: 'Clear all' }).click()
    await firstTitles(page, 'Book 01')
    expect(query(page)).toBe('?sort=title')
  })

  it('opens a record by its link and by a click on its row', async () => {
    await using opened = await open('/books?sort=title')
    const { page } = opened
    await page.getByRole('link', { name: 'Book 03', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Book 03' }).waitFor()
    expect(await page.title()).toBe('Book 03 · SSOT')
    await page.goBack()
    await page.getByRole('row', { name: /Book 04/ }).getByRole('cell').nth(2).click()
    await page.getByRole('heading', { level: 1, name: 'Book 04' }).waitFor()
  })

  it('deletes what is selected, after asking', async () => {
    for (const note of ['one', 'two', 'three']) await library.call('POST', '/visits', { note })
    await using opened = await open('/visits')
    const { page } = opened
    await page.getByRole('checkbox', { name: 'Select one' }).check()
    await page.getByRole('checkbox', { name: 'Select two' }).check()
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog', { name: 'Delete 2 visits?' }).getByRole('button', { name: 'Cancel' }).click()
    expect(await library.call('GET', '/visits')).toHaveLength(3)
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Delete 2 visits' }).click()
    await page.getByText('2 visits deleted').waitFor()
    expect(await library.call('GET', '/visits?select={"note":true}')).toEqual([{ note: 'three' }])
    await page.getByText('1–1 of 1').waitFor()
    expect(opened.faults).toEqual([])
  })

  it('stacks its rows on a phone, where the order is chosen from a menu', async () => {
    await using opened = await open('/books?sort=title', 390)
    const { page } = opened
    await firstTitles(page, 'Book 01')
    await page.getByRole('button', { name: 'Sort' }).click()
    await page.getByRole('menuitemradio', { name: 'Lent' }).click()
    await page.waitForURL(/sort=lent/)
    expect(await page.getByRole('row').nth(1).getByText('Shelf').count()).toBe(0)
    expect(await page.getByRole('cell').first().evaluate((cell) => getComputedStyle(cell).display)).not.toBe('table-cell')
  })
})
