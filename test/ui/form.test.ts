import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../demo/open-browser.ts'
import { openPage, type WatchedPage } from './open-page.ts'
import { startLibrary, type Library } from './start-library.ts'

describe.skipIf(chromiumPath === null)('given the forms of books', () => {
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

  const open = async (path: string): Promise<WatchedPage> => {
    const opened = await openPage(browser, library.url)
    await opened.page.goto(library.app + path)
    return opened
  }
  const choose = async (page: Page, label: string, name: string): Promise<void> => {
    await page.getByRole('combobox', { name: label }).fill(name)
    await page.getByRole('option', { name }).click()
  }
  const bodyOf = async (page: Page, method: string, act: () => Promise<void>): Promise<unknown> => {
    const sent = page.waitForRequest((request: Request) => request.method() === method)
    await act()
    return (await sent).postDataJSON()
  }

  it('creates a record with a value of every kind', async () => {
    await using opened = await open('/books/new')
    const { page } = opened
    await page.getByLabel('Title').fill('Every kind')
    await page.getByLabel('Summary').fill('Two\nlines')
    await page.getByLabel('Shelf', { exact: true }).selectOption('On loan')
    await page.getByRole('switch', { name: 'Lent' }).check()
    await page.getByLabel('Signed').selectOption('No')
    await page.getByLabel('Pages').fill('320')
    await page.getByLabel('Rating').fill('4.5')
    await page.getByLabel('Price').fill('12.50')
    await page.getByLabel('Barcode').fill('9007199254740993')
    await page.getByLabel('Published at').fill('2026-07-01T12:00')
    await page.getByLabel('Bought on').fill('2026-07-02')
    await page.getByLabel('Details').fill('{"binding": "cloth"}')
    await page.getByLabel('Cover').setInputFiles({ name: 'cover.bin', mimeType: 'application/octet-stream', buffer: Buffer.from('hello') })
    await page.getByRole('group', { name: 'Keywords' }).getByRole('button', { name: 'Add' }).click()
    await page.getByLabel('Keywords 1', { exact: true }).fill('sea')
    await page.getByRole('group', { name: 'Places' }).getByLabel('Closed').check()
    await choose(page, 'Author', 'Italo Bianchi')
    await choose(page, 'Subjects', 'Maps')
    await choose(page, 'Subjects', 'Weather')
    await page.getByRole('button', { name: 'Create book' }).click()
    await page.getByRole('heading', { level: 1, name: 'Every kind' }).waitFor()
    const [book] = (await library.call('GET', '/books?where={"title":"Every kind"}&include={"subjects":{"select":{"name":true}}}')) as Record<string, unknown>[]
    const { id: _id, createdAt: _createdAt, ...values } = book ?? {}
    expect(values).toEqual({
      title: 'Every kind',
      summary: 'Two\nlines',
      shelf: 'ON_LOAN',
      lent: true,
      signed: false,
      pages: 320,
      rating: 4.5,
      price: expect.stringMatching(/^12\.50?$/),
      barcode: '9007199254740993',
      publishedAt: expect.stringMatching(/^2026-07-01T10:00:00/),
      boughtOn: expect.stringMatching(/^2026-07-02/),
      details: { binding: 'cloth' },
      cover: 'aGVsbG8=',
      keywords: ['sea'],
      places: ['CLOSED'],
      authorId: 2,
      subjects: [{ name: 'Maps' }, { name: 'Weather' }],
    })
    expect(opened.faults).toEqual([])
  })

  it('sends only what was changed', async () => {
    await using opened = await open('/books/1/edit')
    const { page } = opened
    expect(await page.getByRole('button', { name: 'Save changes' }).isDisabled()).toBe(true)
    await page.getByLabel('Pages').fill('')
    await page.getByLabel('Title').fill('Book one')
    await choose(page, 'Author', 'Ursula Krause')
    await page.getByRole('button', { name: 'Remove Maps' }).click()
    const body = await bodyOf(page, 'PATCH', () => page.getByRole('button', { name: 'Save changes' }).click())
    expect(body).toEqual({ title: 'Book one', pages: null, authorId: 1, subjects: { disconnect: [{ id: 2 }] } })
    await page.getByText('Book saved').waitFor()
    await page.getByRole('heading', { level: 1, name: 'Book one' }).waitFor()
    expect(opened.faults).toEqual([])
  })

  it('shows a field that may only be written as empty, and keeps what is stored', async () => {
    await using opened = await open('/authors/1/edit')
    const { page } = opened
    const password = page.getByLabel('Password')
    expect([await password.inputValue(), await password.getAttribute('type')]).toEqual(['', 'password'])
    await page.getByText('Leave it empty to keep what is stored').waitFor()
    await page.getByLabel('Name').fill('Ursula K. Krause')
    const body = await bodyOf(page, 'PATCH', () => page.getByRole('button', { name: 'Save changes' }).click())
    expect(body).toEqual({ name: 'Ursula K. Krause' })
    await page.getByText('Author saved').waitFor()
    await library.call('PATCH', '/authors/1', { name: 'Ursula Krause' })
  })

  it('checks before sending, and leads to what is wrong', async () => {
    await using opened = await open('/books/new')
    const { page } = opened
    const requests: string[] = []
    page.on('request', (request) => request.method() === 'POST' && requests.push(request.url()))
    await page.getByLabel('Title').fill('x'.repeat(121))
    await page.getByLabel('Price').fill('1.234')
    await page.getByLabel('Details').fill('{')
    await page.getByRole('button', { name: 'Create book' }).click()
    const alert = page.getByRole('alert')
    await alert.getByText('4 things need your attention').waitFor()
    expect((await alert.getByRole('listitem').allInnerTexts()).map((text) => text.replace(/JSON:.*/, 'JSON'))).toEqual([
      'Title: Shorten this to 120 characters (it has 121)',
      'Price: Enter at most 2 digits after the point',
      'Details: This is not valid JSON',
      'Author: Choose one',
    ])
    expect(await page.getByLabel('Title').evaluate((input) => input === document.activeElement)).toBe(true)
    await page.getByLabel('Title').fill('Short')
    await alert.getByText('3 things need your attention').waitFor()
    expect(await page.getByLabel('Title').getAttribute('aria-invalid')).toBeNull()
    expect(requests).toEqual([])
  })

  it('shows what the server found wrong at its field', async () => {
    await using opened = await open('/subjects/new')
    const { page } = opened
    await page.getByLabel('Name').fill('Maps')
    await page.getByRole('button', { name: 'Create subject' }).click()
    await page.getByRole('alert').getByText('One thing needs your attention').waitFor()
    const described = await page.getByLabel('Name').getAttribute('aria-describedby')
    expect(await page.locator(`#${described}`).innerText()).toContain('already')
    await page.getByLabel('Name').fill('Rivers')
    await page.getByRole('button', { name: 'Create subject' }).click()
    await page.getByText('Subject created').waitFor()
  })

  it('asks before unsaved work is left by link or back button, and not after saving', async () => {
    await using opened = await open('/books/3')
    const { page } = opened
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByLabel('Title').fill('Changed')
    const dialog = page.getByRole('dialog', { name: 'Leave without saving?' })
    await page.getByRole('link', { name: 'Subjects' }).click()
    await dialog.getByRole('button', { name: 'Keep editing' }).click()
    expect(await page.getByLabel('Title').inputValue()).toBe('Changed')
    await page.goBack()
    await dialog.getByRole('button', { name: 'Keep editing' }).click()
    expect([page.url(), await page.getByLabel('Title').inputValue()]).toEqual([`${library.app}/books/3/edit`, 'Changed'])
    await page.goBack()
    await dialog.getByRole('button', { name: 'Discard changes' }).click()
    await page.getByRole('heading', { level: 1, name: 'Book 03' }).waitFor()
    expect(page.url()).toBe(`${library.app}/books/3`)
  })

  it('fills the relation that a related table leads from', async () => {
    await using opened = await open('/books/4')
    const { page } = opened
    await page.getByRole('region', { name: 'Copies' }).getByRole('link', { name: 'New' }).click()
    await page.getByRole('heading', { level: 1, name: 'New copy' }).waitFor()
    expect(await page.getByRole('combobox', { name: 'Book' }).inputValue()).toBe('Book 04')
    await page.getByLabel('Room').fill('West/1')
    await page.getByLabel('Number').fill('9')
    await page.getByRole('button', { name: 'Create copy' }).click()
    await page.getByRole('heading', { level: 1, name: 'West/1 · 9' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/app/copies/West%2F1,9')
    expect(await library.call('GET', '/copies/West%2F1,9')).toEqual({ room: 'West/1', number: 9, state: null, bookId: 4 })
    await page.getByRole('link', { name: 'Edit' }).click()
    await page.getByRole('button', { name: 'Clear Book' }).click()
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.getByText('Copy saved').waitFor()
    expect(await library.call('GET', '/copies/West%2F1,9')).toMatchObject({ bookId: null })
  })

  it('deletes a record after asking, and says why where it cannot', async () => {
    await using opened = await open('/authors/1')
    const { page } = opened
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('status').getByText(/referenced|other records/).waitFor()
    await page.goto(`${library.app}/books/5`)
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { level: 1, name: 'Books' }).waitFor()
    await page.goBack()
    await page.getByText('Nothing was found here').waitFor()
  })
})
