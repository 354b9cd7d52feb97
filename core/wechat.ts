import * as v from 'valibot'
import type { AccessTokenConfig, AccessTokenDeps } from './access-token'
import { createAccessTokens, refusal, settingOf } from './access-token'
import { lookUp } from './channels/code-table'
import { VerificationError } from './errors'
import { readCode, readJson } from './json'
import { isOpenid } from './openid'
import { LOGIN_CODES, RENEW_CODES, WECHAT_CODES } from './wechat-codes'

export type WechatConfig = AccessTokenConfig

/** `api.weixin.qq.com`: every call with the access token, which nobody else sees. */
export interface WechatApi {
  /**
   * Calls an API with a JSON body. A token that upstream refuses is renewed once, and the call
   * repeated once.
   *
   * @param path Such as `/cgi-bin/wxopen/getrealnameinfo`.
   * @returns The reply's JSON body; its `errcode` is 0, absent, or the channel's own to judge.
   * @throws {VerificationError} UPSTREAM_UNAVAILABLE: nobody knows; or what a code common to all APIs
   *   stands for.
   */
  post(path: string, body: object): Promise<Buffer>
  /** The same without a body; repeated once more when no answer comes. */
  get(path: string): Promise<Buffer>
  /**
   * Trades the code of `wx.login` for the person's openid. The session key that comes with it is not
   * kept: nothing here needs it.
   *
   * @throws {VerificationError} INVALID_INPUT: the code is not good, or not any more.
   */
  login(code: string): Promise<string>
}

const CODE = v.optional(v.union([v.number(), v.string()]))
const REPLY = v.object({ errcode: CODE })
const LOGIN_REPLY = v.object({ errcode: CODE, openid: v.optional(v.string()) })

export function createWechat(config: WechatConfig, deps: AccessTokenDeps): WechatApi {
  const { http, log } = deps
  const tokens = createAccessTokens(config, deps)

  async function send(path: string, token: string, body: object | undefined) {
    const reply = await http({
      method: body ? 'POST' : 'GET',
      url: `${config.endpoint}${path}?access_token=${encodeURIComponent(token)}`,
      ...(body
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
        : { repeatable: true }),
    })
    const json = readJson(REPLY, reply.body)
    if (reply.status !== 200 || !json) {
      throw new VerificationError('UPSTREAM_UNAVAILABLE', 'not an answer of WeChat')
    }
    const code = json.errcode === undefined ? '0' : readCode(json.errcode)
    return { code, body: reply.body }
  }

  async function call(path: string, body?: object): Promise<Buffer> {
    let token = await tokens.get()
    let answer = await send(path, token, body)
    if (isRenew(answer.code)) {
      await tokens.drop(token)
      token = await tokens.get()
      answer = await send(path, token, body)
    }
    const { code } = answer
    if (!isRenew(code) && (code === undefined || !lookUp(WECHAT_CODES, code))) return answer.body
    log('wechat.refused', { api: path, upstream: code, setting: settingOf(code) })
    throw isRenew(code) ? stillRefused(code) : refusal(code)
  }

  return {
    post: call,
    get: (path) => call(path),

    async login(code) {
      const query = new URLSearchParams({
        appid: config.appId,
        secret: config.appSecret,
        js_code: code,
        grant_type: 'authorization_code',
      })
      const { status, body } = await http({
        method: 'GET',
        url: `${config.endpoint}/sns/jscode2session?${query}`,
      })
      const reply = readJson(LOGIN_REPLY, body)
      const errcode = reply?.errcode === undefined ? '0' : readCode(reply.errcode)
      if (status === 200 && reply && errcode === '0' && isOpenid(reply.openid)) return reply.openid
      throw refusedLogin(errcode)
    },
  }
}

function isRenew(code: string | undefined): boolean {
  return code !== undefined && RENEW_CODES.includes(code)
}

/** A fresh token is refused too: somebody else voids ours. Nobody knows yet; never a verdict. */
function stillRefused(upstream: string | undefined): VerificationError {
  return new VerificationError('UPSTREAM_UNAVAILABLE', 'the access token is refused twice', {
    ...(upstream !== undefined && { upstream }),
  })
}

function refusedLogin(upstream: string | undefined): VerificationError {
  const row = upstream === undefined ? undefined : lookUp(LOGIN_CODES, upstream)
  const known = row ?? (upstream === undefined ? undefined : lookUp(WECHAT_CODES, upstream))
  return new VerificationError(known?.code ?? 'UPSTREAM_UNAVAILABLE', 'jscode2session refused', {
    retry: known?.retry ?? 'retry',
    ...(upstream !== undefined && { upstream }),
  })
}
