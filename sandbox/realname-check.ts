import type { KeyObject } from 'node:crypto'
import { isSignedBy, signedText } from './realname-crypto'
import type { ApiRefusal } from './wechat-call'
import { isMissing } from './wechat-call'

/** The merchant that is bound to the mini-program. */
export interface Merchant {
  mchId: string
  /** 40 hexadecimal characters, upper case. */
  certSerial: string
  publicKey: KeyObject
}

/** A merchant that exists, and is bound to no mini-program. */
export const UNBOUND_MCH_ID = '1900000000'

/** How far the caller's clock may be off. Seconds. */
const MAX_SKEW_S = 300

/** Seconds reach this in the year 5138; milliseconds passed it in 1973. */
const LEAST_MILLISECONDS = 1e11

/** Checks who asks, in the order in which the parameters are written; the user's token comes later. */
export function checkMerchant(
  body: Readonly<Record<string, unknown>>,
  merchant: Merchant | undefined,
  now: number,
): ApiRefusal | undefined {
  const { cert_serialno: serial, timestamp, sign, mch_id } = body
  if (isMissing(serial)) return { code: '94001', reason: '没有 cert_serialno' }
  if (typeof serial !== 'string' || !/^[0-9A-F]{40}$/.test(serial)) {
    return { code: '94009', reason: 'cert_serialno 不是 40 个大写的十六进制字符' }
  }
  if (!merchant || serial !== merchant.certSerial) {
    return { code: '94009', reason: '没有这张证书' }
  }
  const late = checkTimestamp(timestamp, now)
  if (late) return { code: '94008', reason: late }
  const text = signedText(serial, Number(timestamp))
  if (typeof sign !== 'string' || !isSignedBy(merchant.publicKey, text, sign)) {
    return { code: '94003', reason: '签名与原文对不上，或不是一行标准 base64' }
  }
  if (mch_id === UNBOUND_MCH_ID) return { code: '94007', reason: '商户没有绑定这个 AppID' }
  if (mch_id !== merchant.mchId) return { code: '94010', reason: '没有这个商户' }
  return undefined
}

function checkTimestamp(timestamp: unknown, now: number): string | undefined {
  if (typeof timestamp !== 'number') return 'timestamp 不是 JSON 的数'
  if (!Number.isInteger(timestamp) || timestamp < 0) return 'timestamp 不是整数'
  if (timestamp >= LEAST_MILLISECONDS) return 'timestamp 是毫秒，应为秒'
  return Math.abs(timestamp - now) > MAX_SKEW_S ? `与当前时间相差超过 ${MAX_SKEW_S} 秒` : undefined
}
