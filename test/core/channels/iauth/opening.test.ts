import CryptoJS from 'crypto-js'
import fc from 'fast-check'
import { readIauth } from '../../../../core/channels/iauth/result'
import {
  GOOD,
  HOLDER,
  KEY,
  NO_ZERO,
  NOT_OPENED,
  PASSED,
  read,
  readData,
  readObject,
  seal,
  UNKNOWN,
} from './fixtures'

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

  test('iauth · a large reply · others get their turn while it is read and while it is opened', async () => {
    let turns = 0
    let reading = true
    const others = () => {
      turns++
      if (reading) setImmediate(others)
    }
    setImmediate(others)
    await readData(sealed)
    reading = false
    expect(turns).toBeGreaterThan(20)
  })
})
