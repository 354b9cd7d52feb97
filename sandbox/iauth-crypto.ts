import CryptoJS from 'crypto-js'

/** HMAC-SHA1 is 20 bytes; the signed text follows them. */
const MAC_BYTES = 20

/** What a signature says it is for. Numbers are still text. */
export interface SignedText {
  text: string
  /** Standard base64 of the 20 MAC bytes. */
  mac: string
  appId: string
  api: string
  /** Unix seconds, as digits. */
  timestamp: string
  /** Seconds, as digits. */
  ttl: string
}

/**
 * Takes a signature apart: `base64(HMAC-SHA1(secretkey, text) ‖ text)`, text
 * `a=<appid>&m=<api>&t=<seconds>&e=<seconds>`. The MAC is not checked here.
 *
 * @returns `undefined` for url-safe or unpadded base64, and for any other text than this one.
 */
export function readSignature(signature: string): SignedText | undefined {
  const bytes = Buffer.from(signature, 'base64')
  if (bytes.length <= MAC_BYTES || bytes.toString('base64') !== signature) return undefined
  const text = bytes.subarray(MAC_BYTES).toString('latin1')
  const found = /^a=([^&=\s]+)&m=([^&=\s]+)&t=(\d{1,16})&e=(\d{1,9})$/.exec(text)
  if (!found) return undefined
  const [, appId = '', api = '', timestamp = '', ttl = ''] = found
  const mac = bytes.subarray(0, MAC_BYTES).toString('base64')
  return { text, mac, appId, api, timestamp, ttl }
}

/** Was the text signed with this key? The key is UTF-8 text. */
export function isSignedBy(signed: SignedText, secretKey: string): boolean {
  const mac = CryptoJS.HmacSHA1(CryptoJS.enc.Latin1.parse(signed.text), secretKey)
  return CryptoJS.enc.Base64.stringify(mac) === signed.mac
}

/** Encrypts results: AES-256-ECB, PKCS#7. */
export interface Cipher {
  encrypt(plaintext: Buffer): Buffer
  /**
   * Encrypts `before ‖ count × block ‖ after` in time that hardly depends on `count`. In ECB equal
   * blocks have equal ciphertexts, so one of them is enough: CryptoJS would need seconds and
   * hundreds of megabytes for a whole video.
   *
   * @param parts `before` is a multiple of 16 bytes long, `block` is 16.
   */
  encryptRepeated(parts: { before: Buffer; block: Buffer; count: number; after: Buffer }): Buffer
}

/**
 * @param key 32 characters of ASCII, taken as the 32 key bytes: neither hex nor base64.
 * @throws {RangeError} Any other key.
 */
export function createCipher(key: string): Cipher {
  if (!/^[\x21-\x7e]{32}$/.test(key)) throw new RangeError('the AES key must be 32 characters')
  const words = CryptoJS.enc.Latin1.parse(key)

  function run(plaintext: Buffer, padding: typeof CryptoJS.pad.Pkcs7): Buffer {
    const message = CryptoJS.enc.Hex.parse(plaintext.toString('hex'))
    const options = { mode: CryptoJS.mode.ECB, padding }
    const { ciphertext } = CryptoJS.AES.encrypt(message, words, options)
    return Buffer.from(CryptoJS.enc.Hex.stringify(ciphertext), 'hex')
  }

  return {
    encrypt: (plaintext) => run(plaintext, CryptoJS.pad.Pkcs7),
    encryptRepeated: ({ before, block, count, after }) => {
      if (before.length % 16 !== 0 || block.length !== 16) throw new RangeError('not whole blocks')
      return Buffer.concat([
        run(before, CryptoJS.pad.NoPadding),
        Buffer.alloc(count * 16, run(block, CryptoJS.pad.NoPadding)),
        run(after, CryptoJS.pad.Pkcs7),
      ])
    },
  }
}
