import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'

jest.setTimeout(30_000)

const ROOT = resolve(__dirname, '../..')

/** A server whose product takes its time: calls and sweeps end when the file of that name is there. */
const PROGRAM = `
  import { existsSync } from 'node:fs'
  import { setTimeout as sleep } from 'node:timers/promises'
  import { createApp } from './server/app'
  import { createLog, createLogger } from './server/log'
  import { serve } from './server/serve'
  const log = createLog(createLogger())
  const slow = async (what) => {
    log('fake.' + what, {})
    while (!existsSync(process.env.FOLDER + '/' + what)) await sleep(10)
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
  for (const what of ['calling', 'sweeping']) rmSync(join(folder, what), { force: true })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts it and gives its port. */
async function start(): Promise<number> {
  lines = []
  child = spawn(process.execPath, [program], {
    env: { FOLDER: folder },
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

function call(port: number): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = { authorization: 'Bearer x', 'content-length': 2 }
    const sent = request(
      { port, host: '127.0.0.1', path: '/api/verify', method: 'POST', headers },
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
const end = (what: 'calling' | 'sweeping') => writeFileSync(join(folder, what), '')

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
    end('calling')
    expect(await answer).toEqual({
      status: 200,
      connection: 'close',
      text: '{"ok":true,"data":"late"}',
    })
    end('sweeping')
    expect(await exit).toBe(0)
    expect(events().slice(-3)).toEqual(['fake.swept', 'fake.closed', 'server.stopped'])
  },
)

test('a call that had only begun to arrive · 503', async () => {
  const port = await start()
  const socket = connect(port, '127.0.0.1')
  const heard = new Promise<string>((done) => socket.once('data', (data) => done(String(data))))
  socket.write('POST /api/verify HTTP/1.1\r\nHost: here\r\n')
  const answer = call(port) // arrives after those bytes
  await logged('fake.calling')
  child.kill('SIGTERM')
  await logged('server.draining')
  socket.write('Authorization: Bearer x\r\nContent-Length: 2\r\n\r\n{}')
  expect(await heard).toMatch(/^HTTP\/1.1 503 (.|\r\n)*connection: close(.|\r\n)*not available/i)
  end('calling')
  expect((await answer).status).toBe(200)
  socket.destroy()
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
