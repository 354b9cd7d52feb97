import { timingSafeEqual } from 'node:crypto'
import type { ChannelId, Reply } from '../typings/contract'
import { createAudit } from './audit'
import type { AnswerDeps } from './calls/answer'
import { createLogins } from './calls/login'
import { createRecords } from './calls/records'
import { createVerify } from './calls/verify'
import { CHANNEL_IDS, createChannels } from './channels/index'
import type { Config } from './config'
import { VerificationError } from './errors'
import { createHttp } from './http'
import { createLimits } from './limits'
import type { Log } from './log'
import { createNotice } from './notice'
import { createChange } from './session/change'
import { createSessionIds } from './session/session-id'
import type { Store } from './store/store'
import { createVault, deriveKey } from './vault'
import type { Caller } from './verification/deps'
import { sweepDue } from './verification/sweep'
import type { WechatApi } from './wechat'
import { createWechat } from './wechat'

export type { Caller } from './verification/deps'

/** The whole product, free of any host. */
export interface Product {
  /** The calls of `verify`. Without a caller only `login` is answered. */
  verify(caller: Caller | undefined, event: unknown): Promise<Reply<unknown>>
  /** The calls of `records`. The host has checked the key. */
  records(event: unknown): Promise<Reply<unknown>>
  /** The person behind a bearer token; `undefined` when it is not ours, altered or expired. */
  callerOfToken(token: string): Caller | undefined
  /** Is this the operator's key? In constant time; never, when none is configured. */
  isOperator(key: string): boolean
  /** One round trip to the store. */
  ping(): Promise<void>
  /**
   * Expires, forgets and asks again what is due; returns how many sessions changed. Begins with no
   * further session once `isOver` says so.
   */
  sweep(isOver?: () => boolean): Promise<number>
}

export interface ProductDeps {
  store: Store
  /** Unix seconds. */
  now(): number
  /** A clock that only goes forward, for durations in the log. */
  elapsedMs(): number
  /** Cryptographic. */
  random(size: number): Buffer
  log: Log
  /** No other process shares this store: the leases of an earlier one died with it. */
  alone: boolean
  fetch?: typeof fetch
  /** Default: a timer. */
  wait?(ms: number): Promise<void>
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

export function createProduct(config: Config, deps: ProductDeps): Product {
  const { store, now, random, log } = deps
  const vault = createVault(config.vault, random)
  const audit = createAudit(config.vault.index)
  const http = createHttp({
    timeoutMs: config.upstreamTimeoutMs,
    log,
    ...(deps.fetch && { fetch: deps.fetch }),
  })
  const wechat = config.wechat
    ? createWechat(config.wechat, {
        http,
        slips: store,
        vault,
        now,
        wait: deps.wait ?? pause,
        timeoutMs: config.upstreamTimeoutMs,
        log,
      })
    : NO_WECHAT
  const channels = createChannels(config.channels, {
    http,
    wechat,
    now,
    random,
    ledger: store,
    log,
  })
  const enabled = CHANNEL_IDS.filter((id) => channels[id])
  const notice = createNotice(enabled, config.retentionS, config.notice)
  const recipients = new Map<ChannelId, string>(
    notice.recipients.map(({ channel, name }) => [channel, name]),
  )
  const change = createChange({
    store,
    audit,
    now,
    recipientOf: (channel) => recipients.get(channel) ?? channel,
  })
  const answering: AnswerDeps = { log, random, elapsedMs: deps.elapsedMs }
  const verification = {
    rules: config,
    store,
    vault,
    audit,
    limits: createLimits(config.limits, store, now),
    channels,
    notice,
    change,
    now,
    random,
    newSessionId: createSessionIds(random),
    log,
    processId: random(9).toString('base64url'),
    alone: deps.alone,
  }
  const loginKey = { id: 'login', key: deriveKey(config.vault.index, 'login') }
  const loginVault = createVault({ ...config.vault, sealing: [loginKey] }, random)
  const logins = createLogins(wechat, loginVault, now)
  const verify = createVerify({
    ...verification,
    ...answering,
    ...(config.wechat && { login: logins.login }),
    ...(config.purposes && { purposes: config.purposes }),
  })

  return {
    verify,
    records: createRecords({ ...verification, ...answering }),
    callerOfToken: logins.callerOf,
    isOperator: (key) => sameKey(key, config.recordsApiKey),
    ping: () => store.ping(),
    sweep: (isOver) => sweepDue(verification, isOver),
  }
}

/** Stands in where WECHAT_* is not configured; nothing that is configured comes to it. */
const NO_WECHAT: WechatApi = { post: noWechat, get: noWechat, login: noWechat }

async function noWechat(): Promise<never> {
  throw new VerificationError('CHANNEL_UNAVAILABLE', 'WECHAT_APP_ID is not configured')
}

function sameKey(given: string, wanted: string | undefined): boolean {
  if (wanted === undefined) return false
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}
