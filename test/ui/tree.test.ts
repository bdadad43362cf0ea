import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, openBrowser } from '../demo/open-browser.ts'
import { openPage } from './open-page.ts'
import { startLibrary, type Library } from './start-library.ts'

const ui = {
  site: { name: 'The Library', description: 'Books and shelves.' },
  theme: { colors: { primary: { light: '#0f6e84', dark: '#7cc7d8' } }, radius: '4px' },
  navigation: { sidebar: [{ label: 'Welcome', to: '/welcome', icon: 'star' }, { label: 'Data', items: [{ label: 'All books', to: '/books' }] }], footer: [{ label: 'Imprint', to: 'https://example.com/imprint' }] },
  generation: { dashboard: { title: 'Desk', widgets: [
    { type: 'stat' as const, title: 'Books in all', model: 'Book', size: 'sm' as const },
    { type: 'list' as const, title: 'New books', model: 'Book' },
    { type: 'chart' as const, title: 'Books a day', model: 'Book', field: 'createdAt' },
    { type: 'table' as const, title: 'Writers', model: 'Author', columns: ['name', 'email'] },
  ] } },
  pages: [
    {
      path: '/welcome',
      title: { $: "'Welcome, ' + (query.name ?? 'reader')" },
      data: { count: { aggregate: 'Book', measure: { n: 'count' } }, last: { many: 'Book', orderBy: ['-title'], take: 3, select: ['id', 'title', 'author.name'] }, first: { one: 'Book', id: 1 } },
      state: { open: false },
      body: [
        { type: 'Hero', props: { title: 'Come in', subtitle: { $: "'There are ' + data.count.n + ' books'" } }, children: [{ type: 'Button', props: { label: 'Browse', variant: 'primary', to: '/books' } }] },
        { type: 'Grid', children: [{ type: 'Metric', props: { label: 'Books', value: { $: 'data.count.n' } } }, { type: 'Metric', props: { label: 'Authors', model: 'Author' } }] },
        { type: 'List', each: { in: 'data.last', as: 'book' }, children: [{ type: 'Link', props: { to: { $: "'/books/' + book.id" }, text: { $: "book.title + ' by ' + book.author.name" } } }] },
        { type: 'Text', if: '!state.open', props: { text: 'The door is closed.' } },
        { type: 'Button', props: { label: 'Open the door' }, on: { press: [{ do: 'set', path: 'open', value: true }, { do: 'toast', text: 'It is open.' }] } },
        { type: 'Link', props: { to: 'javascript:alert(1)', text: 'No way' } },
        { type: 'DataTable', props: { model: 'Author', columns: ['name', 'email'], take: 2 } },
        { type: 'Detail', props: { model: 'Book', id: { $: 'data.first.id' }, fields: ['title', 'author'] } },
        { type: 'Form', props: { model: 'Visit', label: 'Sign the book' }, on: { saved: { do: 'toast', text: 'Thank you.' } } },
        { type: 'chat.ChatInterface', props: { conversation: 1 } },
        { type: 'chat.ChatInterface', fallback: { type: 'Text', props: { text: 'There is no chat.' } } },
      ],
    },
    { path: '/broken', title: 'Broken', data: { sum: { aggregate: 'Book', by: ['shelf'] } }, body: [{ type: 'Text', props: { text: 'x' } }] },
  ],
}

describe.skipIf(chromiumPath === null)('given pages that are written as trees', () => {
  let library: Library
  let browser: Browser

  beforeAll(async () => {
    library = await startLibrary({ ui })
    browser = await openBrowser()
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await library?.[Symbol.asyncDispose]()
  })

  it('draws components, computed values, repetitions and records', async () => {
    await using opened = await openPage(browser, library.url)
    const { page, faults } = opened
    await page.goto(`${library.app}/welcome?name=Ada`)
    await page.getByRole('heading', { level: 1, name: 'Welcome, Ada' }).waitFor()
    expect(await page.title()).toBe('Welcome, Ada · The Library')
    await page.getByText('There are 45 books').waitFor()
    expect(await page.getByRole('list').getByRole('link', { name: / by / }).allInnerTexts()).toEqual(['The Strange and Surprising History of a Very Long Title, with Everything that Came of It and Much that Did Not by Ursula Krause', 'Book 44 by Maximiliana Konstantinopolitanska-Featherstonehaugh', 'Book 43 by Italo Bianchi'])
    await page.getByRole('table', { name: 'Authors' }).getByText('italo@example.com').waitFor()
    await page.getByRole('region', { name: 'Details' }).getByText('Book 01').waitFor()
    expect(await page.getByRole('link', { name: 'No way' }).count()).toBe(0)
    expect(faults).toEqual([])
  })

  it('shows a component that it does not know, or what stands in for it', async () => {
    await using opened = await openPage(browser, library.url)
    const { page } = opened
    await page.goto(`${library.app}/welcome`)
    await page.getByText('There is no chat.').waitFor()
    expect(await page.getByRole('alert').filter({ hasText: 'Unknown component' }).allInnerTexts()).toEqual([expect.stringContaining('Unknown component: chat.ChatInterface')])
  })

  it('does what stands under an event, in order', async () => {
    await using opened = await openPage(browser, library.url)
    const { page } = opened
    await page.goto(`${library.app}/welcome`)
    await page.getByText('The door is closed.').waitFor()
    await page.getByRole('button', { name: 'Open the door' }).click()
    await page.getByText('It is open.').waitFor()
    expect(await page.getByText('The door is closed.').count()).toBe(0)
    await page.getByLabel('Note').fill('Ada was here')
    await page.getByRole('button', { name: 'Sign the book' }).click()
    await page.getByText('Thank you.').waitFor()
    expect(await library.call('GET', '/visits?select={"note":true,"id":false}')).toEqual([{ note: 'Ada was here' }])
  })

  it('says what a query is not offered for', async () => {
    await using opened = await openPage(browser, library.url)
    await opened.page.goto(`${library.app}/broken`)
    await opened.page.getByText('A query of this page is not offered').waitFor()
  })

  it('has the widgets, the navigation and the theme of the configuration', async () => {
    await using opened = await openPage(browser, library.url)
    const { page, faults } = opened
    await page.goto(library.app)
    await page.getByRole('heading', { level: 1, name: 'Desk' }).waitFor()
    await page.getByRole('link', { name: 'Books in all 45' }).waitFor()
    await page.getByRole('img', { name: /Books a day: 45 in the last 30 days/ }).waitFor()
    await page.getByRole('table', { name: 'Authors' }).waitFor()
    expect(await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allInnerTexts()).toEqual(['Welcome', 'All books'])
    expect(await page.getByRole('contentinfo').getByRole('link', { name: 'Imprint' }).getAttribute('rel')).toBe('noreferrer noopener')
    expect(await page.locator('.ssot').evaluate((root) => getComputedStyle(root).getPropertyValue('--ssot-accent'))).toBe('light-dark(#0f6e84, #7cc7d8)')
    await page.goto(`${library.app}/books/new`)
    expect(await page.getByRole('button', { name: 'Create book' }).evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(15, 110, 132)')
    expect(faults).toEqual([])
  })
})
