import { setTimeout as sleep } from 'node:timers/promises'
import { createIauthSandbox } from '../../sandbox/iauth'
import codes from '../vectors/iauth/codes.json'
import type { House } from './iauth-client'
import { ACCOUNT, extraDataAt, open, openHouse, openText, PERSON } from './iauth-client'

const BIG = 300_000

let house: House

beforeEach(async () => {
  house = await openHouse({ bigBytes: BIG, slowMs: 40 })
})

afterEach(() => house.iauth.close())

const codesOf = (surface: string) =>
  codes.cases
    .map(({ given }) => given)
    .filter((given) => given.surface === surface && given.code !== '0')
    .map(({ code }) => code)

/** The decrypted object of a pull under the outcome in force. */
async function resultOf(token: string): Promise<Record<string, unknown>> {
  const { errorcode, data } = await house.ask(token)
  expect(errorcode).toBe(0)
  return open(String(data))
}

describe('a good answer', () => {
  test('names the person who visited, every code 0, text only', async () => {
    const token = house.tokenUnder('pass')
    expect(token).toMatch(/^\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}$/)
    const answer = await house.ask(token)
    expect(answer).toEqual({ errorcode: 0, errormsg: 'success', data: expect.any(String) })
    const result = open(String(answer.data))
    expect(result).toMatchObject({ name: PERSON.name, ID: PERSON.idNumber, ID_birth: '19491231' })
    expect(result).toMatchObject({ yt_errorcode: 0, livestatus: 0, comparestatus: 0, type: 0 })
    expect(result.validatedata).toMatch(/^\d{4}$/)
    expect(Object.keys(result)).not.toContain('video')
  })

  test('can be pulled again, and names 张三 when nobody was said', async () => {
    const token = String(house.iauth.visit(extraDataAt())?.token)
    expect(await resultOf(token)).toEqual(await resultOf(token))
    expect(await resultOf(token)).toMatchObject({ name: '张三' })
  })

  test.each([[0], [undefined]])('info_type %s adds pictures and video in base64', async (info) => {
    const { data } = await house.ask(house.tokenUnder('pass'), { body: { info_type: info } })
    const result = open(String(data))
    const pictures = ['frontpic', 'backpic', 'videopic1', 'videopic2', 'videopic3', 'video']
    for (const key of pictures) expect(result[key]).toMatch(/^[A-Za-z0-9+/]{16,}=*$/)
  })
})

describe('every verdict of the vendor', () => {
  test.each([...codesOf('yt_errorcode'), '506', '904', '999'])('%s', async (code) => {
    house.iauth.force(`yt-${code}`)
    const back = house.iauth.visit(extraDataAt(), PERSON)
    expect(back).toEqual({ token: expect.any(String), errCode: code })
    house.iauth.force('pass')
    expect(await resultOf(String(back?.token))).toMatchObject({ yt_errorcode: Number(code) })
  })

  test('one that is forced after the return is what the pull says', async () => {
    const token = house.tokenUnder('pass')
    house.iauth.force('yt-603')
    expect(await resultOf(token)).toMatchObject({ yt_errorcode: 603 })
  })
})

describe('every refusal of the vendor', () => {
  test.each(codesOf('errorcode'))('%s', async (code) => {
    const token = house.tokenUnder(`error-${code}`)
    expect(await house.ask(token)).toEqual({
      errorcode: Number(code),
      errormsg: expect.stringMatching(/./),
    })
    house.iauth.force('pass')
    expect(await house.ask(token)).toMatchObject({ errorcode: 0 })
  })
})

