import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { provideChromium } from './chromium.mjs'
import { runJest } from './jest.mjs'
import { inPairs } from './pairs.mjs'
import { run } from './run.mjs'
import { testRuntimes } from './runtimes.mjs'

/**
 * What `npm test` does, in this order. Each step gives its cases and never throws for a failure of
 * what it tests.
 *
 * @type {Record<string, (root: string) => Promise<import('./jest.mjs').Case[]>>}
 */
export const STEPS = { types, lint, build, official, unit, runtimes: testRuntimes, browser }

async function types(root) {
  const configs = readdirSync(root).filter((name) => /^tsconfig.*\.json$/.test(name))
  const tsc = 'node_modules/typescript/bin/tsc'
  return inPairs(configs, (config) =>
    check(`types ${config}`, process.execPath, [tsc, '-p', config], root),
  )
}

async function lint(root) {
  const biome = 'node_modules/@biomejs/biome/bin/biome'
  const args = [biome, 'ci', '--colors=off', '--error-on-warnings', '.']
  return [await check('lint', process.execPath, args, root)]
}

async function build(root) {
  return [await check('build', process.execPath, ['scripts/build.mjs'], root)]
}

async function official(root) {
  return runJest({ root, projects: ['official'], env: {} })
}

/** Without a PostgreSQL the store suite fails and says how to get one. */
async function unit(root) {
  return runJest({ root, projects: ['node', 'miniprogram'], env: await withChromium() })
}

/** Last, and one after the other: pages have timings of their own. */
async function browser(root) {
  const chromium = await provideChromium()
  if (chromium.problem) return [missing('browser tests', chromium.problem)]
  return runJest({ root, projects: ['browser'], serial: true, env: { CHROMIUM: chromium.path } })
}

/** The environment with the browser's place, where there is one. */
async function withChromium() {
  const { path } = await provideChromium()
  return path ? { CHROMIUM: path } : {}
}

async function check(name, command, args, cwd) {
  const started = performance.now()
  if (!existsSync(join(cwd, args[0]))) return missing(name, `${args[0]} is not there: run npm ci`)
  const { ok, output } = await run(command, args, { cwd })
  const ms = performance.now() - started
  return ok
    ? { name, status: 'passed', ms }
    : { name, status: 'failed', ms, message: output.trim() }
}

/** What could not run has failed: nothing is left out in silence. */
function missing(name, message) {
  return { name, status: 'failed', ms: 0, message }
}
