import { join } from 'node:path'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../demo/open-browser.ts'
import { openPage, type WatchedPage } from './open-page.ts'
import { startLibrary, type Library } from './start-library.ts'

const ui = { pages: [{ path: '/chat', body: [{ type: 'chat.ChatInterface', props: { conversation: 7, style: 'color:red' } }] }] }
const ENTRY = join(import.meta.dirname, '../../packages/runtime-ui/src/testing/custom-app.tsx')

describe.skipIf(chromiumPath === null)('given an application with components of its own', () => {
  let library: Library
  let browser: Browser
  let script: string

  beforeAll(async () => {
    library = await startLibrary({ ui })
    browser = await openBrowser()
    const { outputFiles } = await build({ entryPoints: [ENTRY], bundle: true, write: false, format: 'esm', jsx: 'automatic', conditions: ['@ssot/source'], define: { 'process.env.NODE_ENV': '"production"' }, logLevel: 'silent' })
    script = outputFiles[0]?.text ?? ''
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await library?.[Symbol.asyncDispose]()
  })

  const open = async (path: string): Promise<WatchedPage> => {
    const opened = await openPage(browser, library.url)
    await opened.page.route('**/app/assets/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
    await opened.page.goto(library.app + path)
    return opened
  }

  it('draws its page in place of an automatic one', async () => {
    await using opened = await open('/subjects')
    await opened.page.getByRole('heading', { name: 'Own list of Subjects at /subjects in SSOT' }).waitFor()
    expect(opened.faults).toEqual([])
  })

  it('draws its cell, its editor and its button', async () => {
    await using opened = await open('/authors')
    const { page } = opened
    await page.getByText('cell: italo@example.com').waitFor()
    await page.goto(`${library.app}/authors/2/edit`)
    await page.getByPlaceholder('own editor').fill('shouted')
    expect(await page.getByPlaceholder('own editor').inputValue()).toBe('SHOUTED')
    await page.locator('[data-own=primary]', { hasText: 'Save changes' }).click()
    await page.getByText('Beside the author').waitFor()
    expect(await library.call('GET', '/authors/2?select={"bio":true,"id":false}')).toEqual({ bio: 'SHOUTED' })
  })

  it('draws its component for every value of a kind', async () => {
    await using opened = await open('/books/2')
    const { page } = opened
    await page.getByText(/^price 19\.90?$/).waitFor()
    await page.goto(`${library.app}/books/2/edit`)
    await page.getByText('decimal input').waitFor()
  })

  it('hands a page’s props to its component, without those that carry code or style', async () => {
    await using opened = await open('/chat')
    await opened.page.getByText('chat of 7, style undefined').waitFor()
  })
})
