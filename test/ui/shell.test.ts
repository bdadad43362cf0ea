import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../demo/open-browser.ts'
import { openPage } from './open-page.ts'
import { startLibrary, type Library } from './start-library.ts'

describe.skipIf(chromiumPath === null)('given the frame of the application', () => {
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

  it('marks the page one is on, names the document, and says loudly who is signed in', async () => {
    await using opened = await openPage(browser, library.url)
    const { page } = opened
    await page.goto(`${library.app}/books/2`)
    const nav = page.getByRole('navigation', { name: 'Main' })
    await nav.locator('[aria-current=page]').waitFor()
    expect(await nav.locator('[aria-current=page]').allInnerTexts()).toEqual(['Books'])
    await nav.getByRole('link', { name: 'Overview' }).click()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    expect([await page.title(), await page.evaluate(() => document.activeElement?.id)]).toEqual(['Overview · SSOT', 'ssot-main'])
    expect(await page.getByRole('banner').getByText('Development administrator').isVisible()).toBe(true)
    expect(opened.faults).toEqual([])
  })

  it('keeps the choice of light or dark', async () => {
    await using opened = await openPage(browser, library.url, { scheme: 'light' })
    const { page } = opened
    const ground = () => page.locator('.ssot').evaluate((root) => getComputedStyle(root).backgroundColor)
    await page.goto(`${library.app}/books`)
    await page.getByRole('button', { name: 'Theme: System' }).press('Enter')
    await page.locator('[role=menuitemradio]:focus', { hasText: 'Light' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Theme: Dark' }).waitFor()
    const dark = await ground()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Theme: Dark')
    await page.reload()
    await page.getByRole('button', { name: 'Theme: Dark' }).waitFor()
    expect(await ground()).toBe(dark)
  })

  it('has its navigation in a drawer on a phone, closed by Escape and by choosing', async () => {
    await using opened = await openPage(browser, library.url, { width: 390 })
    const { page } = opened
    await page.goto(`${library.app}/books`)
    const opener = page.getByRole('button', { name: 'Open navigation' })
    await opener.click()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await opener.evaluate((button) => button === document.activeElement)).toBe(true)
    await opener.click()
    await page.getByRole('dialog').getByRole('link', { name: 'Subjects' }).click()
    await page.getByRole('heading', { level: 1, name: 'Subjects' }).waitFor()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('goes through a search field by keyboard', async () => {
    await using opened = await openPage(browser, library.url)
    const { page } = opened
    await page.goto(`${library.app}/books/new`)
    const author = page.getByRole('combobox', { name: 'Author' })
    await author.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('option', { name: 'Italo Bianchi' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await author.inputValue()).toBe('Ursula Krause')
    await page.keyboard.type('zzz')
    await page.getByText('No matches').waitFor()
    await page.keyboard.press('Escape')
    expect([await author.inputValue(), await author.getAttribute('aria-expanded')]).toEqual(['Ursula Krause', 'false'])
  })

  it('says what to do where the server does not answer', async () => {
    await using opened = await openPage(browser, library.url)
    const { page } = opened
    await page.route('**/manifest.json', (route) => route.abort())
    await page.goto(`${library.app}/books`)
    await page.getByText('The server cannot be reached').waitFor()
    await page.unroute('**/manifest.json')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { level: 1, name: 'Books' }).waitFor()
  })

  it.each([
    [401, 'AUTH.REQUIRED', 'Sign in to see this'],
    [403, 'POLICY.DENIED', 'You may not see this'],
    [503, 'LIMIT.OVERLOADED', 'The server is busy'],
    [500, 'INTERNAL.BUG', 'The server failed'],
  ])('tells a %i from other failures', async (status, code, title) => {
    await using opened = await openPage(browser, library.url)
    const { page } = opened
    await page.route('**/api/books?*', (route) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ type: 'x', title: 'x', status, code }) }))
    await page.goto(`${library.app}/books`)
    await page.getByRole('alert').getByText(title).waitFor()
  })

  it('runs under a strict policy that also asks for trusted types', async () => {
    await using opened = await openPage(browser, library.url)
    const { page } = opened
    await page.route('**/app/**', async (route) => {
      const response = await route.fetch()
      const policy = `${response.headers()['content-security-policy'] ?? ''}; require-trusted-types-for 'script'`
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } })
    })
    for (const path of ['/', '/books', '/books/2', '/books/2/edit']) {
      await page.goto(library.app + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
    }
    expect(opened.faults).toEqual([])
  })
})
