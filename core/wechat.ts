import * as v from 'valibot'
import type { CodeTable } from './channels/code-table'
import { lookUp } from './channels/code-table'
import { VerificationError } from './errors'
import type { Http } from './http'
import { readCode, readJson } from './json'
import { isOpenid } from './openid'

export interface WechatConfig {
  /** Without a slash at the end. */
  endpoint: string
  appId: string
  appSecret: string
}

/** `api.weixin.qq.com`. */
export interface WechatApi {
  /**
   * Trades the code of `wx.login` for the person's openid. The session key that comes with it is not
   * kept: nothing here needs it.
   *
   * @throws {VerificationError} INVALID_INPUT: the code is not good, or not any more.
   */
  login(code: string): Promise<string>
}

/** Codes of `jscode2session`. */
export const LOGIN_CODES: CodeTable = {
  '-1': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry', effect: 'refused' }, // 系统繁忙
  '40029': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry', effect: 'refused' }, // js_code 无效
  '40163': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry', effect: 'refused' }, // js_code 已被使用
  '40226': { code: 'CHANNEL_UNAVAILABLE', cause: 'user', retry: 'final', effect: 'refused' }, // 高风险等级用户
  '45011': { code: 'RATE_LIMITED', cause: 'vendor', retry: 'retry', effect: 'refused' }, // API 调用太频繁
}

const LOGIN_REPLY = v.object({
  errcode: v.optional(v.union([v.number(), v.string()]), 0), // left out of a good answer
  openid: v.optional(v.string()),
})

export function createWechat({ endpoint, appId, appSecret }: WechatConfig, http: Http): WechatApi {
  return {
    async login(code) {
      const query = new URLSearchParams({
        appid: appId,
        secret: appSecret,
        js_code: code,
        grant_type: 'authorization_code',
      })
      const { body } = await http({ method: 'GET', url: `${endpoint}/sns/jscode2session?${query}` })
      const reply = readJson(LOGIN_REPLY, body)
      const errcode = readCode(reply?.errcode)
      if (reply && errcode === '0' && isOpenid(reply.openid)) return reply.openid
      throw refusedLogin(errcode)
    },
  }
}

function refusedLogin(upstream: string | undefined): VerificationError {
  const row = upstream === undefined ? undefined : lookUp(LOGIN_CODES, upstream)
  return new VerificationError(row?.code ?? 'UPSTREAM_UNAVAILABLE', 'jscode2session refused', {
    retry: row?.retry ?? 'retry',
    ...(upstream !== undefined && { upstream }),
  })
}
