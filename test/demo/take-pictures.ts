import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from './open-browser.ts'
import { startDemo, type RunningDemo } from './start-demo.ts'

const folder = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'docs', 'images')

interface Picture {
  readonly name: string
  readonly scheme: 'light' | 'dark'
  readonly size: { readonly width: number; readonly height: number }
  readonly open: (page: Page, demo: RunningDemo) => Promise<void>
}

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 800 }

const PICTURES: readonly Picture[] = [
  { name: 'overview-light', scheme: 'light', size: DESKTOP, open: (page, { web }) => openAt(page, web, 'Overview') },
  { name: 'posts-light', scheme: 'light', size: DESKTOP, open: (page, { web }) => openAt(page, `${web}/posts`, 'Posts') },
  { name: 'posts-dark', scheme: 'dark', size: DESKTOP, open: (page, { web }) => openAt(page, `${web}/posts`, 'Posts') },
  { name: 'post-light', scheme: 'light', size: DESKTOP, open: openFirstPost },
  { name: 'post-form-dark', scheme: 'dark', size: DESKTOP, open: openForm },
  { name: 'welcome-light', scheme: 'light', size: DESKTOP, open: (page, { web }) => openAt(page, `${web}/welcome`, 'Tidewater') },
  { name: 'posts-phone', scheme: 'light', size: PHONE, open: (page, { web }) => openAt(page, `${web}/posts`, 'Posts') },
]

async function openAt(page: Page, url: string, heading: string): Promise<void> {
  await page.goto(url)
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
}

async function openForm(page: Page, { web }: RunningDemo): Promise<void> {
  await openAt(page, `${web}/posts/new`, 'New post')
  await page.getByLabel('Title').waitFor()
}

async function openFirstPost(page: Page, { web }: RunningDemo): Promise<void> {
  await openAt(page, `${web}/posts?search=plank`, 'Posts')
  await page.getByRole('link', { name: 'The plank that would not bend' }).click()
  await page.getByRole('heading', { name: 'The plank that would not bend', level: 1 }).waitFor()
  await page.waitForLoadState('networkidle')
}

async function take(browser: Browser, demo: RunningDemo, picture: Picture): Promise<void> {
  const context = await browser.newContext({ viewport: picture.size, colorScheme: picture.scheme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await picture.open(page, demo)
  await page.screenshot({ path: join(folder, `${picture.name}.png`) })
  await context.close()
}

/** Takes the README's pictures of the running demo into `docs/images`. */
export async function takePictures(): Promise<void> {
  await mkdir(folder, { recursive: true })
  await using demo = await startDemo()
  const browser = await openBrowser()
  try {
    for (const picture of PICTURES) await take(browser, demo, picture)
  } finally {
    await browser.close()
  }
}
