import type { Refusal } from './iauth-codes'
import { isSignedBy, readSignature } from './iauth-crypto'

/** Why a call or an entry is refused. `reason` is Chinese, for the log and the screen; no values. */
export interface Refused {
  code: Refusal
  reason: string
}

/** Is it a refusal, rather than what was asked for? */
export function isRefused(value: object): value is Refused {
  return 'reason' in value
}

/** What a signature must be for. */
export interface Expected {
  /** The appid beside the signature, in the body or in `extraData`. */
  claimedAppId: string
  /** The appid that this deployment knows, and its key. */
  appId: string
  secretKey: string
  /** `appauth` to enter, `getdetectinfo` to pull. */
  api: string
  /** Unix seconds. */
  now: number
}

/** How far `t` may lie ahead, because clocks differ. Seconds. */
const MAX_SKEW_S = 60

/** Seconds reach this in the year 5138; milliseconds passed it in 1973. */
const LEAST_MILLISECONDS = 1e11

/**
 * Checks a signature as strictly as the rule is written.
 *
 * @returns The text that was signed, as far as it could be read, and why it is refused, if it is.
 */
export function checkSignature(
  signature: string,
  expected: Expected,
): { text?: string; refused?: Refused } {
  const signed = readSignature(signature)
  if (!signed) return { refused: { code: '3', reason: '不是「MAC ‖ 原文」的标准 base64' } }

  const { text } = signed
  const refuse = (reason: string, code: Refusal = '3') => ({ text, refused: { code, reason } })
  if (signed.appId !== expected.claimedAppId) return refuse('原文的 a 与请求的 appid 不同')
  if (signed.appId !== expected.appId) return refuse('没有这个 appid', '5')
  if (!isSignedBy(signed, expected.secretKey)) return refuse('MAC 不对：密钥或算法不同')
  if (signed.api !== expected.api) return refuse(`原文的 m 不是 ${expected.api}`)
  const timestamp = Number(signed.timestamp)
  if (timestamp >= LEAST_MILLISECONDS) return refuse('t 是毫秒，应为秒')
  if (timestamp > expected.now + MAX_SKEW_S) return refuse('t 在将来')
  if (timestamp + Number(signed.ttl) < expected.now) return refuse('签名已过期：t + e 在过去')
  return { text }
}
