import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from './run.mjs'

const HOW = 'no PostgreSQL: install one (apt-get install postgresql) or set TEST_DATABASE_URL'

/**
 * A PostgreSQL to test against: `TEST_DATABASE_URL`, or a throw-away cluster on loopback.
 *
 * @returns {Promise<{ url: string, stop(): Promise<void> } | { problem: string }>}
 */
export async function providePostgres() {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { url: given, stop: async () => {} }
  const bin = findBinaries()
  if (!bin) return { problem: HOW }
  const home = mkdtempSync(join(tmpdir(), 'shiming-pg-'))
  try {
    return await start(bin, home)
  } catch (error) {
    rmSync(home, { recursive: true, force: true })
    return { problem: `PostgreSQL in ${bin} does not start: ${error.message}` }
  }
}

/** The folder with both `initdb` and `postgres`; the newest where a system has several. */
function findBinaries() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian) : []
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a))
  const folders = [
    ...(process.env.PATH ?? '').split(':'),
    ...newestFirst.map((version) => join(debian, version, 'bin')),
  ]
  return folders.find((folder) =>
    ['initdb', 'postgres'].every((name) => folder && existsSync(join(folder, name))),
  )
}

async function start(bin, home) {
  const as = await unprivileged()
  const password = randomBytes(16).toString('hex')
  const secret = join(home, 'password')
  writeFileSync(secret, password, { mode: 0o600 })
  if (as.uid !== undefined) for (const path of [home, secret]) chownSync(path, as.uid, as.gid)

  const data = join(home, 'data')
  const login = ['-U', 'shiming', '-A', 'scram-sha-256', `--pwfile=${secret}`]
  const init = ['-D', data, ...login, '-E', 'UTF8', '--no-locale', '--no-sync']
  const made = await run(join(bin, 'initdb'), init, { ...as, cwd: home })
  if (!made.ok) throw new Error(made.output.trim().split('\n').at(-1))

  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: home,
    fsync: 'off',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...flags], {
    ...as,
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await ready(server)
  const stop = async () => {
    const gone = server.exitCode === null && new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGINT') // fast shutdown: does not wait for clients
    await Promise.race([gone, sleep(5000, undefined, { ref: false })])
    rmSync(home, { recursive: true, force: true })
  }
  return { url: `postgres://shiming:${password}@127.0.0.1:${port}/postgres`, stop }
}

/** PostgreSQL refuses to run as root, so it runs as somebody with fewer rights. */
async function unprivileged() {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const uid = await run('id', ['-u', name])
    const gid = await run('id', ['-g', name])
    if (uid.ok && gid.ok) return { uid: Number(uid.output), gid: Number(gid.output) }
  }
  throw new Error('it refuses to run as root, and there is no user postgres or nobody')
}

function ready(server) {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-4000)
      if (said.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(said.trim().split('\n').at(-1))))
  })
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}
