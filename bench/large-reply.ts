import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { createIauth } from '../core/channels/iauth/index'
import { createHttp } from '../core/http'
import { inChild } from './child'
import { AES_KEY, makeReply, OWNER, openBare, openCryptoJs } from './iauth'
import { median } from './measure'
import type { Row } from './row'

const SIZE = 20 * 1024 * 1024
/** Leaves room for base64 of base64: what goes over the wire has `SIZE` bytes. */
const PICTURES = Math.floor((SIZE * 3) / 4)
const ROUNDS = 5

/** What one process measured of one reply. */
interface Measured {
  ms: number
  /** Bytes that the process had at most beyond what it had before. */
  peak: number
}

/** Time and memory of one 20 MiB reply, transfer included, each time in a fresh process. */
export async function measureLargeReply(): Promise<Row[]> {
  const body = makeReply(PICTURES)
  const server = createServer((request, reply) => {
    request.resume().on('end', () => {
      reply.setHeader('content-type', 'application/json').end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  try {
    const measure = (way: string) => inChild<Measured>('large-reply', way, String(port))
    const ours: Measured[] = []
    const bare: Measured[] = []
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await measure('ours'))
      bare.push(await measure('bare'))
    }
    return rowsOf({ ours, bare, cryptoJs: [await measure('crypto-js')], size: body.length })
  } finally {
    server.close()
  }
}

interface Samples {
  ours: Measured[]
  bare: Measured[]
  cryptoJs: Measured[]
  /** Bytes on the wire. */
  size: number
}

function rowsOf({ ours, bare, cryptoJs, size }: Samples): Row[] {
  const ms = (samples: Measured[]) => median(samples.map((sample) => sample.ms))
  const mib = (samples: Measured[]) => median(samples.map((sample) => sample.peak)) / 2 ** 20
  const time = { what: 'iauth reply of 20 MiB', ours: ms(ours), unit: 'ms' }
  const memory = { what: 'memory for it, peak', ours: mib(ours), unit: 'MiB' }
  return [
    { ...time, against: 'fetch and node:crypto', theirs: ms(bare), goal: '≤ 1.3' },
    { ...time, against: 'fetch and crypto-js', theirs: ms(cryptoJs) },
    { ...memory, against: 'its size', theirs: size / 2 ** 20, goal: '≤ 5' },
    { ...memory, against: 'fetch and node:crypto', theirs: mib(bare) },
    { ...memory, against: 'fetch and crypto-js', theirs: mib(cryptoJs) },
  ]
}

/** In the child: fetches one reply and opens it, in one of the ways. */
export async function openLargeReply(way: string, port: string): Promise<Measured> {
  const open = WAYS[way]
  if (!open) throw new Error(`no such way: ${way}`)
  const before = process.memoryUsage().rss
  const started = performance.now()
  await open(`http://127.0.0.1:${port}`)
  const ms = performance.now() - started
  // The peak as the system knows it; in KiB.
  const peak = process.resourceUsage().maxRSS * 1024 - before
  return { ms, peak: Math.max(0, peak) }
}

const WAYS: Readonly<Record<string, (endpoint: string) => Promise<void>>> = {
  ours: pullOurs,
  bare: async (endpoint) => expectName(openBare(await fetchBody(endpoint)).name),
  'crypto-js': async (endpoint) => expectName(openCryptoJs(await fetchBody(endpoint)).name),
}

async function fetchBody(endpoint: string): Promise<Buffer> {
  const reply = await fetch(endpoint, { method: 'POST', body: '{}' })
  return Buffer.from(await reply.arrayBuffer())
}

/** The channel as the product wires it, but for what a pull does not use. */
async function pullOurs(endpoint: string) {
  const log = () => {}
  const unused = () => Promise.reject(new Error('a pull does not use this'))
  const channel = createIauth(
    {
      endpoint,
      appId: '4000',
      secretKey: AES_KEY,
      aesKey: AES_KEY,
      signTtlS: 600,
      entryApi: 'appauth',
      cryptType: 3,
      infoType: 0,
      miniProgram: { appId: 'wx0000000000000000', path: 'index', envVersion: 'release' },
    },
    {
      http: createHttp({ timeoutMs: 60_000, log }),
      wechat: { post: unused, get: unused, login: unused },
      now: () => Math.floor(Date.now() / 1000),
      random: randomBytes,
      ledger: { claim: unused, holder: unused },
      log,
    },
  )
  const startedAt = Math.floor(Date.now() / 1000)
  const outcome = await channel.pull({
    owner: OWNER,
    startedAt,
    askedAt: startedAt,
    memory: {},
    evidence: { token: '{00000000-0000-0000-0000-000000000000}' },
  })
  expectName(outcome.status === 'passed' ? outcome.identity?.name : undefined)
}

function expectName(name: string | undefined) {
  if (name !== '张三') throw new Error('the reply did not open')
}
