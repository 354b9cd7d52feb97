import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deploy, failureIn } from '../../scripts/deploy/run'

const root = mkdtempSync(join(tmpdir(), 'shiming-deploy-'))
const bin = join(root, 'bin')

beforeAll(() => {
  mkdirSync(bin)
  mkdirSync(join(root, 'dist/cloudfunctions/verify'), { recursive: true })
  writeFileSync(join(root, 'cloudbaserc.json'), '{ "functions": [{ "name": "verify" }] }')
  writeFileSync(join(root, 'dist/cloudfunctions/verify/index.js'), '')
})
afterAll(() => rmSync(root, { recursive: true }))

/** Deploys with a CLI that runs this shell script. */
async function deployWith(script: string, env: NodeJS.ProcessEnv = { TCB_ENV_ID: 'env-1' }) {
  writeFileSync(join(bin, 'tcb'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  let said = ''
  const write = (text: string) => {
    said += text
  }
  const PATH = `${bin}:/usr/bin:/bin`
  return { code: await deploy({ root, env: { PATH, ...env }, write }), said }
}

test.each([
  ['not logged in', 'No valid identity information, please use tcb login'],
  ['a cross', '✖ [verify] deploy'],
  ['a cross in colour', '\u001b[31m✖\u001b[39m verify'],
  ['Chinese', '[verify] 云函数部署失败'],
  ['an error', 'Error: ENOTFOUND'],
])('failureIn · %s · is a failure', (_what, line) => {
  expect(failureIn(`✔ [records] 部署成功\n${line}\n`)).toBeTruthy()
})

test('failureIn · all functions deployed · is none', () => {
  expect(failureIn('✔ [verify] 云函数部署成功\n✔ [records] 云函数部署成功\n')).toBeUndefined()
})

test('deploy · the CLI prints a failure and exits 0 · exit code 1', async () => {
  const { code, said } = await deployWith("echo 'No valid identity information' >&2; exit 0")
  expect(code).toBe(1)
  expect(said).toContain('deploy failed')
})

test('deploy · the CLI exits 3 in silence · exit code 1', async () => {
  expect((await deployWith('exit 3')).code).toBe(1)
})

test('deploy · no environment named · says which variable, and starts nothing', async () => {
  const { code, said } = await deployWith('echo started', {})
  expect(code).toBe(1)
  expect(said).toContain('TCB_ENV_ID')
  expect(said).not.toContain('started')
})

test('deploy · no CLI · says how to get it', async () => {
  const { code, said } = await deployWith('exit 0', { PATH: '/nowhere', TCB_ENV_ID: 'env-1' })
  expect(code).toBe(1)
  expect(said).toContain('npm i -g @cloudbase/cli')
})

test('deploy · the CLI ends well · exit code 0, its output comes through', async () => {
  const { code, said } = await deployWith('echo "✔ $1 $2 $3"')
  expect(code).toBe(0)
  expect(said).toContain('✔ fn deploy --all')
})
