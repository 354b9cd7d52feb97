import { createHash } from 'node:crypto'
import { readConfig } from '../../core/config'
import type { LogFields } from '../../core/log'
import type { Caller, Product } from '../../core/product'
import { createProduct } from '../../core/product'
import type { Store } from '../../core/store/store'
import type {
  Action,
  Calls,
  ErrorCode,
  Failure,
  RecordsCalls,
  Reply,
  Retry,
  Session,
} from '../../typings/contract'
import { createMemoryStore } from './memory-store'

/** 2026-11-20 12:00 in China. */
export const NOON = 1_795_147_200

/** A clock that stands still until it is moved. */
export interface StandingClock {
  now(): number
  advance(seconds: number): void
}

export function createStandingClock(start = NOON): StandingClock {
  let time = start
  return {
    now: () => time,
    advance(seconds) {
      time += seconds
    },
  }
}

/** Dice that always fall the same way: SHA-256 of a counter. */
export function createDice(seed = 'shiming'): (size: number) => Buffer {
  let n = 0
  return (size) => {
    const parts: Buffer[] = []
    for (let have = 0; have < size; have += 32) {
      n += 1
      parts.push(createHash('sha256').update(`${seed} ${n}`).digest())
    }
    return Buffer.concat(parts).subarray(0, size)
  }
}

/** A refused call, as an error. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly retry: Retry
  readonly trace: string

  constructor({ code, retry, trace }: Failure) {
    super(code)
    this.code = code
    this.retry = retry
    this.trace = trace
  }
}

export interface HouseOptions {
  /** Environment variables beside sandbox mode. */
  variables?: Record<string, string>
  clock?: StandingClock
  store?: Store & { dump?(): string }
  seed?: string
  alone?: boolean
  fetch?: typeof fetch
}

export interface House {
  product: Product
  store: Store & { dump?(): string }
  clock: StandingClock
  /** Every line of the log, as text. */
  lines: string[]
  /** One call of a person; a refusal is thrown. */
  call<A extends Action>(
    owner: string,
    action: A,
    input: Calls[A]['input'],
  ): Promise<Calls[A]['data']>
  /** The same as it stands in the reply. */
  reply(caller: Caller | undefined, event: unknown): Promise<Reply<unknown>>
  records<A extends keyof RecordsCalls>(
    action: A,
    input: RecordsCalls[A]['input'],
  ): Promise<RecordsCalls[A]['data']>
  /** Opens a session with the consent that is asked for. */
  open(owner: string, purpose?: string): Promise<Session>
}

/** The whole product in one process, with a store in memory and a clock that stands still. */
export function openHouse(options: HouseOptions = {}): House {
  const clock = options.clock ?? createStandingClock()
  const store = options.store ?? createMemoryStore()
  const lines: string[] = []
  const log = (event: string, fields: LogFields) => {
    lines.push(JSON.stringify({ event, ...fields }))
  }
  const config = readConfig({ SHIMING_MODE: 'sandbox', ...options.variables }, () => '')
  const product = createProduct(config, {
    store,
    now: clock.now,
    elapsedMs: () => 0,
    random: createDice(options.seed),
    log,
    alone: options.alone ?? true,
    ...(options.fetch && { fetch: options.fetch }),
  })

  async function call<A extends Action>(owner: string, action: A, input: Calls[A]['input']) {
    const caller: Caller = { kind: 'person', owner }
    return unwrap(await product.verify(caller, { action, ...input })) as Calls[A]['data']
  }

  return {
    product,
    store,
    clock,
    lines,
    call,
    reply: (caller, event) => product.verify(caller, event),
    async records(action, input) {
      return unwrap(await product.records({ action, ...input })) as never
    },
    async open(owner, purpose = '办理社保卡') {
      const { version } = await call(owner, 'notice', {})
      return call(owner, 'open', { purpose, consent: { version } })
    },
  }
}

function unwrap(reply: Reply<unknown>): unknown {
  if (reply.ok) return reply.data
  throw new Refusal(reply.error)
}

/** `open pending`: a session's status and its newest attempt's. */
export function statusOf({ status, attempts }: Session): string {
  return [status, attempts.at(-1)?.status].filter(Boolean).join(' ')
}

/** The code with which a call is refused; fails when it is not. */
export async function refusalOf(call: Promise<unknown>): Promise<ErrorCode> {
  const refused = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (refused instanceof Refusal) return refused.code
  throw refused ?? new Error('the call was not refused')
}
