import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WechatSandbox } from '../../sandbox/wechat'
import { createWechatSandbox } from '../../sandbox/wechat'
import type { Calls, ChannelId, Handoff, Session, Subject } from '../../typings/contract'
import type { House, HouseOptions } from './house'
import { createStandingClock, openHouse } from './house'
import { createMemoryStore } from './memory-store'

const APP_ID = 'wx00000000shiming0'
const APP_SECRET = '00112233445566778899aabbccddeeff'
const MERCHANT = { mchId: '1900006511', certSerial: '6F5F155057246245F7ED658A39288ACDBA11FFE3' }
const PRIVATE_KEY = readKey('realname-merchant')

export type WechatChannelId = Extract<ChannelId, 'realname' | 'face1' | 'face2'>

export interface WechatHouse extends House {
  wechat: WechatSandbox
  endpoint: string
  /** Opens, or goes on with a session, and starts over a channel. */
  leave(owner: string, input: Leaving): Promise<Left>
  /** Comes back with what the client has. */
  finish(owner: string, left: Left, evidence: object | undefined): Promise<Session>
  /** Another process of the same deployment: the same store, clock and upstream. */
  sibling(options?: HouseOptions): House
  close(): Promise<void>
}

export interface Leaving {
  channel: WechatChannelId
  subject?: Subject
  sessionId?: string
}

export interface Left {
  sessionId: string
  attemptId: string
  handoff: Handoff
}

/** The product with the strict stand-in of WeChat behind it, over real HTTP. Both share one clock. */
export async function openWechatHouse(options: HouseOptions = {}): Promise<WechatHouse> {
  const clock = options.clock ?? createStandingClock()
  const store = options.store ?? createMemoryStore()
  const publicKeyPem = createPublicKey(PRIVATE_KEY).export({ type: 'spki', format: 'pem' })
  const wechat = createWechatSandbox({
    appId: APP_ID,
    appSecret: APP_SECRET,
    clock,
    merchant: { ...MERCHANT, publicKeyPem: String(publicKeyPem) },
  })
  const endpoint = await wechat.listen()
  const variables = { ...wechatVariables(endpoint), ...options.variables }
  const patiently = makePatient(wechat)
  const shared = { clock, store, variables, fetch: patiently(options.fetch) }
  const house = openHouse({ ...options, ...shared })
  return {
    ...house,
    wechat,
    endpoint,
    async leave(owner, { channel, subject, sessionId }) {
      const session = sessionId === undefined ? await house.open(owner) : { id: sessionId }
      const input: Calls['start']['input'] = { sessionId: session.id, channel }
      const started = await house.call(owner, 'start', { ...input, ...(subject && { subject }) })
      return {
        sessionId: session.id,
        attemptId: started.attemptId,
        handoff: started.handoff,
      }
    },
    finish: (owner, { sessionId, attemptId }, evidence) =>
      house.call(owner, 'finish', { sessionId, attemptId, evidence: evidence ?? {} }),
    sibling: (more) => {
      const own = more?.fetch && { fetch: patiently(more.fetch) }
      return openHouse({ seed: 'sibling', alone: false, ...shared, ...more, ...own })
    },
    close: () => wechat.close(),
  }
}

/** Outcomes that bring no answer in time. */
const STALLS = /^(start-)?(hang|hang-once|late|lost|trickle)$/

/**
 * Takes the product's time limit away but where upstream stalls, so that a busy machine cannot decide
 * a test. The limit itself stays short, and a test that waits for it short too.
 */
function makePatient(wechat: WechatSandbox): (send?: typeof fetch) => typeof fetch {
  const forced = new Map<object, string>()
  for (const part of [wechat, wechat.realname, wechat.face1, wechat.face2]) {
    const { force } = part
    part.force = (id) => {
      force(id)
      forced.set(part, id)
    }
  }
  const isStalling = () => [...forced.values()].some((id) => STALLS.test(id))
  return (send = fetch) =>
    (url, init) =>
      send(url, isStalling() ? init : { ...init, signal: null })
}

/** Every channel that goes through `api.weixin.qq.com`, switched on. */
export function wechatVariables(endpoint: string): Record<string, string> {
  return {
    WECHAT_ENDPOINT: endpoint,
    WECHAT_APP_ID: APP_ID,
    WECHAT_APP_SECRET: APP_SECRET,
    REALNAME_MCH_ID: MERCHANT.mchId,
    REALNAME_CERT_SERIAL: MERCHANT.certSerial,
    REALNAME_PRIVATE_KEY: PRIVATE_KEY,
    REALNAME_CATEGORY_ID: '99,904',
    FACE1: 'on',
    FACE2: 'on',
  }
}

/** @param name Of a key in `test/vectors/keys`, without its ending. */
export function readKey(name: string): string {
  return readFileSync(join(__dirname, `../vectors/keys/${name}.test-key.pem`), 'utf8')
}

/** The handoff of a kind; fails when it is of another. */
export function handoffOf<K extends Handoff['kind']>(
  { handoff }: Left,
  kind: K,
): Extract<Handoff, { kind: K }> {
  if (handoff.kind === kind) return handoff as Extract<Handoff, { kind: K }>
  throw new Error(`unexpected handoff ${handoff.kind}`)
}

export interface FaceCallback {
  errMsg: string
  errCode?: number
  errno?: number
  verifyResult?: string
}

/** What a client makes of the callback of a face page; nothing where it never comes. */
export function faceEvidence(callback: FaceCallback | undefined): object | undefined {
  if (!callback) return undefined
  const { errMsg, errCode, errno, verifyResult } = callback
  const guess = errno === undefined ? '-1' : `errno ${errno}`
  return { ...(verifyResult && { verifyResult }), errCode: String(errCode ?? guess), errMsg }
}
