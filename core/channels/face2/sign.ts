import { sha256 } from '../../crypto/hash'

/** A person, exactly as `cert_info` of getverifyid names them. */
export interface Certificate {
  /** `IDENTITY_CARD`. */
  certType: string
  certName: string
  certNo: string
}

/**
 * The digest by which queryverifyinfo knows the person: it must be over the very strings that were sent
 * to getverifyid, so nothing is checked or normalised here.
 *
 * SHA-256 of `cert_type=<b64>&cert_name=<b64>&cert_no=<b64>` in this order; the values are UTF-8 in
 * standard, padded base64, which is not URL-encoded. It leads back to the number by trying, and is
 * treated as the number itself.
 *
 * @returns Lower-case hex.
 * @see docs/channels/face2.md, cert_hash
 */
export function certHash({ certType, certName, certNo }: Certificate): string {
  const text = `cert_type=${base64(certType)}&cert_name=${base64(certName)}&cert_no=${base64(certNo)}`
  return sha256(text).toString('hex')
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
