import CryptoJS from 'crypto-js'
import fc from 'fast-check'
import { VERDICT_CODES } from '../../../../core/channels/iauth/codes'
import { readIauth } from '../../../../core/channels/iauth/result'
import vectors from '../../../vectors/iauth/data.json'

interface Case {
  name: string
  given: { aesKey: string; data: string }
  expect: { pass?: boolean; name?: string; idNumber?: string; code?: string; uid?: string }
  invalid?: string
}

const CASES = vectors.cases as Case[]
const KEY = '0123456789abcdef0123456789abcdef'
const HOLDER = { aesKey: KEY, owner: 'oX-openid-0001', today: '2026-11-20' }
const GOOD = {
  ID: '110000199003071231',
  name: '张三',
  validatedata: '0344',
  yt_errorcode: 0,
  livestatus: 0,
  comparestatus: 0,
}
const NOT_OPENED = { status: 'failed', code: 'DECRYPT_FAILED', retry: 'switch' }
const UNKNOWN = { status: 'failed', code: 'UPSTREAM_UNAVAILABLE', retry: 'retry' }
const PASSED = {
  status: 'passed',
  identity: { name: '张三', idNumber: GOOD.ID, credentialType: 'IDENTITY_CARD' },
}

/** Not by the library under test, so that a mistake cannot stand on both sides. */
function seal(text: string): string {
  const key = CryptoJS.enc.Utf8.parse(KEY)
  const sealed = CryptoJS.AES.encrypt(text, key, { mode: CryptoJS.mode.ECB })
  return sealed.ciphertext.toString(CryptoJS.enc.Base64)
}

const read = (envelope: unknown, holder = HOLDER) =>
  readIauth(Buffer.from(JSON.stringify(envelope)), holder)
const readData = (data: string, holder = HOLDER) => read({ errorcode: 0, data }, holder)
const readObject = (object: unknown, holder = HOLDER) =>
  readData(seal(JSON.stringify(object)), holder)

