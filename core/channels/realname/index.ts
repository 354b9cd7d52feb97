import { createPrivateKey } from 'node:crypto'
import * as v from 'valibot'
import type { Evidence } from '../../../typings/contract'
import { createPkcs1Opener } from '../../crypto/rsa'
import { chinaDate } from '../../identity/calendar'
import { readCode } from '../../json'
import type { Channel, ChannelDeps, Heard, Traits } from '../channel'
import type { CodeRow } from '../code-table'
import { EVENT_CODES } from './codes'
import { readRealname } from './result'
import { signRealname } from './sign'

export interface RealnameConfig {
  /** Merchant number of WeChat Pay (商户号), as text. */
  mchId: string
  /** Of the merchant's API certificate: 40 upper-case hexadecimal characters. */
  certSerial: string
  /** PEM, RSA of 2048 bits or more. Signs, and opens what comes back. */
  privateKey: string
  /** Category of the mini-program (类目): first and second id. */
  categoryId: [number, number]
}

const LEAST = { wechatVersion: '6.5.22' }

/** The person lets WeChat Pay hand out what it knows of them (微信支付实名信息授权), by its password. */
export const TRAITS: Traits = {
  handoff: 'realnameButton',
  needsSubject: false,
  face: false,
  minimum: { ios: LEAST, android: LEAST, devtools: LEAST, ohos: LEAST },
  mainlandOnly: false,
  exchanges: 6,
  unconfigured: { reason: 'closed-to-new-users', since: '2019-11-10' },
}

const PULL_PATH = '/cgi-bin/wxopen/getrealnameinfo'

const TOKEN = v.nullish(v.pipe(v.string(), v.maxLength(1024)))
const EVIDENCE = v.pipe(
  v.object({
    /** Opaque. */
    authToken: TOKEN,
    auth_token: TOKEN,
    errMsg: v.nullish(v.pipe(v.string(), v.maxLength(256))),
    errCode: v.nullish(
      v.union([v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.maxLength(32))]),
    ),
  }),
  v.transform(({ authToken, auth_token, errMsg, errCode }): Evidence<'realname'> => {
    const token = authToken || auth_token
    const code = String(errCode ?? '')
    return {
      ...(token && { authToken: token }),
      ...(errMsg && { errMsg }),
      ...(code && { errCode: code }),
    }
  }),
)

/**
 * Channel `realname`: a button of WeChat's gives a token, which the server trades, signed by the
 * merchant, for name and ID number.
 *
 * @see docs/channels/realname.md
 */
export function createRealname(
  { mchId, certSerial, privateKey, categoryId }: RealnameConfig,
  { wechat, now }: ChannelDeps,
): Channel<'realname'> {
  const key = createPrivateKey(privateKey)
  const open = createPkcs1Opener(key)

  return {
    id: 'realname',
    evidence: EVIDENCE,

    async start() {
      return { handoff: { kind: 'realnameButton', categoryId: [...categoryId] }, memory: {} }
    },

    finish(evidence): Heard {
      const { authToken } = evidence
      return authToken === undefined ? heardOf(evidence) : { status: 'ask', ticket: authToken }
    },

    async pull({ evidence: { authToken } }) {
      if (authToken === undefined) throw new TypeError('realname pulls by token')
      const timestamp = now()
      const body = await wechat.post(PULL_PATH, {
        auth_token: authToken,
        mch_id: mchId,
        cert_serialno: certSerial,
        timestamp,
        sign: signRealname({ certSerial, timestamp }, key),
      })
      return readRealname(body, { open, today: chinaDate(timestamp) })
    },
  }
}

/** Back without a token, so that upstream cannot be asked. */
function heardOf(evidence: Evidence<'realname'>): Heard {
  const { code, retry, effect }: CodeRow = EVENT_CODES[eventOf(evidence)]
  return { status: effect === 'cancelled' ? 'cancelled' : 'failed', code, retry }
}

/** Which row an event is. One without any words is of a person who left. */
function eventOf({ errMsg, errCode }: Evidence<'realname'>): keyof typeof EVENT_CODES {
  const said = (errMsg ?? '').trim().toLowerCase()
  const words = said.replace(/^(openrealnameauth|getrealnameauthinfo):/, '')
  if (/^(fail[: ]\s*)?cancel\b/.test(words)) return 'openRealnameAuth:cancel'
  if (/^fail[: ]\s*access denied/.test(words)) return 'openRealnameAuth:fail:access denied'
  if (/^fail[: ]\s*category_id is empty/.test(words) || readCode(errCode) === '40003') {
    return 'openRealnameAuth:fail:category_id is empty'
  }
  const silent = words === '' && errCode === undefined
  return silent ? 'openRealnameAuth:cancel' : 'openRealnameAuth:fail:*'
}
