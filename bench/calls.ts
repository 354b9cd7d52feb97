import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reply } from '../typings/contract'
import { startSelf, startServer } from './child'
import type { Target } from './load'
import { loadInTurns, post } from './load'
import type { Row } from './row'

/** No limit shall end the run early. */
const SETTINGS = {
  SHIMING_MODE: 'sandbox',
  STORE: 'pglite',
  TRUST_WX_HEADERS: '1',
  LIMIT_OPEN_PER_OWNER_PER_HOUR: '1000000',
}

/** `open` and `get` of the built server against a bare server that sends back what it got. */
export async function measureCalls(root: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shiming-bench-'))
  const env = { ...SETTINGS, DATA_DIR: join(folder, 'data') }
  const server = await startServer([join(root, 'dist/server.js')], { env, path: '/healthz' })
  const echo = await startSelf('echo')
  try {
    const headers = { 'x-wx-openid': 'openid-bench' }
    const ours = { port: server.port, path: '/api/verify', headers }
    const { version } = await call<{ version: string }>(ours, { action: 'notice' })
    const open = { action: 'open', purpose: '办事', consent: { version } }
    const { id } = await call<{ id: string }>(ours, open)
    const rows = [
      { what: 'open, embedded store', body: JSON.stringify(open) },
      { what: 'get', body: JSON.stringify({ action: 'get', sessionId: id }), goal: '≥ 0.3' },
    ]
    const measured: Row[] = []
    for (const { what, body, goal } of rows) {
      const bare: Target = { ...ours, port: echo.port, body: () => body }
      const [mine = 0, theirs = 0] = await loadInTurns([{ ...ours, body: () => body }, bare])
      const row = { what, ours: mine, against: 'bare node:http echo', theirs, unit: 'per s' }
      measured.push({ ...row, ...(goal && { goal }) })
    }
    return measured
  } finally {
    await Promise.all([server.stop(), echo.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

async function call<T>(target: Omit<Target, 'body'>, body: object): Promise<T> {
  const reply: Reply<T> = JSON.parse(await post(target, { body: JSON.stringify(body) }))
  if (!reply.ok) throw new Error(`the server answered ${reply.error.code}`)
  return reply.data
}

/** In the child: sends back what it gets, until it is ended. */
export function serveEcho(): Promise<never> {
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString() || '{}'
      reply.setHeader('content-type', 'application/json').end(JSON.stringify(JSON.parse(text)))
    })
  })
  server.listen(Number(process.env.PORT), '127.0.0.1')
  return new Promise(() => {})
}
