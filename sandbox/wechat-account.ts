import { randomBytes } from 'node:crypto'
import type { Clock } from './clock'
import type { ApiRefusal } from './wechat-call'
import { isMissing } from './wechat-call'
import type { TokenAnswer, Tokens } from './wechat-token'

/** The mini-program as WeChat knows it. */
export interface Account {
  appId: string
  appSecret: string
}

/** A code of `wx.login` lives this long. Seconds. */
const CODE_LIFE_S = 300

type Fields = Readonly<Record<string, unknown>>

/** What the AppSecret opens: tokens, and the openids behind login codes. */
export interface AccountDesk {
  /** `POST /cgi-bin/stable_token`. */
  stableToken(body: Fields): TokenAnswer | ApiRefusal
  /** `GET /cgi-bin/token`. */
  classicToken(query: Fields): TokenAnswer | ApiRefusal
  /** `GET /sns/jscode2session`. */
  login(query: Fields): { openid: string; session_key: string } | ApiRefusal
  /** A code of `wx.login` of this person. */
  codeFor(openid: string): string
}

/** The desk of one account. */
export function createAccountDesk(account: Account, tokens: Tokens, clock: Clock): AccountDesk {
  const codes = new Map<string, { openid: string; madeAt: number; used: boolean }>()

  function redeem(code: unknown): { openid: string; session_key: string } | ApiRefusal {
    const known = codes.get(String(code))
    if (!known) return { code: '40029', reason: '没有发出过这个 js_code' }
    if (known.used) return { code: '40163', reason: 'js_code 用过了' }
    if (clock.now() - known.madeAt > CODE_LIFE_S) return { code: '40029', reason: 'js_code 已过期' }
    known.used = true
    return { openid: known.openid, session_key: randomBytes(16).toString('base64') }
  }

  return {
    stableToken: (body) => {
      const refused = checkAccount(body, 'client_credential', account)
      if (refused) return refused
      const { force_refresh = false } = body
      if (typeof force_refresh !== 'boolean') {
        return { code: '47001', reason: 'force_refresh 应是布尔值' }
      }
      return tokens.stable(force_refresh)
    },
    classicToken: (query) => checkAccount(query, 'client_credential', account) ?? tokens.classic(),
    login: (query) => checkAccount(query, 'authorization_code', account) ?? redeem(query.js_code),
    codeFor: (openid) => {
      const code = `0${randomBytes(24).toString('base64url').slice(0, 31)}`
      codes.set(code, { openid, madeAt: clock.now(), used: false })
      return code
    },
  }
}

function checkAccount(
  { grant_type, appid, secret }: Fields,
  grantType: string,
  account: Account,
): ApiRefusal | undefined {
  if (grant_type !== grantType) return { code: '40002', reason: `grant_type 不是 ${grantType}` }
  if (isMissing(appid)) return { code: '41002', reason: '没有 appid' }
  if (appid !== account.appId) return { code: '40013', reason: '没有这个 AppID' }
  if (isMissing(secret)) return { code: '41004', reason: '没有 secret' }
  if (secret !== account.appSecret) return { code: '40125', reason: 'AppSecret 不对' }
  return undefined
}
