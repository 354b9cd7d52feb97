import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(__dirname, '../..')

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiming-run-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('npm run serve · the shell between npm and us is ended · the server drains and ends too', async () => {
  // `; true` keeps the shell there, as npm's shell is.
  const shell = spawn('sh', ['-c', 'node scripts/build.mjs --run server; true'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      npm_lifecycle_event: 'serve',
      SHIMING_MODE: 'sandbox',
      PORT: '0',
      DATA_DIR: folder,
    },
  })
  let output = ''
  let ended = false
  const over = new Promise<void>((resolve) => {
    shell.stdout.on('close', resolve) // when nobody holds the other end any more
  })
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.on('data', (bytes) => {
      output += bytes
      if (ended || !output.includes('server.listening')) return
      ended = true
      shell.kill('SIGTERM')
    })
  }
  await over
  expect(ended).toBe(true)
  expect(output).toContain('server.stopped')
})
