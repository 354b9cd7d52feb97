import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

/** What CloudBase runs functions on: Nodejs18.15, 20.19, 22.21, 24.11. */
export const NODE_VERSIONS = ['18.15.0', '20.19.0', '22.21.0', '24.11.0']

/** Gone with the next `npm ci`; npm's own cache then has them still. */
const CACHE = 'node_modules/.cache/shiming-runtimes'

/** One download. Milliseconds. */
const LIMIT_MS = 3 * 60_000

/**
 * The folder of one version of Node, with the official program `node` in it: from the cache, else as
 * the package that npm has of it. It is outside the lock file, because nobody but these tests needs it.
 *
 * @returns {Promise<{ folder: string, node: string } | { problem: string }>}
 */
export async function provideNode(root, version) {
  const folder = join(root, CACHE, version)
  const node = join(folder, 'node')
  if (await isVersion(node, version)) return { folder, node }

  const spec = `node-${process.platform}-${process.arch}@${version}`
  const trouble = (await install(spec, folder)) && (await install(spec, folder))
  if (trouble) {
    const how = `put bin/node of Node ${version} (npm pack ${spec}, or nodejs.org) at ${node}`
    return { problem: `${trouble}; ${how}` }
  }
  if (await isVersion(node, version)) return { folder, node }
  return { problem: `${spec} does not start on this system (musl?); put one that does at ${node}` }
}

async function isVersion(node, version) {
  if (!existsSync(node)) return false
  return (await run(node, ['--version'])).output.trim() === `v${version}`
}

/** Whole or not at all. @returns {Promise<string | undefined>} What went wrong. */
async function install(spec, folder) {
  mkdirSync(join(folder, '..'), { recursive: true })
  const draft = mkdtempSync(`${folder}.`)
  try {
    const options = { cwd: draft, timeout: LIMIT_MS }
    const packed = await run('npm', ['pack', spec, '--prefer-offline', '--loglevel=error'], options)
    const archive = readdirSync(draft).find((name) => name.endsWith('.tgz'))
    if (!packed.ok || !archive) return `npm pack ${spec} failed: ${firstLine(packed.output)}`
    const member = ['--strip-components=2', 'package/bin/node']
    const unpacked = await run('tar', ['-xzf', archive, ...member], options)
    if (!unpacked.ok) return `tar failed: ${firstLine(unpacked.output)}`
    rmSync(join(draft, archive))
    rmSync(folder, { recursive: true, force: true })
    renameSync(draft, folder)
    return undefined
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** npm's says the reason; what follows is for those who mend npm. */
function firstLine(output) {
  return output.trim().split('\n')[0]
}
