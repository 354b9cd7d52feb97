import type { KeyObject } from 'node:crypto'
import { constants, createPublicKey, publicEncrypt, randomBytes, verify } from 'node:crypto'

/** A public key that is not the merchant's; its private half was thrown away. */
export const OTHER_KEY = createPublicKey(`-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAyk0+DNN/UtpkSophXach
dWwpUfjStJ2bycJCV33m3sA6MADAevWrXe5wj69Qx/IbrTWeWjqe5uoz8J8hVVpN
PufpS//d3hrUE72iXaGAlMsJTjg00lygF3OoHKFFdptT9DjPM7iesT0NvKBp7lLW
hC2vqi9yoGd+Cp+/C8F9SjRfEB5jc0kQaQXuvcOjxYwd+l1SEXnqQSyUcaQ8D6Lg
asJgS5NeB0/Fblxn+fF7n5K36iMw2I7ITMPOiXxyVzGAjZDbHob1py/A6DaOHezp
fX4Hda0AiN132owbN9f+EN2+XKeKdUqBgcJMd4RqvIxm5dURFy/pbzAof2qt1150
4wIDAQAB
-----END PUBLIC KEY-----
`)

/** The one text that is signed. `seconds` are the very digits that were sent. */
export function signedText(certSerial: string, seconds: number): string {
  return `cert_serialno=${certSerial}&timestamp=${seconds}`
}

/** RSASSA-PKCS1-v1_5 with SHA-256; the signature is standard base64 in one line. */
export function isSignedBy(publicKey: KeyObject, text: string, sign: string): boolean {
  const signature = Buffer.from(sign, 'base64')
  if (signature.toString('base64') !== sign) return false
  return verify('sha256', Buffer.from(text), publicKey, signature)
}

/** Non-zero random bytes, or whatever an old library fills a block with. */
export type Filler = (size: number) => Buffer

/** As RFC 8017 says. */
export const RANDOM_FILLER: Filler = (size) =>
  Buffer.from(randomBytes(size).map((byte) => byte || 1))

/** As SSLv23 did: the last eight bytes are 03. */
export const SSLV23_FILLER: Filler = (size) => RANDOM_FILLER(size).fill(3, size - 8)

/**
 * RSAES-PKCS1-v1_5, the block built here: `00 02 filler 00 message`.
 *
 * @returns As many bytes as the modulus has.
 * @throws {RangeError} The message is too long for the key.
 */
export function encryptPkcs1(
  publicKey: KeyObject,
  message: Buffer,
  filler = RANDOM_FILLER,
): Buffer {
  const size = (publicKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8
  const room = size - message.length - 3
  if (room < 8) throw new RangeError('the message is too long for the key')
  const block = Buffer.concat([Buffer.of(0, 2), filler(room), Buffer.of(0), message])
  return publicEncrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, block)
}
