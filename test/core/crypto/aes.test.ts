import CryptoJS from 'crypto-js'
import { createAes256EcbOpener } from '../../../core/crypto/aes'

const KEY = Buffer.from('0123456789abcdef0123456789abcdef')
const TEXT = '{"name":"张三","rest":"0123456789"}'

function seal(text: string, key = KEY): Buffer {
  const sealed = CryptoJS.AES.encrypt(text, CryptoJS.enc.Latin1.parse(key.toString('latin1')), {
    mode: CryptoJS.mode.ECB,
    padding: CryptoJS.pad.Pkcs7,
  })
  return Buffer.from(sealed.ciphertext.toString(CryptoJS.enc.Base64), 'base64')
}

function open(ciphertext: Buffer, key: Buffer, size = ciphertext.length): string | undefined {
  const opener = createAes256EcbOpener(key)
  if (!opener) return undefined
  const opened: Buffer[] = []
  for (let at = 0; at < ciphertext.length; at += size) {
    opened.push(opener.push(ciphertext.subarray(at, at + size)))
  }
  const last = opener.end()
  return last && Buffer.concat([...opened, last]).toString()
}

test.each([0, 16, 24, 31, 33])('AES-256-ECB · IA-3 IA-22 key of %i bytes · refused', (size) => {
  expect(createAes256EcbOpener(Buffer.alloc(size, 0x61))).toBeUndefined()
})

test('AES-256-ECB · another key · does not open', () => {
  expect(open(seal(TEXT), Buffer.alloc(32, 0x61))).toBeUndefined()
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['half a block', Buffer.alloc(8)],
  ['cut short', seal(TEXT).subarray(0, -1)],
  ['last block gone', seal(TEXT).subarray(0, -16)],
])('AES-256-ECB · %s · does not open', (_name, ciphertext) => {
  expect(open(ciphertext, KEY)).toBeUndefined()
})

test.each([1, 15, 16, 17, 1000])('AES-256-ECB · pieces of %i bytes · opens', (size) => {
  expect(open(seal(TEXT), KEY, size)).toBe(TEXT)
})

test('AES-256-ECB · FIPS 197 example · opens', () => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, n) => n))
  const block = Buffer.from('8ea2b7ca516745bfeafc49904b496089', 'hex')
  const opener = createAes256EcbOpener(key)
  opener?.push(block)
  expect(opener?.push(block).toString('hex')).toBe('00112233445566778899aabbccddeeff')
})
