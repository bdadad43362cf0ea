import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const PLACES = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** Where Chromium is; null where there is none, which is said once. */
export const chromiumPath: string | null = PLACES.find((place) => place !== undefined && place !== '' && existsSync(place)) ?? null

if (chromiumPath === null) console.warn('SKIPPED: tests in a browser, since Chromium is not installed (set CHROMIUM_PATH).')

/** Starts Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('Chromium is not installed.')
  return chromium.launch({ executablePath: chromiumPath, args: FLAGS })
}
