import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface TestPostgres {
  databaseUrl: string
  stop(): Promise<void>
}

/**
 * A PostgreSQL to test on: the one of `TEST_DATABASE_URL`, else one of our own in a temporary
 * directory, gone with `stop`.
 *
 * @throws {Error} There is no server program on this machine.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL
  if (given) return { databaseUrl: given, stop: async () => {} }

  const bin = findBin()
  const directory = mkdtempSync(join(tmpdir(), 'shiming-pg-'))
  const user = postgresUser()
  if (user) chownSync(directory, user.uid, user.gid)
  const data = join(directory, 'data')
  const as = user ? { uid: user.uid, gid: user.gid } : {}
  const options = { ...as, cwd: directory, env: { PATH: process.env.PATH, LC_ALL: 'C' } }

  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'shiming', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    options,
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)

  const port = await freePort()
  const settings = [
    'fsync=off',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${directory}`,
  ]
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...options, stdio: 'ignore' },
  )
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))

  await untilReady(join(bin, 'pg_isready'), port)
  return {
    databaseUrl: `postgres://shiming@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT')
      await ended
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Where `initdb` and `postgres` lie together: a newest one where packages put them, else in PATH. */
function findBin(): string {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .sort((a, b) => b - a)
    : []
  const folders = [
    ...versions.map((version) => join(root, String(version), 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ]
  const found = folders.find((folder) =>
    ['initdb', 'postgres', 'pg_isready'].every((program) => existsSync(join(folder, program))),
  )
  if (!found) {
    throw new Error('no PostgreSQL here: apt-get install postgresql, or set TEST_DATABASE_URL')
  }
  return found
}

/** The server refuses to run as root. */
function postgresUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres']).stdout)
  const user = { uid: idOf('-u'), gid: idOf('-g') }
  if (!user.uid) throw new Error('no user postgres here: run the tests as an ordinary user')
  return user
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function untilReady(program: string, port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const asked = spawnSync(program, ['-h', '127.0.0.1', '-p', String(port)])
    if (asked.status === 0) return
    await sleep(100)
  }
  throw new Error('PostgreSQL did not start within 10 s')
}
