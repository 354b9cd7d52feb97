import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { run } from './run.mjs'

const JEST = 'node_modules/jest/bin/jest.js'

/** After this long it hangs. Milliseconds. */
const LIMIT_MS = 15 * 60_000

/** PGlite loads its engine by a dynamic import, which jest allows only with this flag. */
const NODE_OPTIONS = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--no-warnings']

/**
 * One thing that passed or failed, and counts as one.
 *
 * @typedef {{ name: string, status: 'passed' | 'failed' | 'skipped', ms: number, message?: string }} Case
 */

/**
 * Runs jest projects: one case per test, one more for everything that went wrong around them.
 *
 * @param {object} what
 * @param {string} what.root
 * @param {string[]} what.projects
 * @param {string} [what.node] Program that runs jest; this one by default.
 * @param {string[]} [what.args] More arguments, paths last.
 * @param {boolean} [what.serial] One file after the other.
 * @param {boolean} [what.show] Lets jest's output through as it comes.
 * @param {object} what.env
 * @returns {Promise<Case[]>}
 */
export async function runJest({ root, projects, node, args = [], serial, show = true, env }) {
  const folder = mkdtempSync(join(tmpdir(), 'shiming-jest-'))
  const report = join(folder, 'report.json')
  const selected = projects.flatMap((project) => ['--selectProjects', project])
  const ways = serial ? ['--runInBand', ...selected] : selected
  const all = [JEST, '--ci', '--json', `--outputFile=${report}`, ...ways, ...args]
  const started = performance.now()
  try {
    const { ok, output } = await run(node ?? process.execPath, all, {
      cwd: root,
      show,
      timeout: LIMIT_MS,
      env: { ...env, NODE_OPTIONS: NODE_OPTIONS.filter(Boolean).join(' ') },
    })
    const cases = readReport(report, root)
    if (ok || cases.some(({ status }) => status !== 'passed')) return cases
    const message = output.trim().split('\n').slice(-20).join('\n')
    const ms = performance.now() - started
    return [...cases, { name: `jest (${projects.join(', ')})`, status: 'failed', ms, message }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** No cases when jest crashed before it could write its report. */
function readReport(path, root) {
  let report
  try {
    report = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return []
  }
  return report.testResults.flatMap((suite) => casesOf(suite, relative(root, suite.name)))
}

function casesOf({ assertionResults, status, message }, file) {
  const cases = assertionResults.map((test) => ({
    name: `${file} › ${test.fullName}`,
    status: test.status === 'passed' || test.status === 'failed' ? test.status : 'skipped',
    ms: test.duration ?? 0,
    message: test.failureMessages.join('\n'),
  }))
  // A file that does not load, or whose hooks fail, has a message and no failed test to carry it.
  if (status === 'passed' || cases.some((test) => test.status === 'failed')) return cases
  if (cases.length > 0 && !message) return cases
  return [...cases, { name: file, status: 'failed', ms: 0, message }]
}
