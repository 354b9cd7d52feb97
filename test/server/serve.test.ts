import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'

jest.setTimeout(30_000)

const ROOT = resolve(__dirname, '../..')

/** A server whose product takes its time: a call ends when the file `go` is there. */
const PROGRAM = `
  import { existsSync } from 'node:fs'
  import { setTimeout as sleep } from 'node:timers/promises'
  import { createApp } from './server/app'
  import { createLog, createLogger } from './server/log'
  import { serve } from './server/serve'
  const log = createLog(createLogger())
  const slow = async (what) => {
    log('fake.' + what, {})
    while (!existsSync(process.env.GO)) await sleep(10)
  }
  const product = {
    verify: async () => (await slow('calling'), { ok: true, data: 'late' }),
    callerOfToken: () => ({ kind: 'person', owner: 'openid-1' }),
    ping: async () => {},
  }
  const app = createApp(product, { production: true, upstreamTimeoutMs: 1000 })
  const sweep = async () => (await slow('sweeping'), log('fake.swept', {}), 0)
  const close = async () => log('fake.closed', {})
  serve({ app, host: '127.0.0.1', port: 0, sweep, close, log })`

let folder: string
let program: string
let child: ChildProcess
let lines: Record<string, unknown>[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shiming-serve-'))
  program = join(folder, 'program.cjs')
  await build({
    stdin: { contents: PROGRAM, resolveDir: ROOT, loader: 'ts' },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  })
})

afterEach(() => {
  child.kill('SIGKILL')
  rmSync(join(folder, 'go'), { force: true })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts it and gives its port. */
async function start(): Promise<number> {
  lines = []
  child = spawn(process.execPath, [program], {
    env: { GO: join(folder, 'go') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(JSON.parse(line)))
  }
  const { port } = await logged('server.listening')
  return Number(port)
}

async function logged(event: string): Promise<Record<string, unknown>> {
  for (;;) {
    const line = lines.find((one) => one.event === event)
    if (line) return line
    await new Promise((done) => setTimeout(done, 5))
  }
}

interface Answer {
  status: number | undefined
  connection: string | undefined
  text: string
}

function call(port: number, agent?: Agent): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = { authorization: 'Bearer x', 'content-length': 2 }
    const sent = request(
      { port, host: '127.0.0.1', path: '/api/verify', method: 'POST', headers, agent },
      (reply) => {
        let text = ''
        reply.setEncoding('utf8').on('data', (data) => {
          text += data
        })
        reply.on('end', () =>
          done({ status: reply.statusCode, connection: reply.headers.connection, text }),
        )
      },
    )
    sent.on('error', fail).end('{}')
  })
}

const ended = () => new Promise<number | null>((done) => child.once('close', done))
const events = () => lines.map(({ event }) => event)
const go = () => spawn('touch', [join(folder, 'go')])

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s under a call · answers it, takes no more, ends the sweep, closes the store, exits 0',
  async (signal) => {
    const port = await start()
    const answer = call(port)
    await logged('fake.calling')
    const exit = ended()
    child.kill(signal)
    await logged('server.draining')
    await expect(call(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    expect(events()).not.toContain('fake.closed')
    go()
    expect(await answer).toEqual({
      status: 200,
      connection: 'close',
      text: '{"ok":true,"data":"late"}',
    })
    expect(await exit).toBe(0)
    expect(events().slice(-3)).toEqual(['fake.swept', 'fake.closed', 'server.stopped'])
  },
)

test('a second call on a connection that stays open · 503 while draining', async () => {
  const port = await start()
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const [first, second] = [call(port, agent), call(port, agent)]
  await logged('fake.calling')
  child.kill('SIGTERM')
  await logged('server.draining')
  go()
  expect((await first).status).toBe(200)
  // Either told so, or the connection is gone; never taken on.
  const outcome = await second.then(
    ({ status }) => status,
    () => 503,
  )
  expect(outcome).toBe(503)
  expect(events().filter((event) => event === 'fake.calling')).toHaveLength(1)
  agent.destroy()
})

test('a second signal · ends at once', async () => {
  const port = await start()
  const answer = call(port).catch(() => 'cut off')
  await logged('fake.calling')
  const exit = ended()
  child.kill('SIGTERM')
  await logged('server.draining')
  child.kill('SIGTERM')
  expect(await exit).toBe(143)
  expect(await answer).toBe('cut off')
})

test('the log · one line says where it listens, none holds an address to click', async () => {
  await start()
  await logged('fake.sweeping')
  expect(events()).toEqual(['server.listening', 'fake.sweeping'])
  expect(JSON.stringify(lines)).not.toContain('http')
})
