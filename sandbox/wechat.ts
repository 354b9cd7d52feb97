import { createPublicKey } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from './clock'
import { createMovableClock } from './clock'
import { createControl } from './control'
import type { Face1Channel } from './face1'
import { createFace1 } from './face1'
import type { Face2Channel } from './face2'
import { createFace2 } from './face2'
import { BodyTooLarge, createLoopbackServer, pathOf, send } from './http'
import { createLog } from './log'
import type { RealnameChannel } from './realname'
import { createRealname } from './realname'
import { createAccountDesk } from './wechat-account'
import { createApi } from './wechat-api'
import type { ApiOutcome } from './wechat-outcomes'
import { API_OUTCOMES } from './wechat-outcomes'
import { createPhone } from './wechat-phone'
import { createTokens } from './wechat-token'

/** A category of the mini-program, as `get_category` lists it. */
export interface Category {
  first_class: string
  second_class: string
  first_id: number
  second_id: number
}

/** What WeChat would have issued to an operator, and what a test may want to set. */
export interface WechatSandboxOptions {
  appId: string
  appSecret: string
  /** Default: the time of this machine. */
  clock?: Clock
  /** The merchant that is bound to the mini-program; absent: `realname` refuses everybody. */
  merchant?: {
    mchId: string
    /** 40 hexadecimal characters, upper case. */
    certSerial: string
    publicKeyPem: string
  }
  /** The IP whitelist; absent: there is none. */
  ipAllowed?: readonly string[]
  /** Default: 政务民生 / 政务, 99 and 904. */
  categories?: readonly Category[]
  /** Delay of a late answer. Milliseconds; default 3000. */
  lateMs?: number
}

/** The part of the sandbox that a test of one channel works with. */
export interface ChannelSandbox<V> {
  /** @throws {RangeError} No outcome has this id. */
  force(outcomeId: string): void
  /** How many calls of this channel's APIs arrived, refused ones included. May be set. */
  calls: number
  /** Plays what the person sees and does; see the channel. */
  visit: V
}

/**
 * A strict stand-in for `api.weixin.qq.com`, for WeChat Pay's real-name sheet and for WeChat's face
 * pages. It shares no code with the product.
 */
export interface WechatSandbox {
  /** @returns The origin, such as `http://127.0.0.1:4711`. */
  listen(port?: number): Promise<string>
  close(): Promise<void>
  /** One request, its path as the sandbox knows it: a front door has taken its prefix away. */
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Token fetches so far, refused ones included. May be set. */
  tokenFetches: number
  /** Voids the token that is out, as another system that forces a new one does. */
  voidToken(): void
  /** Moves the sandbox's own clock. */
  advance(seconds: number): void
  /** While true every connection is dropped without an answer. */
  down: boolean
  /** A `js_code` of `wx.login` of this openid. */
  codeFor(openid: string): string
  /**
   * What befalls tokens and calls whatever the channel.
   *
   * @throws {RangeError} No outcome has this id.
   */
  force(outcomeId: string): void
  realname: ChannelSandbox<RealnameChannel['visit']>
  face1: ChannelSandbox<Face1Channel['visit']> & Pick<Face1Channel, 'support'>
  face2: ChannelSandbox<Face2Channel['visit']>
}

const TITLE = '微信服务端接口与接口凭证（wechat）'
const DEFAULT_LATE_MS = 3000
const TOKEN_LENGTH = 157
const LONG_TOKEN_LENGTH = 512

const CATEGORIES: readonly Category[] = [
  { first_class: '政务民生', second_class: '政务', first_id: 99, second_id: 904 },
]

/** A sandbox of its own: no state is shared between two of them. */
export function createWechatSandbox(options: WechatSandboxOptions): WechatSandbox {
  const { appId, merchant, categories = CATEGORIES, lateMs = DEFAULT_LATE_MS } = options
  const clock = createMovableClock(options.clock)
  const log = createLog(clock)
  const control = createControl<ApiOutcome>({
    id: 'wechat',
    title: TITLE,
    outcomes: API_OUTCOMES,
    log,
  })
  const isLong = () => control.current.token === 'long'
  const tokens = createTokens(clock, () => (isLong() ? LONG_TOKEN_LENGTH : TOKEN_LENGTH))
  const desk = createAccountDesk(options, tokens, clock)

  const shared = { appId, clock, lateMs, voidToken: tokens.void }
  const realname = createRealname({
    ...shared,
    merchant: merchant && { ...merchant, publicKey: createPublicKey(merchant.publicKeyPem) },
    categories: categories.map(({ first_id, second_id }) => [first_id, second_id]),
  })
  const face1 = createFace1(shared)
  const face2 = createFace2(shared)
  const channels = { realname, face1, face2 }
  const phone = createPhone(channels)
  const categoryList = { errcode: 0, errmsg: 'ok', category_list: categories }
  const api = createApi({
    control,
    desk,
    tokens,
    log,
    channels: Object.values(channels),
    routes: {
      '/wxa/get_category': { method: 'GET', handle: (call) => call.answer(categoryList) },
    },
    ipAllowed: options.ipAllowed,
    lateMs,
    fetched: () => {
      sandbox.tokenFetches += 1
    },
  })

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await phone(request, response)) return
    if (await control.handle(request, response)) return
    await api(request, response)
  }

  const server = createLoopbackServer((request, response) => sandbox.handle(request, response))
  const sandbox: WechatSandbox = {
    listen: server.listen,
    close: server.close,
    handle: (request, response) => {
      const isSteering = pathOf(request).includes('/__')
      if (sandbox.down && !isSteering) request.socket.destroy()
      else route(request, response).catch((error: unknown) => sendFailure(response, error))
    },
    tokenFetches: 0,
    voidToken: tokens.void,
    advance: clock.advance,
    down: false,
    codeFor: desk.codeFor,
    force: control.force,
    realname: sandboxOf(realname),
    face1: Object.assign(sandboxOf(face1), { support: face1.support }),
    face2: sandboxOf(face2),
  }
  return sandbox
}

function sandboxOf<V>(channel: {
  control: { force(id: string): void }
  calls: number
  visit: V
}): ChannelSandbox<V> {
  return {
    force: channel.control.force,
    visit: channel.visit,
    get calls() {
      return channel.calls
    },
    set calls(count) {
      channel.calls = count
    },
  }
}

/** A body that is too large, a connection that broke, or a mistake of the sandbox itself. */
function sendFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const status = error instanceof BodyTooLarge ? 413 : 500
  send(response, { status, headers: { connection: 'close' }, type: 'text/plain', body: 'failed' })
}
