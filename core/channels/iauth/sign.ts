import { hmacSha1 } from '../../crypto/hash'

export interface IauthCall {
  /** iauth's own short number (`4000`), not the WeChat AppID. */
  appId: string
  /** Interface name without `.php`: `appauth` to enter, `getdetectinfo` to pull. */
  api: string
  /** Unix seconds. */
  timestamp: number
  /** Seconds from `timestamp` during which upstream accepts the signature. */
  ttl: number
}

/**
 * Signs one iauth call. One signature serves one interface: entry and pull each need their own.
 *
 * The signed text is `a=<appId>&m=<api>&t=<timestamp>&e=<ttl>`, ASCII, in this order. The result is
 * standard base64 (`+` and `/`, padded) of the 20 raw HMAC-SHA1 bytes followed by that text.
 *
 * @param secretKey Used as UTF-8 text. Not the AES key that opens results.
 * @returns One line: the `signature` header, or `extraData.signature` on entry.
 * @throws {RangeError} `timestamp` is not whole seconds; milliseconds are the usual mistake.
 * @see docs/channels/iauth.md, 签名算法
 */
export function signIauth({ appId, api, timestamp, ttl }: IauthCall, secretKey: string): string {
  if (!Number.isInteger(timestamp) || timestamp > 1e11) {
    throw new RangeError(`timestamp must be whole seconds, got ${timestamp}`)
  }

  const text = `a=${appId}&m=${api}&t=${timestamp}&e=${ttl}`
  return Buffer.concat([hmacSha1(secretKey, text), Buffer.from(text)]).toString('base64')
}
