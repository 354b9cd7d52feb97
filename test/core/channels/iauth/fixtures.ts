import CryptoJS from 'crypto-js'
import { readIauth } from '../../../../core/channels/iauth/result'

export const KEY = '0123456789abcdef0123456789abcdef'
export const HOLDER = { aesKey: KEY, owner: 'oX-openid-0001', today: '2026-11-20' }
export const GOOD = {
  ID: '110000199003071231',
  name: '张三',
  validatedata: '0344',
  yt_errorcode: 0,
  livestatus: 0,
  comparestatus: 0,
}
export const NOT_OPENED = { status: 'failed', code: 'DECRYPT_FAILED', retry: 'switch' }
export const UNKNOWN = { status: 'failed', code: 'UPSTREAM_UNAVAILABLE', retry: 'retry' }
export const PASSED = {
  status: 'passed',
  identity: { name: '张三', idNumber: GOOD.ID, credentialType: 'IDENTITY_CARD' },
}

/** Not by the library under test, so that a mistake cannot stand on both sides. */
export function seal(text: string): string {
  const key = CryptoJS.enc.Utf8.parse(KEY)
  const sealed = CryptoJS.AES.encrypt(text, key, { mode: CryptoJS.mode.ECB })
  return sealed.ciphertext.toString(CryptoJS.enc.Base64)
}

export const read = (envelope: unknown, holder = HOLDER) =>
  readIauth(Buffer.from(JSON.stringify(envelope)), holder)
export const readData = (data: string, holder = HOLDER) => read({ errorcode: 0, data }, holder)
export const readObject = (object: unknown, holder = HOLDER) =>
  readData(seal(JSON.stringify(object)), holder)

/** What 0 is mistaken for, and what is no code at all. */
export const NO_ZERO: [string, unknown][] = [
  ['null', null],
  ['empty', ''],
  ['a space after', '0 '],
  ['a space before', ' 0'],
  ['false', false],
  ['an empty list', []],
  ['an empty object', {}],
  ['NaN as text', 'NaN'],
  ['two zeros', '00'],
  ['minus zero', '-0'],
  ['hexadecimal', '0x0'],
  ['a fraction', 0.5],
  ['true', true],
]
