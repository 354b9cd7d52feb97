import { Agent, request } from 'node:http'
import { median } from './measure'

export interface Target {
  port: number
  path: string
  headers: Record<string, string>
  /** The body of the nth call of a round; `undefined` ends the round early. */
  body(n: number): string | undefined
  /** Done before each round, outside the time that is measured. */
  prepare?(): Promise<void>
  /** Whether a reply is what the call is for; a refusal can be very fast. */
  isGood?(reply: string): boolean
}

const CALLERS = 8
const WARM_UP_MS = 500
const MEASURE_MS = 800
const ROUNDS = 5

/** Calls per second of several servers under the same load, taken in turns; the median of the rounds. */
export async function loadInTurns(targets: readonly Target[]): Promise<number[]> {
  const rounds: number[][] = targets.map(() => [])
  for (const target of targets) await load(target, WARM_UP_MS)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [n, target] of targets.entries()) rounds[n]?.push(await load(target, MEASURE_MS))
  }
  return rounds.map(median)
}

/** A fixed number of callers over kept connections, each with one call at a time. */
async function load(target: Target, ms: number): Promise<number> {
  await target.prepare?.()
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS })
  const started = performance.now()
  const deadline = started + ms
  let calls = 0
  const caller = async () => {
    while (performance.now() < deadline) {
      const body = target.body(calls)
      if (body === undefined) return
      calls++
      const reply = await post(target, { agent, body })
      if (target.isGood?.(reply) === false) throw new Error(`${target.path}: not what it is for`)
    }
  }
  try {
    await Promise.all(Array.from({ length: CALLERS }, caller))
  } finally {
    agent.destroy()
  }
  return (calls / (performance.now() - started)) * 1000
}

/** One call. @throws {Error} The answer is not 200. */
export function post(
  { port, path, headers }: Pick<Target, 'port' | 'path' | 'headers'>,
  { agent, body }: { agent?: Agent; body: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const call = request(
      { host: '127.0.0.1', port, path, method: 'POST', agent, headers: { ...headers, ...length } },
      (reply) => {
        const chunks: Buffer[] = []
        reply.on('data', (chunk) => chunks.push(chunk))
        reply.on('error', reject)
        reply.on('end', () => {
          if (reply.statusCode === 200) resolve(Buffer.concat(chunks).toString())
          else reject(new Error(`${path}: status ${reply.statusCode}`))
        })
      },
    )
    call.on('error', reject).end(body)
  })
}
