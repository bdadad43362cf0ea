import type { Browser, Page } from 'playwright-core'

/** How a page is looked at. */
export interface Look {
  readonly scheme?: 'light' | 'dark'
  readonly width?: number
}

/** A page in a context of its own, and all that went wrong on it. */
export interface WatchedPage extends AsyncDisposable {
  readonly page: Page
  /** Console errors, exceptions, and requests to other machines. */
  readonly faults: string[]
}

/** Opens a page that is watched: errors on the console, exceptions, requests elsewhere. */
export async function openPage(browser: Browser, origin: string, { scheme = 'light', width = 1280 }: Look = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width, height: 860 }, colorScheme: scheme, timezoneId: 'Europe/Berlin', locale: 'en-GB' })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => !request.url().startsWith(origin) && !request.url().startsWith('data:') && !request.url().startsWith('blob:') && faults.push(`request to ${request.url()}`))
  return { page, faults, [Symbol.asyncDispose]: () => context.close() }
}