/** What 0 is mistaken for, and what is no code at all. */
const NO_ZERO: [string, unknown][] = [
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

describe('vectors', () => {
  test.each(CASES)('iauth · vector · $name', async ({ given, expect: wanted, invalid }) => {
    const outcome = await readData(given.data, { ...HOLDER, aesKey: given.aesKey })
    if (invalid) expect(outcome).toEqual(NOT_OPENED)
    expect(outcome.status).toBe(wanted.pass ? 'passed' : 'failed')
    if (wanted.code) expect(outcome).toMatchObject({ upstream: wanted.code })
    if (wanted.name) {
      const { name, idNumber } = wanted
      expect(outcome).toMatchObject({ identity: { name, idNumber } })
    }
  })

  test('iauth · vectors · both sides are there', () => {
    expect(CASES.filter(({ expect: { pass } }) => pass).length).toBeGreaterThan(2)
    expect(CASES.filter(({ invalid }) => invalid).length).toBeGreaterThan(5)
  })
})

describe('envelope', () => {
  const data = seal(JSON.stringify(GOOD))

  test.each([
    ['empty', ''],
    ['a page', '<html>502</html>'],
    ['cut short', '{"errorcode":0,"data":"AAAA'],
    ['a list', '[]'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['no data', '{"errorcode":0}'],
    ['data null', '{"errorcode":0,"data":null}'],
    ['data an object', '{"errorcode":0,"data":{}}'],
  ])('iauth · reply %s · nobody knows', async (_name, body) => {
    const reading = readIauth(Buffer.from(body), HOLDER)
    await expect(reading).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  })

  test.each(NO_ZERO)('iauth · IA-10 errorcode %s · nobody knows', async (_name, errorcode) => {
    await expect(read({ errorcode, data })).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  })

  test.each([
    [3, 'CHANNEL_UNAVAILABLE', 'switch'],
    ['5', 'BINDING_MISMATCH', 'switch'],
    [11, 'SESSION_EXPIRED', 'retry'],
    [14, 'TICKET_USED', 'retry'],
    [-1, 'UPSTREAM_UNAVAILABLE', 'retry'],
    [4711, 'UPSTREAM_UNAVAILABLE', 'retry'],
    ['toString', 'UPSTREAM_UNAVAILABLE', 'retry'],
  ])('iauth · IA-15 errorcode %p with good data · %s', async (errorcode, code, retry) => {
    if (errorcode === 'toString') {
      await expect(read({ errorcode, data })).rejects.toMatchObject({ code })
      return
    }
    const upstream = String(errorcode)
    expect(await read({ errorcode, data })).toEqual({ status: 'failed', code, retry, upstream })
  })

  test.each([8, '202', 203])('iauth · errorcode %p · ask again', async (errorcode) => {
    expect(await read({ errorcode, data })).toMatchObject({ status: 'pending' })
  })

  test.each([
    ['errmsg', { errmsg: 'success' }],
    ['errormsg', { errormsg: 'success' }],
    ['both, saying otherwise', { errmsg: 'fail', errormsg: 603 }],
    ['neither', {}],
  ])('iauth · IA-1 message in %s · not read', async (_name, message) => {
    expect(await read({ errorcode: '0', data, ...message })).toEqual(PASSED)
  })

  test('iauth · errorcode twice · the last one stands, as in any reader of JSON', async () => {
    const body = (one: number, two: number) =>
      Buffer.from(`{"errorcode":${one},"data":"${data}","errorcode":${two}}`)
    expect(await readIauth(body(0, 3), HOLDER)).toMatchObject({ status: 'failed', upstream: '3' })
    expect(await readIauth(body(3, 0), HOLDER)).toEqual(PASSED)
  })
})

describe('data', () => {
  test.each([
    ['empty', ''],
    ['url-safe base64', seal(JSON.stringify(GOOD)).replace(/\+/g, '-').replace(/\//g, '_')],
    ['base64 without its last character', seal(JSON.stringify(GOOD)).slice(0, -1)],
    ['a block missing', seal(JSON.stringify(GOOD)).slice(0, 64)],
    ['not JSON', seal('verified')],
    ['JSON cut short', seal(JSON.stringify(GOOD).slice(0, -1))],
    ['text', seal('"0"')],
    ['null', seal('null')],
    ['0', seal('0')],
  ])('iauth · data %s · DECRYPT_FAILED', async (_name, data) => {
    expect(await readData(data)).toEqual(NOT_OPENED)
  })

  test.each(['{}', '[]', '[{"yt_errorcode":0}]', '{"data":{"yt_errorcode":0}}'])(
    'iauth · data %s · no verdict, not passed',
    async (text) => {
      expect(await readData(seal(text))).toEqual(UNKNOWN)
    },
  )

  test('iauth · data not UTF-8 inside a name · DECRYPT_FAILED', async () => {
    const key = CryptoJS.enc.Utf8.parse(KEY)
    const gbk = Buffer.from(JSON.stringify(GOOD).replace('张三', '\xd5\xc5\xc8\xfd'), 'latin1')
    const words = CryptoJS.enc.Hex.parse(gbk.toString('hex'))
    const sealed = CryptoJS.AES.encrypt(words, key, { mode: CryptoJS.mode.ECB })
    expect(await readData(sealed.ciphertext.toString(CryptoJS.enc.Base64))).toEqual(NOT_OPENED)
  })

  test.each([
    ['IA-2 the signing key', 'fedcba9876543210fedcba9876543210'],
    ['IA-3 the key half as long', '0123456789abcdef'],
    ['IA-22 the key with a line feed', `${KEY}\n`],
    ['no key', ''],
  ])('iauth · %s · DECRYPT_FAILED', async (_name, aesKey) => {
    const data = seal(JSON.stringify(GOOD))
    expect(await readData(data, { ...HOLDER, aesKey })).toEqual(NOT_OPENED)
  })

  test('iauth · IA-17 CR LF anywhere in data · all of them go', async () => {
    const data = seal(JSON.stringify(GOOD))
    const place = fc.array(fc.nat(data.length), { minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(place, fc.constantFrom('\r\n', '\n', '\r'), async (places, end) => {
        const wrapped = [...data].map((c, at) => (places.includes(at) ? end + c : c)).join('')
        expect(await readData(wrapped + end)).toEqual(PASSED)
      }),
      { seed: 14, numRuns: 100 },
    )
  })
})

describe('verdict', () => {
  test('iauth · everything good · passed', async () => {
    expect(await readObject(GOOD)).toEqual(PASSED)
  })

  test.each(['yt_errorcode', 'livestatus', 'comparestatus'])(
    'iauth · IA-9 IA-20 %s · anything but a zero is not passed',
    async (field) => {
      for (const [, value] of NO_ZERO) {
        expect(await readObject({ ...GOOD, [field]: value })).toEqual(UNKNOWN)
      }
      for (const code of [1, '1', 999, -1, '603', 603]) {
        const outcome = await readObject({ ...GOOD, [field]: code })
        expect(outcome).toMatchObject({ status: 'failed', upstream: String(code) })
      }
    },
  )

  test('iauth · yt_errorcode missing · not passed', async () => {
    const { yt_errorcode: _, ...rest } = GOOD
    expect(await readObject(rest)).toEqual(UNKNOWN)
  })

  test.each([
    ['livestatus and comparestatus absent', ['livestatus', 'comparestatus']],
    ['livestatus absent', ['livestatus']],
  ])('iauth · %s · passed', async (_name, absent) => {
    const entries = Object.entries(GOOD).filter(([key]) => !absent.includes(key))
    expect(await readObject(Object.fromEntries(entries))).toEqual(PASSED)
  })

  test('iauth · IA-10 codes as text · passed', async () => {
    const texts = { yt_errorcode: '0', livestatus: '0', comparestatus: '0' }
    expect(await readObject({ ...GOOD, ...texts })).toEqual(PASSED)
  })

  test.each(Object.entries(VERDICT_CODES))(
    'iauth · IA-15 every listed code · %s, wherever it stands, gives its row',
    async (upstream, { code, retry }) => {
      const failed = { status: 'failed', code, retry, upstream }
      for (const field of ['yt_errorcode', 'livestatus', 'comparestatus']) {
        expect(await readObject({ ...GOOD, [field]: Number(upstream) })).toEqual(failed)
      }
    },
  )

  test.each(['toString', '__proto__', 'constructor', 'hasOwnProperty'])(
    'iauth · code %s · is no row',
    async (code) => {
      expect(await readObject({ ...GOOD, yt_errorcode: code })).toEqual(UNKNOWN)
    },
  )

  test('iauth · codes that an object inherits · do not count', async () => {
    const data = seal(`{"__proto__":${JSON.stringify(GOOD)},"name":"张三","ID":"${GOOD.ID}"}`)
    expect(await readData(data)).toEqual(UNKNOWN)
  })
})

describe('person', () => {
  test.each([
    ['name', undefined],
    ['name', null],
    ['name', ''],
    ['name', '张*'],
    ['name', 'Zhang San'],
    ['name', ['张三']],
    ['name', '张'.repeat(5000)],
    ['ID', undefined],
    ['ID', null],
    ['ID', ''],
    ['ID', '110000********1231'],
    ['ID', '110000199003071235'],
    ['ID', 110000199003071231n.toString().slice(0, 15)],
    ['ID', 110000199003071230],
    ['ID', '110000202611210017'],
  ])('iauth · %s %p · not passed', async (field, value) => {
    const { code, status } = (await readObject({ ...GOOD, [field]: value })) as typeof NOT_OPENED
    expect([status, code]).toEqual(['failed', 'DECRYPT_FAILED'])
  })

  test('iauth · name and number in another spelling · normalised', async () => {
    const spelled = { ...GOOD, name: ' 古丽•艾力 ', ID: '65000019720101009x' }
    const identity = { name: '古丽·艾力', idNumber: '65000019720101009X' }
    expect(await readObject(spelled)).toMatchObject({ status: 'passed', identity })
  })

  test.each([[''], ['oX-openid-0002'], [null], [0], [['oX-openid-0001']], ['x'.repeat(5000)]])(
    'iauth · IA-13 uid %p · BINDING_MISMATCH',
    async (uid) => {
      const failed = { status: 'failed', code: 'BINDING_MISMATCH', retry: 'switch' }
      expect(await readObject({ ...GOOD, uid })).toEqual(failed)
    },
  )

  test('iauth · uid is the owner · passed', async () => {
    expect(await readObject({ ...GOOD, uid: HOLDER.owner })).toEqual(PASSED)
  })

  test('iauth · another person and a failed comparison · the comparison is named', async () => {
    const outcome = await readObject({ ...GOOD, uid: 'oX-openid-0002', comparestatus: 604 })
    expect(outcome).toMatchObject({ code: 'FACE_MISMATCH', upstream: '604' })
  })
})

describe('info_type 0', () => {
  const picture = Buffer.alloc(150_000, 0xff).toString('base64')
  const BIG = { frontpic: picture, ...GOOD, videopic1: picture, video: picture }
  const sealed = seal(JSON.stringify(BIG))
  const escaped = (body: string) => Buffer.from(body.replace(/\//g, '\\/'))

  test('iauth · IA-16 pictures · passed, and nothing of them comes along', async () => {
    expect(await readData(sealed)).toEqual(PASSED)
  })

  test('iauth · pictures, wrapped and with escaped slashes · passed', async () => {
    const data = sealed.replace(/.{76}/g, '$&\r\n')
    expect(await readIauth(escaped(JSON.stringify({ errorcode: 0, data })), HOLDER)).toEqual(PASSED)
  })

  test('iauth · pictures with escaped slashes inside · passed', async () => {
    const data = seal(JSON.stringify(BIG).replace(/\//g, '\\/'))
    expect(await readData(data)).toEqual(PASSED)
  })

  test.each([
    [
      'one character of the base64 changed to none',
      (s: string) => `${s.slice(0, 99_999)}*${s.slice(100_000)}`,
    ],
    ['padding inside', (s: string) => `${s.slice(0, 100_000)}====${s.slice(100_000)}`],
    ['the end missing', (s: string) => s.slice(0, -64)],
    ['the middle missing', (s: string) => s.slice(0, 99_999) + s.slice(100_000)],
  ])('iauth · pictures, %s · DECRYPT_FAILED', async (_name, change) => {
    expect(await readData(change(sealed))).toEqual(NOT_OPENED)
  })

  test('iauth · a line feed in a picture · not JSON, DECRYPT_FAILED', async () => {
    const broken = JSON.stringify(BIG).replace(picture, `${picture.slice(0, 9000)}\n`)
    expect(await readData(seal(broken))).toEqual(NOT_OPENED)
  })

  test('iauth · pictures and a verdict after them · the verdict counts', async () => {
    const outcome = await readObject({ frontpic: picture, ...GOOD, comparestatus: 604 })
    expect(outcome).toMatchObject({ status: 'failed', upstream: '604' })
  })

  test('iauth · a large reply · others get their turn meanwhile', async () => {
    let turns = 0
    let reading = true
    const others = () => {
      turns++
      if (reading) setImmediate(others)
    }
    setImmediate(others)
    await readData(sealed)
    reading = false
    expect(turns).toBeGreaterThan(10)
  })
})
