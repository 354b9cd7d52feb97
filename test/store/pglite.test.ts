import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import type { Store } from '../../core/store/store'
import { storeSuite } from '../../core/store/suite'
import { sessionOf } from '../../core/store/suite/given'
import { DirectoryInUse, lockDirectory } from '../../server/directory-lock'
import { openPglite } from '../../server/store-postgres/pglite'

jest.setTimeout(60_000)

const PGLITE = createRequire(__filename).resolve('@electric-sql/pglite')

let store: Store
let folder: string
const children: ChildProcess[] = []

beforeAll(async () => {
  store = await openPglite()
  folder = mkdtempSync(join(tmpdir(), 'shiming-pglite-'))
})

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await store?.close()
  rmSync(folder, { recursive: true, force: true })
})

test.each(storeSuite('pglite'))('pglite · $name', ({ run }) => run(store))

describe('pglite · a directory', () => {
  let program: string

  beforeAll(async () => {
    program = await bundleWriter(folder)
  })

  test('killed while it writes · lock taken over, nothing acknowledged is lost', async () => {
    const directory = join(folder, 'killed')
    for (let round = 0; round < 2; round++) {
      const { child, acknowledged } = await startWriter(program, directory, `round ${round}`)
      await expect(lockDirectory(directory, 0)).rejects.toThrow(DirectoryInUse)
      await expect(lockDirectory(directory, 0)).rejects.toThrow(`in use by process ${child.pid}`)
      const said = await acknowledged(25)
      child.kill('SIGKILL') // and at once, while it may still be on its way out

      const opened = await openPglite({ directory: await lockDirectory(directory) })
      expect(said.length).toBeGreaterThanOrEqual(25)
      for (const id of said) expect(await opened.find(id)).toEqual({ ...sessionOf(id), rev: 2 })
      await opened.close()
    }
  })
})

describe('lockDirectory', () => {
  test('held by this process · refused, until released', async () => {
    const directory = join(folder, 'twice')
    const lock = await lockDirectory(directory)
    await expect(lockDirectory(directory, 0)).rejects.toThrow(DirectoryInUse)
    await lock.release()
    await (await lockDirectory(directory)).release()
  })

  test('20 callers race for the lock of a dead process · one gets it', async () => {
    const directory = join(folder, 'race')
    await (await lockDirectory(directory)).release()
    plant(directory, { pid: 2 ** 22 - 1, began: '', nonce: 'dead' })
    const tries = Array.from({ length: 20 }, () => lockDirectory(directory, 0))
    const got = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
    expect(got).toHaveLength(1)
  })

  test('held by a process that ended and was not noticed · taken over', async () => {
    const directory = join(folder, 'unnoticed')
    await (await lockDirectory(directory)).release()
    // The shell becomes `sleep`, which never asks after the child it inherits.
    const parent = spawn('sh', ['-c', 'sh -c "echo \\$\\$; cat /proc/\\$\\$/stat" & exec sleep 60'])
    children.push(parent)
    const said = await new Promise<string>((done) =>
      parent.stdout.once('data', (data) => done(`${data}`)),
    )
    const pid = Number.parseInt(said, 10)
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    while (stat()[0] !== 'Z') await new Promise((done) => setTimeout(done, 5))
    plant(directory, { pid, began: `${boot}/${stat()[19]}`, nonce: 'unnoticed' })
    await (await lockDirectory(directory, 0)).release()
  })

  test('file left by this very process, nothing held · taken over', async () => {
    const directory = join(folder, 'left')
    const lock = await lockDirectory(directory)
    const left = JSON.parse(readFileSync(join(directory, 'lock'), 'utf8'))
    await lock.release()
    plant(directory, left)
    await (await lockDirectory(directory)).release()
  })

  test.each([
    ['our own number, from before a restart', { pid: process.pid, began: 'x', nonce: 'old' }],
    ['a number that somebody else has now', { pid: process.ppid, began: 'boot/1', nonce: 'old' }],
    ['no process at all', { pid: 2 ** 22 - 1, began: '', nonce: 'old' }],
    ['nonsense', 'half a fi'],
  ])('lock of %s · taken over', async (name, content) => {
    const directory = join(folder, name)
    await (await lockDirectory(directory)).release()
    plant(directory, content)
    await (await lockDirectory(directory)).release()
  })
})

function plant(directory: string, content: unknown): void {
  writeFileSync(join(directory, 'lock'), JSON.stringify(content))
}

/** A program that inserts and replaces sessions for ever and says the id of each that is done. */
async function bundleWriter(into: string): Promise<string> {
  const root = resolve(__dirname, '../..')
  const outfile = join(into, 'writer.cjs')
  await build({
    stdin: {
      resolveDir: root,
      loader: 'ts',
      contents: `
        import { sessionOf } from './core/store/suite/given'
        import { lockDirectory } from './server/directory-lock'
        import { openPglite } from './server/store-postgres/pglite'
        async function main([directory, name]) {
          const store = await openPglite({ directory: await lockDirectory(directory) })
          for (let n = 0; ; n++) {
            const session = sessionOf(name + n)
            await store.insert(session)
            await store.replace(session)
            console.log(session.id)
          }
        }
        void main(process.argv.slice(2))`,
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    alias: { '@electric-sql/pglite': PGLITE },
    external: [PGLITE],
    logLevel: 'silent',
  })
  return outfile
}

async function startWriter(program: string, directory: string, name: string) {
  const child = spawn(process.execPath, [program, directory, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  children.push(child)
  const said: string[] = []
  const lines = createInterface({ input: child.stdout })
  const first = new Promise((done) => lines.once('line', done))
  lines.on('line', (line) => said.push(line))
  await first
  const acknowledged = (least: number) =>
    new Promise<string[]>((done) => {
      const check = () => said.length >= least && done(said)
      lines.on('line', check)
      check()
    })
  return { child, acknowledged }
}
