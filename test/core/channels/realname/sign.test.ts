import { createPrivateKey, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { signRealname } from '../../../../core/channels/realname/sign'
import vectors from '../../../vectors/realname/sign.json'

interface Case {
  name: string
  given: { keyFile: string; certSerialNo: string; timestamp: number; sign?: string }
  expect: { original?: string; sign?: string; accepted?: boolean }
  invalid?: string
}

const CASES = vectors.cases as Case[]
const keyOf = (file: string) =>
  createPrivateKey(readFileSync(join(__dirname, '../../../vectors', file), 'utf8'))
const KEY = keyOf('keys/realname-merchant.test-key.pem')
const CALL = { certSerial: '6F5F155057246245F7ED658A39288ACDBA11FFE3', timestamp: 1763600000 }

test.each(CASES.filter(({ invalid }) => !invalid))(
  'signRealname · vector · $name',
  ({ given, expect: { original, sign } }) => {
    const { certSerialNo: certSerial, timestamp } = given
    const key = keyOf(given.keyFile)
    const signed = signRealname({ certSerial, timestamp }, key)
    expect(signed).toBe(sign)
    const bytes = Buffer.from(signed, 'base64')
    expect(verify('sha256', Buffer.from(String(original)), createPublicKey(key), bytes)).toBe(true)
  },
)

test.each(CASES.filter(({ invalid }) => invalid))(
  'signRealname · RN-1 what a strict receiver refuses · never made: $name',
  ({ given: { certSerialNo: certSerial, timestamp, sign } }) => {
    expect(sign).toHaveLength(344)
    expect(signRealname({ certSerial, timestamp }, KEY)).not.toBe(sign)
  },
)

test('signRealname · vectors · both sides are there', () => {
  expect(CASES.filter(({ invalid }) => !invalid).length).toBeGreaterThan(2)
  expect(CASES.filter(({ invalid }) => invalid).length).toBeGreaterThan(5)
})

test.each([
  ['milliseconds', 1763600000000],
  ['fraction of a second', 1763600000.5],
  ['not a number', Number.NaN],
])('signRealname · RN-1 time in %s · thrown', (_name, timestamp) => {
  expect(() => signRealname({ ...CALL, timestamp }, KEY)).toThrow(RangeError)
})

test('signRealname · RN-13 base64 · one line', () => {
  expect(signRealname(CALL, KEY)).toMatch(/^[A-Za-z0-9+/]{342}==$/)
})
