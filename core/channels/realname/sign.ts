import type { KeyObject } from 'node:crypto'
import { sign } from 'node:crypto'

export interface RealnameCall {
  /** Of the API certificate: 40 upper-case hexadecimal characters. */
  certSerial: string
  /** Unix seconds; the number that is sent beside the signature. */
  timestamp: number
}

/**
 * Signs one getrealnameinfo.
 *
 * The signed text is `cert_serialno=<serial>&timestamp=<seconds>`, ASCII, no line feed at the end; the
 * document prints `×tamp`, which is `&timestamp` after an accident with HTML. The signature is
 * RSASSA-PKCS1-v1_5 with SHA-256.
 *
 * @param privateKey RSA, of the certificate that the serial names.
 * @returns Standard base64, one line: the field `sign`.
 * @throws {RangeError} `timestamp` is not whole seconds; milliseconds are the usual mistake.
 * @see docs/channels/realname.md, 签名
 */
export function signRealname(
  { certSerial, timestamp }: RealnameCall,
  privateKey: KeyObject,
): string {
  if (!Number.isInteger(timestamp) || timestamp > 1e11) {
    throw new RangeError(`timestamp must be whole seconds, got ${timestamp}`)
  }

  const text = `cert_serialno=${certSerial}&timestamp=${timestamp}`
  return sign('sha256', Buffer.from(text), privateKey).toString('base64')
}
