import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { run, works } from './run.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome']
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const INSIDE_PLAYWRIGHT = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
]

const HOW = 'no Chromium: install one (apt-get install chromium fonts-noto-cjk) or set CHROMIUM'

/**
 * A Chromium that starts, by `CHROMIUM`, the system, or Playwright's cache; else installs one.
 *
 * @returns {Promise<{ path: string } | { problem: string }>}
 */
export async function provideChromium() {
  const named = process.env.CHROMIUM
  if (named) {
    return (await works(named)) ? { path: named } : { problem: `CHROMIUM=${named} does not start` }
  }
  const found = (await findChromium()) ?? (await install())
  return found ? { path: found } : { problem: HOW }
}

async function findChromium() {
  for (const path of candidates()) {
    if (existsSync(path) && (await works(path))) return path
  }
  return undefined
}

function candidates() {
  const folders = [...(process.env.PATH ?? '').split(':'), ...FOLDERS].filter(Boolean)
  const system = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...new Set([...system, ...MAC, ...ofPlaywright()])]
}

/** Newest revision first. */
function ofPlaywright() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
  ].filter((cache) => cache && existsSync(cache))
  return caches.flatMap((cache) =>
    readdirSync(cache)
      .filter((name) => name.startsWith('chromium-'))
      .sort()
      .reverse()
      .flatMap((name) => INSIDE_PLAYWRIGHT.map((inside) => join(cache, name, inside))),
  )
}

async function install() {
  if (process.getuid?.() === 0 && (await works('apt-get'))) {
    console.log('no Chromium here: installing it with apt-get')
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run('apt-get', ['update', '-q'], { env })
    const wanted = ['chromium', 'fonts-noto-cjk']
    await run('apt-get', ['install', '-qy', '--no-install-recommends', ...wanted], { env })
    const found = await findChromium()
    if (found) return found
  }
  console.log('no Chromium here: installing it with playwright-core')
  await run('npx', ['--no', 'playwright-core', 'install', 'chromium'])
  return findChromium()
}
