import * as v from 'valibot'
import { createAudit } from '../../core/audit'
import { createRecords } from '../../core/calls/records'
import { createVerify } from '../../core/calls/verify'
import type { Channel, Channels, Held, Outcome } from '../../core/channels/channel'
import { createLimits } from '../../core/limits'
import type { LogFields } from '../../core/log'
import { createNotice } from '../../core/notice'
import type { Heard } from '../../core/outcome'
import { createChange } from '../../core/session/change'
import { createSessionIds } from '../../core/session/session-id'
import type { Store } from '../../core/store/store'
import { createVault } from '../../core/vault'
import type { Caller } from '../../core/verification/deps'
import { sweepDue } from '../../core/verification/sweep'
import type { Action, Calls, ChannelId, RecordsCalls, Reply, Session } from '../../typings/contract'
import { createDice, createStandingClock, Refusal } from '../support/house'
import { createMemoryStore } from '../support/memory-store'

const CHANNELS: ChannelId[] = ['face2', 'realname', 'iauth', 'oemface', 'payface']
const INDEX_KEY = Buffer.alloc(32, 9)

export const PERSON = { name: '欧阳·古丽', idNumber: '110000199003071231' }
export const OTHER = { name: '欧阳·古丽', idNumber: '440000198506220480' }
export const IDENTITY = { ...PERSON, credentialType: 'IDENTITY_CARD' }

export interface ScriptOptions {
  store?: Store & { dump?(): string }
  clock?: ReturnType<typeof createStandingClock>
  seed?: string
  alone?: boolean
  rules?: { sessionTtlS?: number; maxAttempts?: number; retentionS?: number }
  limits?: { openPerOwnerPerHour?: number; startPerSubjectPerDay?: number }
  channels?: ChannelId[]
  purposes?: string[]
  /** Key that seals; another one cannot open what it sealed. */
  sealingKey?: { id: string; key: Buffer }
}

export type ScriptedHouse = ReturnType<typeof openScriptedHouse>

/**
 * The calls over channels that do as they are told: no wire, no signature. Evidence is `{ token }`,
 * which makes it ask; `{ errCode }`, `cancel` or a retry that it fails with; or nothing.
 */
export function openScriptedHouse(options: ScriptOptions = {}) {
  const clock = options.clock ?? createStandingClock()
  const store = options.store ?? createMemoryStore()
  const random = createDice(options.seed)
  const lines: string[] = []
  const log = (event: string, fields: LogFields) => {
    lines.push(JSON.stringify({ event, ...fields }))
  }
  const sealing = options.sealingKey ?? { id: 'key', key: Buffer.alloc(32, 8) }
  const vault = createVault({ sealing: [sealing], index: INDEX_KEY }, random)
  const audit = createAudit(INDEX_KEY)
  const enabled = options.channels ?? CHANNELS
  const script = {
    /** What upstream says; may be replaced at any time. */
    pull: async (_: Held<'iauth'>): Promise<Outcome> => ({ status: 'passed', identity: IDENTITY }),
    /** Runs inside `start`, before its handoff is there. */
    start: async (): Promise<void> => {},
    pulls: [] as Held<'iauth'>[],
    starts: 0,
  }
  const rules = { sessionTtlS: 1800, maxAttempts: 5, retentionS: 1000, ...options.rules }
  const deps = {
    rules: { ...rules, upstreamTimeoutMs: 8000 },
    store,
    vault,
    audit,
    limits: createLimits(
      { openPerOwnerPerHour: 20, startPerSubjectPerDay: 10, ...options.limits },
      store,
      clock.now,
    ),
    channels: Object.fromEntries(enabled.map((id) => [id, scripted(id, script)])) as Channels,
    notice: createNotice(enabled, rules.retentionS),
    change: createChange({ store, audit, now: clock.now, recipientOf: (channel) => channel }),
    now: clock.now,
    random,
    newSessionId: createSessionIds(random),
    log,
    processId: options.seed ?? 'process',
    alone: options.alone ?? false,
    elapsedMs: () => 0,
  }
  const verify = createVerify({ ...deps, ...(options.purposes && { purposes: options.purposes }) })
  const answerRecords = createRecords(deps)

  async function call<A extends Action>(owner: string, action: A, input: Calls[A]['input']) {
    const caller: Caller = { kind: 'person', owner }
    return unwrap(await verify(caller, { ...input, action })) as Calls[A]['data']
  }

  return {
    ...{ clock, store, lines, script, vault, notice: deps.notice, call },
    /** As it stands in the reply. */
    reply: (event: unknown, caller: Caller | undefined = { kind: 'person', owner: 'openid-1' }) =>
      verify(caller, event),
    records: async <A extends keyof RecordsCalls>(action: A, input: RecordsCalls[A]['input']) =>
      unwrap(await answerRecords({ ...input, action })) as RecordsCalls[A]['data'],
    recordsReply: (event: unknown) => answerRecords(event),
    sweep: (isOver?: () => boolean) => sweepDue(deps, isOver),
    open: (owner = 'openid-1', key?: string): Promise<Session> =>
      call(owner, 'open', {
        purpose: '办理社保卡',
        consent: { version: deps.notice.version },
        ...(key !== undefined && { key }),
      }),
    start: (sessionId: string, input: Partial<Calls['start']['input']> = {}, owner = 'openid-1') =>
      call(owner, 'start', { sessionId, channel: 'iauth', ...input }),
    finish: (sessionId: string, attemptId: string, evidence: object, owner = 'openid-1') =>
      call(owner, 'finish', { sessionId, attemptId, evidence }),
  }
}

interface Script {
  pull(held: Held<'iauth'>): Promise<Outcome>
  start(): Promise<void>
  pulls: Held<'iauth'>[]
  starts: number
}

const EVIDENCE = v.object({
  token: v.optional(v.pipe(v.string(), v.maxLength(64))),
  errCode: v.optional(v.picklist(['cancel', 'retry', 'switch', 'final'])),
})

function scripted(id: ChannelId, script: Script): Channel<ChannelId> {
  return {
    id,
    evidence: EVIDENCE,
    async start() {
      script.starts += 1
      await script.start()
      return { handoff: { kind: 'webView', url: 'https://upstream.test/' }, memory: {} }
    },
    finish: (evidence) => hear(evidence as v.InferOutput<typeof EVIDENCE>),
    pull: (held) => {
      script.pulls.push(held as Held<'iauth'>)
      return script.pull(held as Held<'iauth'>)
    },
  } as Channel<ChannelId>
}

function hear({ token, errCode }: v.InferOutput<typeof EVIDENCE>): Heard {
  if (token !== undefined) return { status: 'ask', ticket: token }
  if (errCode === undefined || errCode === 'cancel') return { status: 'cancelled' }
  return { status: 'failed', code: 'LIVENESS_FAILED', retry: errCode }
}

function unwrap(reply: Reply<unknown>): unknown {
  if (reply.ok) return reply.data
  throw new Refusal(reply.error)
}
