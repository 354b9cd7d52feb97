import {
  constants,
  createPrivateKey,
  createPublicKey,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { CALL_CODES } from '../../../../core/channels/realname/codes'
import { readRealname } from '../../../../core/channels/realname/result'
import { createPkcs1Opener } from '../../../../core/crypto/rsa'
import vectors from '../../../vectors/realname/decrypt.json'

interface Case {
  name: string
  given: { keyFile: string; ciphertext: string; field?: string }
  expect: { text?: string; error?: string }
  invalid?: string
}

const CASES = vectors.cases as Case[]
const pem = (name: string) =>
  readFileSync(join(__dirname, '../../../vectors/keys', `${name}.test-key.pem`), 'utf8')
const PUBLIC = createPublicKey(createPrivateKey(pem('realname-merchant')))
const OPENER = { open: createPkcs1Opener(pem('realname-merchant')), today: '2026-11-20' }
const OTHER_KEY = { ...OPENER, open: createPkcs1Opener(pem('realname-other')) }

const ZHANG_SAN = Buffer.from('d5c5c8fd', 'hex') // by iconv -t GB18030
const NUMBER = '110000199003071231'
const PASSED = {
  status: 'passed',
  identity: { name: '张三', idNumber: NUMBER, credentialType: 'IDENTITY_CARD' },
}
const NOT_OPENED = { status: 'failed', code: 'DECRYPT_FAILED', retry: 'switch' }

function seal(plaintext: Buffer | string): string {
  const padding = constants.RSA_PKCS1_PADDING
  return publicEncrypt({ key: PUBLIC, padding }, Buffer.from(plaintext)).toString('base64')
}

const NAME_FIELD = seal(ZHANG_SAN)
const NUMBER_FIELD = seal(NUMBER)
const GOOD = {
  errcode: 0,
  errmsg: 'ok',
  encryted_real_name: NAME_FIELD,
  encryted_credential_id: NUMBER_FIELD,
}

const read = (reply: unknown, opener = OPENER) =>
  readRealname(Buffer.from(JSON.stringify(reply)), opener)

/** What 0 is mistaken for, and what is no code at all. */
const NO_ZERO: [string, unknown][] = [
  ['null', null],
  ['empty', ''],
  ['a space after', '0 '],
  ['false', false],
  ['true', true],
  ['an empty list', []],
  ['an empty object', {}],
  ['two zeros', '00'],
  ['minus zero', '-0'],
  ['hexadecimal', '0x0'],
  ['a fraction', 0.5],
]

describe('vectors', () => {
  test.each(CASES)('realname · vector · $name', ({ given, expect: wanted, invalid }) => {
    const field = given.field === 'idNumber' ? 'encryted_credential_id' : 'encryted_real_name'
    const outcome = read({ ...GOOD, [field]: given.ciphertext })
    if (invalid) expect(outcome).toEqual(NOT_OPENED)
    else {
      const key = given.field === 'idNumber' ? 'idNumber' : 'name'
      expect(outcome).toMatchObject({ status: 'passed', identity: { [key]: wanted.text } })
    }
  })

  test('realname · vectors · both sides are there', () => {
    expect(CASES.filter(({ invalid }) => !invalid).length).toBeGreaterThan(10)
    expect(CASES.filter(({ invalid }) => invalid).length).toBeGreaterThan(10)
  })
})

describe('reply', () => {
  test.each([
    ['empty', ''],
    ['a page', '<html>502</html>'],
    ['cut short', JSON.stringify(GOOD).slice(0, -1)],
    ['a list', '[]'],
    ['null', 'null'],
    ['an empty object', '{}'],
  ])('realname · reply %s · nobody knows', (_name, body) => {
    expect(() => readRealname(Buffer.from(body), OPENER)).toThrow(
      expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' }),
    )
  })

  test.each(NO_ZERO)('realname · errcode %s with good fields · nobody knows', (_name, errcode) => {
    expect(() => read({ ...GOOD, errcode })).toThrow(
      expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' }),
    )
  })

  test('realname · everything good · passed', () => {
    expect(read(GOOD)).toEqual(PASSED)
  })

  test('realname · errcode as text · passed', () => {
    expect(read({ ...GOOD, errcode: '0' })).toEqual(PASSED)
  })

  test('realname · errcode absent with both fields · passed', () => {
    const { errcode: _, ...rest } = GOOD
    expect(read(rest)).toEqual(PASSED)
  })

  test.each(['encryted_real_name', 'encryted_credential_id'])(
    'realname · errcode absent, %s absent or empty · nobody knows',
    (field) => {
      const { errcode: _, ...rest } = GOOD
      const unavailable = expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' })
      for (const value of [undefined, '', null, 0, {}]) {
        expect(() => read({ ...rest, [field]: value })).toThrow(unavailable)
      }
    },
  )

  test.each(Object.entries(CALL_CODES).filter(([, { effect }]) => !effect))(
    'realname · errcode %s with good fields · its row, not passed',
    (upstream, { code, retry }) => {
      const failed = { status: 'failed', code, retry, upstream }
      expect(read({ ...GOOD, errcode: Number(upstream) })).toEqual(failed)
      expect(read({ ...GOOD, errcode: upstream })).toEqual(failed)
    },
  )

  test.each([
    [4711, '4711'],
    ['94011', '94011'],
    [1, '1'],
  ])('realname · errcode %p in no list · not passed', (errcode, upstream) => {
    const failed = { status: 'failed', code: 'UPSTREAM_UNAVAILABLE', retry: 'retry', upstream }
    expect(read({ ...GOOD, errcode })).toEqual(failed)
  })

  test('realname · errcode -1 · ask again', () => {
    expect(read({ ...GOOD, errcode: -1 })).toMatchObject({ status: 'pending' })
  })

  test('realname · codes that an object inherits · do not count', () => {
    const body = `{"__proto__":${JSON.stringify(GOOD)}}`
    expect(() => readRealname(Buffer.from(body), OPENER)).toThrow(
      expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' }),
    )
  })
})

describe('spelling', () => {
  const { encryted_real_name: _, encryted_credential_id: __, ...rest } = GOOD

  test.each([
    [
      'encrypted_ for both',
      { encrypted_real_name: NAME_FIELD, encrypted_credential_id: NUMBER_FIELD },
    ],
    ['one of each', { encryted_real_name: NAME_FIELD, encrypted_credential_id: NUMBER_FIELD }],
    [
      'the other one empty',
      {
        encryted_real_name: '',
        encrypted_real_name: NAME_FIELD,
        encryted_credential_id: null,
        encrypted_credential_id: NUMBER_FIELD,
      },
    ],
  ])('realname · RN-3 %s · passed', (_name, fields) => {
    expect(read({ ...rest, ...fields })).toEqual(PASSED)
  })

  test.each([
    ['no field', {}],
    ['the name only', { encryted_real_name: NAME_FIELD }],
    ['the number only', { encrypted_credential_id: NUMBER_FIELD }],
    ['fields not text', { encryted_real_name: [NAME_FIELD], encryted_credential_id: 1 }],
    [
      'name and number exchanged',
      { encryted_real_name: NUMBER_FIELD, encryted_credential_id: NAME_FIELD },
    ],
  ])('realname · %s · DECRYPT_FAILED', (_name, fields) => {
    expect(read({ ...rest, ...fields })).toEqual(NOT_OPENED)
  })
})

describe('fields', () => {
  test.each([
    ['empty', ''],
    ['RN-4 in UTF-8', '张三'],
    ['in Latin', 'Zhang San'],
    ['masked', Buffer.from('d5c52a', 'hex')],
    ['one character', Buffer.from('d5c5', 'hex')],
    ['with a line feed inside', Buffer.from('d5c50ac8fd', 'hex')],
    ['with a byte order mark', Buffer.from('efbbbfd5c5c8fd', 'hex')],
    ['random', Buffer.from('8f3a77e19c04d2b1', 'hex')],
  ])('realname · name %s · DECRYPT_FAILED', (_name, plaintext) => {
    expect(read({ ...GOOD, encryted_real_name: seal(plaintext) })).toEqual(NOT_OPENED)
  })

  test.each([
    ['empty', ''],
    ['15 digits', '110000900307123'],
    ['check digit wrong', '110000199003071232'],
    ['masked', '110000********1231'],
    ['not born yet', '110000202611210017'],
    ['with bytes above ASCII', Buffer.from(`${NUMBER}\xff`, 'latin1')],
  ])('realname · ID number %s · DECRYPT_FAILED', (_name, plaintext) => {
    expect(read({ ...GOOD, encryted_credential_id: seal(plaintext) })).toEqual(NOT_OPENED)
  })

  test('realname · RN-6 RN-9 the wrong private key · DECRYPT_FAILED, 100 of 100', () => {
    for (let n = 0; n < 100; n++) {
      const reply = {
        ...GOOD,
        encryted_real_name: seal(ZHANG_SAN),
        encryted_credential_id: seal(NUMBER),
      }
      expect(read(reply, OTHER_KEY)).toEqual(NOT_OPENED)
    }
  })

  test('realname · RN-8 any bytes as ciphertext · one and the same answer', () => {
    const bytes = fc.uint8Array({ minLength: 0, maxLength: 300 })
    fc.assert(
      fc.property(bytes, fc.constantFrom('real_name', 'credential_id'), (random, field) => {
        const base64 = Buffer.from(random).toString('base64')
        const reply = { ...GOOD, [`encryted_${field}`]: base64 }
        expect(read(reply)).toEqual(NOT_OPENED)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  test('realname · ciphertexts of the right length · one and the same answer', () => {
    for (let n = 0; n < 50; n++) {
      const base64 = randomBytes(256).toString('base64')
      expect(read({ ...GOOD, encryted_credential_id: base64 })).toEqual(NOT_OPENED)
    }
  })

  test('realname · number with a small x · written large', () => {
    const encryted_credential_id = seal('65000019720101009x')
    const identity = { idNumber: '65000019720101009X' }
    expect(read({ ...GOOD, encryted_credential_id })).toMatchObject({ status: 'passed', identity })
  })
})
