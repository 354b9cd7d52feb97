import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { chromium } from 'playwright-core'

/** Where systems put it, when `CHROMIUM` does not say. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage', // containers give /dev/shm 64 MiB, and a page that needs more crashes
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Phone {
  context: BrowserContext
  page: Page
  /** Ends the browser and removes its profile. */
  close(): Promise<void>
}

/**
 * Starts a Chromium with an empty profile and one page of a phone's size: 375 × 812 CSS pixels, two
 * device pixels each, touch.
 *
 * @throws {Error} There is no Chromium; `CHROMIUM` names one.
 */
export async function launchChromium(): Promise<Phone> {
  const profile = await mkdtemp(join(tmpdir(), 'shiming-chromium-'))
  const forget = () => rm(profile, { recursive: true, force: true, maxRetries: 3 })
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findChromium(),
      headless: true,
      viewport: { width: 375, height: 812 },
      deviceScaleFactor: 2,
      hasTouch: true,
      locale: 'zh-CN',
      args: FLAGS,
    })
    const page = context.pages()[0] ?? (await context.newPage())
    const close = async () => {
      await context.close()
      await forget()
    }
    return { context, page, close }
  } catch (error) {
    await forget()
    throw error
  }
}

function findChromium(): string {
  const found = [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path))
  if (!found) throw new Error('no Chromium; set CHROMIUM to one, or run npm test, which finds one')
  return found
}
