import * as v from 'valibot'
import type { Evidence } from '../../../typings/contract'
import { VerificationError } from '../../errors'
import { chinaDate } from '../../identity/calendar'
import { readCode } from '../../json'
import type { Cancelled, Channel, ChannelDeps, Heard, Traits } from '../channel'
import { refused } from '../code-table'
import { CLIENT_CODES, VERDICT_CODES } from './codes'
import { readIauth } from './result'
import { signIauth } from './sign'

export interface IauthConfig {
  /** Without a slash at the end. */
  endpoint: string
  /** iauth's own short number, as text; not the WeChat AppID. */
  appId: string
  /** Signs. */
  secretKey: string
  /** Opens results: 32 characters. */
  aesKey: string
  /** Seconds. */
  signTtlS: number
  /** Interface name that the entry signature is made for. */
  entryApi: string
  /** Absent: not sent, and upstream uses AES-256-ECB all the same. */
  cryptType?: number
  /** 0: with pictures and video, tens of megabytes. 1: text only. */
  infoType: 0 | 1
  /** Where the person goes. */
  miniProgram: { appId: string; path: string; envVersion: 'develop' | 'trial' | 'release' }
}

const SDK = { sdkVersion: '1.3.0' }

/** The person photographs the card and is filmed in Tencent's mini-program (腾讯实名核身小程序). */
export const TRAITS: Traits = {
  handoff: 'miniProgram',
  needsSubject: false,
  face: true,
  minimum: {
    ios: { wechatVersion: '6.5.9', ...SDK },
    android: { wechatVersion: '6.5.10', ...SDK },
    devtools: SDK,
    ohos: SDK,
    windows: SDK,
    mac: SDK,
  },
  mainlandOnly: true,
  exchanges: 2,
}

const PULL_API = 'getdetectinfo'
const MIB = 1024 * 1024
const MAX_BYTES = { 0: 40 * MIB, 1: MIB }

/** Numbers or text, as the target spells it; a client that has none may say `null` or nothing. */
const CODE = v.nullish(
  v.union([v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.maxLength(32))]),
)
const EVIDENCE = v.pipe(
  v.object({
    /** Opaque: the braces around it and its case are part of it. */
    token: v.nullish(v.pipe(v.string(), v.maxLength(512))),
    errCode: CODE,
    error_code: CODE,
  }),
  v.transform(({ token, errCode, error_code }): Evidence<'iauth'> => {
    const code = String(errCode ?? error_code ?? '')
    return { ...(token && { token }), ...(code && { errCode: code }) }
  }),
)

/**
 * Channel `iauth`: jump to the vendor's mini-program with a signature, come back with a token, pull
 * the result with a second signature.
 *
 * @see docs/channels/iauth.md
 */
export function createIauth(config: IauthConfig, { http, now }: ChannelDeps): Channel<'iauth'> {
  function sign(api: string): string {
    const call = { appId: config.appId, api, timestamp: now(), ttl: config.signTtlS }
    return signIauth(call, config.secretKey)
  }

  return {
    id: 'iauth',
    evidence: EVIDENCE,

    async start({ owner }) {
      const signature = sign(config.entryApi)
      const extraData = { signature, uid: owner, appid: config.appId }
      return { handoff: { kind: 'miniProgram', ...config.miniProgram, extraData }, memory: {} }
    },

    finish({ token, errCode }): Heard {
      if (token !== undefined) return { status: 'ask', ticket: token }
      const code = readCode(errCode)
      if (errCode === undefined || code === '0') return turnedBack()
      const heard = refused(VERDICT_CODES, code)
      return heard.status === 'failed' ? heard : turnedBack()
    },

    async pull({ owner, evidence: { token } }) {
      if (token === undefined) throw new TypeError('iauth pulls by token')
      const reply = await http({
        method: 'POST',
        url: `${config.endpoint}/new/cgi-bin/${PULL_API}.php`,
        headers: { 'content-type': 'application/json', signature: sign(PULL_API) },
        body: JSON.stringify({
          token,
          appid: config.appId,
          info_type: config.infoType,
          ...(config.cryptType !== undefined && { crypt_type: config.cryptType }),
        }),
        maxBytes: MAX_BYTES[config.infoType],
        repeatable: true,
      })
      if (reply.status !== 200) {
        throw new VerificationError('UPSTREAM_UNAVAILABLE', `iauth status ${reply.status}`)
      }
      return readIauth(reply.body, { aesKey: config.aesKey, owner, today: chinaDate(now()) })
    },
  }
}

/** Back with nothing that could be pulled: closed by the person, or ended abnormally. */
function turnedBack(): Cancelled {
  const { code, retry } = CLIENT_CODES['no extraData']
  return { status: 'cancelled', code, retry }
}
