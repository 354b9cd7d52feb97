import { join } from 'node:path'
import { runJest } from './jest.mjs'
import { NODE_VERSIONS, provideNode } from './node-versions.mjs'
import { inPairs } from './pairs.mjs'

/** What may come out differently on another Node, or on another OpenSSL. */
const SUBSET = [
  'test/core/crypto',
  'test/core/identity',
  'test/core/channels',
  'test/flows',
  'test/runtimes',
]

/**
 * The part of the tests that depends on the runtime, on every Node that functions run on. A Node that
 * cannot be had has failed.
 *
 * @param {string} root
 * @returns {Promise<import('./jest.mjs').Case[]>} Named by the version.
 */
export async function testRuntimes(root) {
  return (await inPairs(NODE_VERSIONS, (version) => testRuntime(root, version))).flat()
}

async function testRuntime(root, version) {
  const started = performance.now()
  const { folder, node, problem } = await provideNode(root, version)
  if (problem) return [{ name: `Node ${version}`, status: 'failed', ms: 0, message: problem }]
  const cases = await runJest({
    root,
    node,
    projects: ['node'],
    // Each its own: what one Node writes there, another cannot always read.
    args: ['--cacheDirectory', join(folder, 'jest'), ...SUBSET],
    serial: true,
    show: false,
    env: {},
  })
  const passed = cases.filter(({ status }) => status === 'passed').length
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`Node ${version}: ${passed} of ${cases.length} passed, ${seconds} s`)
  return cases.map((test) => ({ ...test, name: `Node ${version} › ${test.name}` }))
}
