import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Calls, Reply } from '../typings/contract'
import type { Server } from './child'
import { startSelf, startServer } from './child'
import type { Target } from './load'
import { loadInTurns, post } from './load'
import { CERT_SERIAL, MCH_ID } from './realname'
import type { Row } from './row'

/** More than any round gets through. */
const PREPARED = 500
/** How many are prepared at once. */
const ABREAST = 8

/**
 * `finish` of channel realname, on the built server with the embedded store, against a bare server
 * that makes the same call upstream, one signature and two decryptions, and keeps nothing.
 */
export async function measureRealnameFinish(root: string): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'shiming-bench-'))
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const MERCHANT_KEY = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const servers: Server[] = []
  const started = async (server: Promise<Server>) => {
    servers.push(await server)
    return (await server).port
  }
  try {
    const upstream = await started(startSelf('realname-upstream', { MERCHANT_KEY }))
    const env = variables({ upstream, key: MERCHANT_KEY, folder })
    const options = { env, path: '/healthz' }
    const ours = await started(startServer([join(root, 'dist/server.js')], options))
    const bareEnv = { MERCHANT_KEY, UPSTREAM_PORT: String(upstream) }
    const bare = await started(startSelf('realname-bare', bareEnv))
    const [mine = 0, theirs = 0] = await loadInTurns([await finishes(ours), bareFinishes(bare)])
    const against = 'bare node:http: same call, 3 RSA'
    return [{ what: 'realname finish', ours: mine, against, theirs, unit: 'per s', goal: '≥ 0.35' }]
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}

/** No limit shall end the run early. */
function variables({ upstream, key, folder }: { upstream: number; key: string; folder: string }) {
  return {
    SHIMING_MODE: 'sandbox',
    STORE: 'pglite',
    DATA_DIR: join(folder, 'data'),
    TRUST_WX_HEADERS: '1',
    LIMIT_OPEN_PER_OWNER_PER_HOUR: '1000000',
    WECHAT_ENDPOINT: `http://127.0.0.1:${upstream}`,
    WECHAT_APP_ID: 'wx0000000000000000',
    WECHAT_APP_SECRET: '00000000000000000000000000000000',
    REALNAME_MCH_ID: MCH_ID,
    REALNAME_CERT_SERIAL: CERT_SERIAL,
    REALNAME_PRIVATE_KEY: key,
    REALNAME_CATEGORY_ID: '99,904',
  }
}

/** Every call finishes an attempt of its own, with a token of its own, opened and started before. */
async function finishes(port: number): Promise<Target> {
  const target = { port, path: '/api/verify', headers: { 'x-wx-openid': 'openid-bench' } }
  const { version } = await call(target, { action: 'notice' })
  const open = { action: 'open', purpose: '办事', consent: { version } } as const
  const ready: string[] = []
  let tokens = 0

  async function prepareOne() {
    const { id: sessionId } = await call(target, open)
    const start = { action: 'start', sessionId, channel: 'realname' } as const
    const { attemptId } = await call(target, start)
    ready.push(finishBody({ sessionId, attemptId, token: `token-${tokens++}` }))
  }

  return {
    ...target,
    async prepare() {
      const caller = async () => {
        while (ready.length < PREPARED) await prepareOne()
      }
      await Promise.all(Array.from({ length: ABREAST }, caller))
    },
    body: () => ready.pop(),
    isGood: (reply) => reply.startsWith('{"ok":true') && reply.includes('"status":"passed"'),
  }
}

function bareFinishes(port: number): Target {
  return {
    port,
    path: '/',
    headers: {},
    body: (n) => finishBody({ sessionId: 'session', attemptId: 'attempt', token: `token-${n}` }),
    isGood: (reply) => reply.includes('"idNumber":"110000199003071231"'),
  }
}

function finishBody(input: { sessionId: string; attemptId: string; token: string }): string {
  const { sessionId, attemptId, token } = input
  const evidence = { authToken: token, errMsg: 'openRealnameAuth:ok' }
  return JSON.stringify({ action: 'finish', sessionId, attemptId, evidence })
}

type Call<A extends keyof Calls> = { action: A } & Calls[A]['input']

async function call<A extends keyof Calls>(
  target: Pick<Target, 'port' | 'path' | 'headers'>,
  event: Call<A>,
): Promise<Calls[A]['data']> {
  const reply: Reply<Calls[A]['data']> = JSON.parse(
    await post(target, { body: JSON.stringify(event) }),
  )
  if (!reply.ok) throw new Error(`${event.action}: the server answered ${reply.error.code}`)
  return reply.data
}
