import CryptoJS from 'crypto-js'
import { createCipher, isSignedBy, readSignature } from '../../sandbox/iauth-crypto'
import data from '../vectors/iauth/data.json'
import signatures from '../vectors/iauth/signature.json'
import { openHouse } from './iauth-client'

interface SignatureGiven {
  secretKey: string
  appid: string
  api: string
  timestamp?: number
  ttl?: number
  now?: number
  signature?: string
}

describe('signature.json', () => {
  const made = signatures.cases.filter(({ expect: wanted }) => wanted.signature !== undefined)
  test.each(made)('$name · is read and its MAC agrees', ({ given, expect: wanted }) => {
    const { secretKey, appid, api, timestamp, ttl }: SignatureGiven = given
    const signed = readSignature(String(wanted.signature))
    const told = { appId: appid, api, timestamp: String(timestamp), ttl: String(ttl) }
    expect(signed).toMatchObject({ text: wanted.original, ...told })
    expect(signed && isSignedBy(signed, secretKey)).toBe(true)
    expect(signed && isSignedBy(signed, `${secretKey} `)).toBe(false)
  })

  const received = signatures.cases.filter(({ given }) => 'now' in given)
  test.each(received)('$name · accepted over HTTP or not', async ({ given, expect: wanted }) => {
    const { appid, secretKey, now = 0, signature = '' }: SignatureGiven = given
    const house = await openHouse({ appId: appid, secretKey, clock: { now: () => now } })
    try {
      // Whoever gets past the signature is told that there is no such token.
      const { errorcode } = await house.ask('{none}', { signature, body: { appid } })
      expect(errorcode).toBe(wanted.accepted ? 11 : 3)
    } finally {
      await house.iauth.close()
    }
  })

  test('both kinds are there', () => {
    expect(received.filter(({ invalid }) => invalid).length).toBeGreaterThan(8)
    expect(made.length).toBeGreaterThan(3)
  })
})

describe('data.json', () => {
  const opened = data.cases.filter(({ expect: wanted }) => wanted.plaintext !== undefined)
  test.each(opened)('$name · sealed to the same bytes', ({ given, expect: wanted }) => {
    const sealed = createCipher(given.aesKey).encrypt(Buffer.from(String(wanted.plaintext)))
    expect(sealed.toString('base64')).toBe(given.data.replace(/[\r\n]/g, ''))
  })

  test.each(opened)('$name · opened by CryptoJS', ({ given, expect: wanted }) => {
    expect(openWithCryptoJs(given)).toBe(wanted.plaintext)
  })

  const refused = data.cases.filter(({ invalid }) => invalid && invalid !== 'key-length')
  test.each(refused)('$name · opens to no JSON', ({ given }) => {
    expect(() => JSON.parse(openWithCryptoJs(given))).toThrow()
  })

  test('a key of another length is refused', () => {
    const short = data.cases.find(({ invalid }) => invalid === 'key-length')
    expect(() => createCipher(String(short?.given.aesKey))).toThrow(RangeError)
  })

  test('repeated blocks come out as if they had been encrypted one by one', () => {
    const cipher = createCipher('0123456789abcdef0123456789abcdef')
    const parts = { before: Buffer.alloc(32, 'b'), block: Buffer.alloc(16, 'x'), count: 5 }
    const after = Buffer.from('"}')
    const whole = Buffer.concat([parts.before, Buffer.alloc(80, 'x'), after])
    expect(cipher.encryptRepeated({ ...parts, after })).toEqual(cipher.encrypt(whole))
    const odd = { ...parts, before: Buffer.alloc(31), after }
    expect(() => cipher.encryptRepeated(odd)).toThrow(RangeError)
  })
})

function openWithCryptoJs({ aesKey, data: sealed }: { aesKey: string; data: string }): string {
  const key = CryptoJS.enc.Latin1.parse(aesKey)
  const options = { mode: CryptoJS.mode.ECB, padding: CryptoJS.pad.Pkcs7 }
  const text = sealed.replace(/[\r\n]/g, '')
  return CryptoJS.AES.decrypt(text, key, options).toString(CryptoJS.enc.Utf8)
}