describe('a result with', () => {
  const absent = undefined
  test.each<[outcome: string, fields: Record<string, unknown>]>([
    ['pass-text', { yt_errorcode: '0' }],
    ['no-status', { yt_errorcode: 0, livestatus: absent, comparestatus: absent }],
    ['second', { type: 1, sim: expect.any(String) }],
    ['same-uid', { uid: 'openid-1' }],
    ['other-uid', { uid: expect.not.stringMatching(/^openid-1$/) }],
    ['other-person', { name: '李四', ID: '440000198506220480' }],
    ['live-1', { yt_errorcode: 0, livestatus: 1 }],
    ['live-602-text', { yt_errorcode: 0, livestatus: '602' }],
    ['live-empty', { yt_errorcode: 0, livestatus: '' }],
    ['compare-1', { yt_errorcode: 0, comparestatus: 1 }],
    ['compare-604', { yt_errorcode: 0, comparestatus: 604 }],
    ['compare-null', { yt_errorcode: 0, comparestatus: null }],
    ['no-verdict', { yt_errorcode: absent, livestatus: 0 }],
    ['empty-verdict', { yt_errorcode: '' }],
    ['null-verdict', { yt_errorcode: null }],
    ['false-verdict', { yt_errorcode: false }],
    ['space-verdict', { yt_errorcode: ' 0' }],
    ['hex-verdict', { yt_errorcode: '0x0' }],
    ['list-verdict', { yt_errorcode: [0] }],
    ['no-name', { yt_errorcode: 0, name: absent }],
    ['bad-name', { name: '\ufffd\ufffd' }],
    ['no-id', { ID: '' }],
    ['bad-id', { ID: '110105194912310021' }],
  ])('%s', async (outcome, fields) => {
    const result = await resultOf(house.tokenUnder(outcome))
    for (const [key, value] of Object.entries(fields)) expect(result[key]).toEqual(value)
  })
})

describe('an odd answer', () => {
  test('errmsg: that key and not the other', async () => {
    const answer = await house.ask(house.tokenUnder('errmsg'))
    expect(Object.keys(answer)).toEqual(['errorcode', 'errmsg', 'data'])
  })

  test.each([
    ['errorcode-text', { errorcode: '0' }],
    ['null-errorcode', { errorcode: null }],
    ['empty-errorcode', { errorcode: '' }],
    ['unlisted-errorcode', { errorcode: 99 }],
    ['empty-data', { errorcode: 0, data: '' }],
  ])('%s', async (outcome, fields) => {
    expect(await house.ask(house.tokenUnder(outcome))).toMatchObject(fields)
  })

  test.each([
    ['no-data', ['errorcode', 'errormsg']],
    ['no-errorcode', ['errormsg', 'data']],
  ])('%s', async (outcome, keys) => {
    expect(Object.keys(await house.ask(house.tokenUnder(outcome)))).toEqual(keys)
  })

  test('crlf: many line ends, and right without them', async () => {
    const { data } = await house.ask(house.tokenUnder('crlf'))
    expect(String(data).match(/\r\n/g)?.length).toBeGreaterThan(2)
    expect(open(String(data))).toMatchObject({ yt_errorcode: 0 })
  })

  test.each(['wrong-key', 'truncated', 'not-base64', 'not-utf8'])(
    '%s: does not open',
    async (outcome) => {
      const { errorcode, data } = await house.ask(house.tokenUnder(outcome))
      expect(errorcode).toBe(0)
      expect(() => open(String(data))).toThrow()
    },
  )

  test('bad-json and list-json: open, but to no object', async () => {
    const broken = await house.ask(house.tokenUnder('bad-json'))
    expect(() => JSON.parse(openText(String(broken.data)))).toThrow(SyntaxError)
    const list = await house.ask(house.tokenUnder('list-json'))
    expect(open(String(list.data))).toHaveLength(1)
  })

  test('big: as large as was asked for with info_type 0, as always with 1', async () => {
    const token = house.tokenUnder('big')
    const text = await (await house.pull(token, { body: { info_type: 0 } })).text()
    expect(Math.abs(text.length - BIG)).toBeLessThan(3000)
    expect(open(JSON.parse(text).data)).toMatchObject({ yt_errorcode: 0, name: PERSON.name })
    expect(JSON.stringify(await house.ask(token)).length).toBeLessThan(3000)
  })
})

