import type { GenericSchema } from 'valibot'
import type {
  ChannelId,
  Client,
  Evidence,
  Handoff,
  Mode,
  Platform,
  Subject,
  Terminal,
  Unavailable,
} from '../../typings/contract'
import type { Http } from '../http'
import type { Log } from '../log'
import type { Heard, Outcome } from '../outcome'
import type { Ledger } from '../store/store'
import type { WechatApi } from '../wechat'

export type { Cancelled, Failed, Heard, Identity, Outcome, Pending } from '../outcome'

/** Everything a channel may reach. Handed in, so that a test owns the clock, the dice and the wire. */
export interface ChannelDeps {
  http: Http
  /** `api.weixin.qq.com`, with the access token inside; renews it once on 40001, 40014 and 42001. */
  wechat: WechatApi
  /** Unix seconds. */
  now(): number
  /** Cryptographic. */
  random(size: number): Buffer
  /** Facts that are true once in the life of the deployment. */
  ledger: Ledger
  log: Log
}

/** What the server itself must remember from `start` to the last `pull`. Sealed at rest; plain JSON. */
export interface MemoryOf {
  iauth: Record<string, never>
  realname: Record<string, never>
  face1: { nameMd5: string; idNumberMd5: string; checkAliveType: number }
  face2: { verifyId: string; outSeqNo: string; certHash: string }
  oemface: { flowId: string; mode: Mode; expiresAt: number }
  payface: { deviceId: string }
}
export type Memory<C extends ChannelId = ChannelId> = MemoryOf[C]

export interface StartRequest {
  /** The caller's openid or terminal id, in plain. */
  owner: string
  attemptId: string
  /** Normalised and well-formed; there whenever `traits.needsSubject`. */
  subject?: Subject
  mode?: Mode
  client?: Client
  terminal?: Terminal
}

export interface ChannelStarted<C extends ChannelId> {
  handoff: Handoff
  memory: MemoryOf[C]
}

/** What the server holds of an attempt when it asks upstream: its own notes, and the client's hints. */
export interface Held<C extends ChannelId> {
  owner: string
  startedAt: number
  /** When upstream was asked first about this attempt: now, or earlier when it could not be heard. */
  askedAt: number
  subject?: Subject
  memory: MemoryOf[C]
  evidence: Evidence<C>
}

/** A push from upstream, not yet authentic. */
export interface Notification {
  headers: Readonly<Record<string, string | undefined>>
  query: Readonly<Record<string, string | undefined>>
  body: Buffer
}

/** What is true of a channel whatever its configuration. */
export interface Traits {
  handoff: Handoff['kind']
  needsSubject: boolean
  /** Films the person's face, so that consent and the notice must say so. */
  face: boolean
  modes?: readonly Mode[]
  /** Least versions by platform. A platform that is not listed is not able at all. */
  minimum: Readonly<Partial<Record<Platform, { wechatVersion?: string; sdkVersion?: string }>>>
  /** Takes second-generation mainland cards only. */
  mainlandOnly: boolean
  /** Most upstream exchanges that one `pull` makes, for the length of its lease. */
  exchanges: number
  /**
   * Upstream can be asked without evidence, and knows the answer for so long after the start. Seconds.
   * The sweep does, before a forgotten attempt is lost.
   */
  pollsForS?: number
  /** Why somebody who has not configured it may be unable to, and since when. */
  unconfigured?: { reason: Unavailable; since: string }
}

/**
 * One way to verify a person. A plain object from a factory; shared behaviour is a function that is
 * called, not a class that is extended.
 */
export interface Channel<C extends ChannelId> {
  readonly id: C
  /** The shape of the evidence. Unknown keys are dropped; a wrong type is INVALID_INPUT. */
  readonly evidence: GenericSchema<unknown, Evidence<C>>
  /** Gets what the client needs to leave. Not idempotent: each call is a new upstream flow. */
  start(request: StartRequest): Promise<ChannelStarted<C>>
  /** Reads what the client came back with. No upstream call, no side effect. */
  finish(evidence: Evidence<C>): Heard
  /**
   * Asks upstream. Repeatable while `pending`; a thrown UPSTREAM_UNAVAILABLE is `pending` too,
   * because it means that nobody knows yet.
   */
  pull(held: Held<C>): Promise<Outcome>
  /** Reads a notification: not authentic, only a reason to `pull`, or the verdict itself. */
  notified?(notification: Notification): 'ignore' | 'pull' | Outcome
}

/** A channel whose variables are absent is not there. */
export type Channels = { readonly [C in ChannelId]?: Channel<C> }