describe('trouble with the service', () => {
  test.each([
    ['http-502', 502],
    ['http-503', 503],
    ['http-500', 500],
    ['http-429', 429],
    ['http-403', 403],
    ['http-302', 302],
  ])('%s, until another outcome is forced', async (outcome, status) => {
    const token = house.tokenUnder(outcome)
    expect((await house.pull(token)).status).toBe(status)
    house.iauth.force('pass')
    expect(await house.ask(token)).toMatchObject({ errorcode: 0 })
  })

  test.each(['html', 'empty'])('%s: HTTP 200 that is no JSON', async (outcome) => {
    const response = await house.pull(house.tokenUnder(outcome))
    expect(response.status).toBe(200)
    await expect(response.json()).rejects.toThrow()
  })

  test('down: the connection breaks, then all is well again', async () => {
    const token = house.tokenUnder('down')
    await expect(house.pull(token)).rejects.toThrow()
    house.iauth.force('pass')
    expect(await resultOf(token)).toMatchObject({ yt_errorcode: 0 })
  })

  test('the property down drops every call, the control too, and counts none', async () => {
    const token = house.tokenUnder('pass')
    house.iauth.down = true
    await expect(house.pull(token)).rejects.toThrow()
    await expect(fetch(`${house.origin}/__control`)).rejects.toThrow()
    expect(house.iauth.pulls).toBe(0)
    house.iauth.down = false
    expect(await house.ask(token)).toMatchObject({ errorcode: 0 })
    expect(house.iauth.pulls).toBe(1)
  })

  test('slow: nothing at first, then a pass', async () => {
    const waiting = house.ask(house.tokenUnder('slow'))
    expect(await Promise.race([waiting, sleep(10, 'nothing')])).toBe('nothing')
    expect(await waiting).toMatchObject({ errorcode: 0 })
  })

  test('hang: no answer, and closing the sandbox ends it', async () => {
    const waiting = house.pull(house.tokenUnder('hang')).catch(() => 'ended')
    expect(await Promise.race([waiting, sleep(60, 'nothing')])).toBe('nothing')
    await house.iauth.close()
    expect(await waiting).toBe('ended')
  })

  test('trickle: begins at once and does not end', async () => {
    const response = await house.pull(house.tokenUnder('trickle'))
    const body = response.text().catch(() => 'ended')
    expect(await Promise.race([body, sleep(120, 'nothing')])).toBe('nothing')
    await house.iauth.close()
    expect(await body).toBe('ended')
  })

  test('bomb: little on the wire, 64 MiB unpacked', async () => {
    const response = await house.pull(house.tokenUnder('bomb'))
    expect(Number(response.headers.get('content-length'))).toBeLessThan(200_000)
    expect((await response.arrayBuffer()).byteLength).toBe(64 * 1024 * 1024)
  })
})

describe('the way back', () => {
  const some = expect.stringMatching(/^\{.+\}$/)
  test.each<[outcome: string, back: object | undefined]>([
    ['close', undefined],
    ['no-extra-data', undefined],
    ['empty-extra-data', {}],
    ['no-token', { errCode: '602' }],
    ['no-token-0', { errCode: '0' }],
    ['no-code', { token: some }],
    ['error-code', { token: some, error_code: 0, error_msg: '通过' }],
    ['says-0', { token: some, errCode: '0' }],
    ['says-603', { token: some, errCode: '603' }],
    ['five-times', { token: some, errCode: '0' }],
    ['other-app', { token: some, errCode: '0' }],
    ['unfinished', { token: some, errCode: '0' }],
  ])('%s', (outcome, back) => {
    house.iauth.force(outcome)
    expect(house.iauth.visit(extraDataAt(), PERSON)).toEqual(back)
  })

  test.each([
    ['says-0', 603],
    ['says-603', 0],
  ])('%s, and the pull gives %i', async (outcome, code) => {
    expect(await resultOf(house.tokenUnder(outcome))).toMatchObject({ yt_errorcode: code })
  })

  test.each([
    ['other-app', 11],
    ['unknown-token', 11],
    ['foreign-token', 5],
    ['unfinished', 7],
  ])('%s: its token is refused with %i', async (outcome, code) => {
    const token = house.tokenUnder(outcome)
    house.iauth.force('pass')
    expect(await house.ask(token)).toMatchObject({ errorcode: code })
  })
})

test('a key that is not 32 characters is refused at once', () => {
  for (const aesKey of ['', ACCOUNT.aesKey.slice(1), `${ACCOUNT.aesKey}\n`]) {
    expect(() => createIauthSandbox({ ...ACCOUNT, aesKey })).toThrow(RangeError)
  }
})
