import { createHash } from 'node:crypto'
import { digestsOf } from '../../sandbox/face1-tickets'
import md5 from '../vectors/face1/md5.json'
import { FACE1_API as API, makeKey, pullInfo, SUBJECT, visitFace1 } from './face1-client'
import type { House, Json } from './wechat-client'
import { NOW, openHouse, PATHS, PERSON } from './wechat-client'

let house: House

beforeEach(async () => {
  house = await openHouse()
})

afterEach(() => house.wechat.close())

const key = () => makeKey(house)
const pull = (verifyResult: unknown) => pullInfo(house, verifyResult)
const visitUnder = (outcome: string) => visitFace1(house, outcome)

/** The answer of a whole round under the outcome. */
const roundUnder = async (outcome: string) => pull((await visitUnder(outcome))?.verifyResult)
const md5Of = (text: string) => createHash('md5').update(text).digest('hex')

describe('getuseridkey', () => {
  test.each<[what: string, body: Json]>([
    ['no name', { ...SUBJECT, name: undefined }],
    ['empty name', { ...SUBJECT, name: '' }],
    ['no number', { name: PERSON.name }],
    ['number is a number', { ...SUBJECT, id_card_number: 1 }],
    ['camel case', { name: PERSON.name, idCardNumber: PERSON.idNumber }],
  ])('%s · 84006', async (_what, body) => {
    expect(await house.call(PATHS.getuseridkey, body)).toMatchObject({ errcode: 84006 })
  })

  test('a key for an hour, whatever the number', async () => {
    const answer = await house.call(PATHS.getuseridkey, { name: '张三', id_card_number: '1' })
    expect(answer).toEqual({
      errcode: 0,
      errmsg: 'ok',
      user_id_key: expect.stringMatching(/^id_key_/),
      expires_in: 3600,
    })
  })
})

describe('the face page', () => {
  test.each<[what: string, args: object, errCode: number]>([
    ['nothing given', {}, 10001],
    ['name without number', { name: '张三' }, 10001],
    ['empty name', { name: '', idCardNumber: PERSON.idNumber }, 10001],
    ['unknown key', { userIdKey: 'id_key_invented' }, 10041],
    ['unknown way', { ...SUBJECT, idCardNumber: '1', checkAliveType: 3 }, 10001],
  ])('%s · %j · fails with %i, no ticket', (_what, args, errCode) => {
    expect(house.wechat.face1.visit('openid-1', args)).toEqual({
      errMsg: expect.stringMatching(new RegExp(`^${API}:fail .`)),
      errCode,
    })
  })

  test('a key works for an hour and no longer', async () => {
    const userIdKey = await key()
    house.wechat.advance(3600)
    expect(house.wechat.face1.visit('openid-1', { userIdKey })?.errCode).toBe(0)
    house.wechat.advance(1)
    expect(house.wechat.face1.visit('openid-1', { userIdKey })?.errCode).toBe(10041)
  })

  test('pass · ok with a ticket, under the name of the call', async () => {
    const args = { name: PERSON.name, idCardNumber: PERSON.idNumber }
    const passed = { errCode: 0, verifyResult: expect.any(String) }
    expect(house.wechat.face1.visit('openid-1', args)).toEqual({ errMsg: `${API}:ok`, ...passed })
    expect(house.wechat.face1.visit('openid-1', args, 'startFacialRecognitionVerify')).toEqual({
      errMsg: 'startFacialRecognitionVerify:ok',
      ...passed,
    })
  })
})

describe('getinfo', () => {
  test('camel case, an invented ticket, a used one · 84001; later than 5 minutes · 84002', async () => {
    const ticket = (await visitUnder('pass'))?.verifyResult
    expect(await house.call(PATHS.getinfo, { verifyResult: ticket })).toMatchObject({
      errcode: 84001,
    })
    expect(await pull('invented')).toMatchObject({ errcode: 84001 })
    const late = (await visitUnder('pass'))?.verifyResult
    house.wechat.advance(300)
    expect(await pull(ticket)).toMatchObject({ errcode: 0, identify_ret: 0 })
    expect(await pull(ticket)).toMatchObject({ errcode: 84001 })
    house.wechat.advance(1)
    expect(await pull(late)).toMatchObject({ errcode: 84002 })
  })

  test('pass · who, whose photo, when, how', async () => {
    const userIdKey = await key()
    const visit = house.wechat.face1.visit('openid-1', { userIdKey, checkAliveType: 1 })
    expect(await pull(visit?.verifyResult)).toEqual({
      errcode: 0,
      errmsg: 'ok',
      identify_ret: 0,
      identify_time: NOW,
      validate_data: expect.stringMatching(/^\d{4}$/),
      openid: 'openid-1',
      user_id_key: userIdKey,
      finish_time: NOW,
      id_card_number_md5: md5Of(PERSON.idNumber),
      name_utf8_md5: md5Of(PERSON.name),
      check_alive_type: 1,
    })
  })

  test('10005 · the same ticket may be asked about again', async () => {
    const ticket = (await visitUnder('ret-10005'))?.verifyResult
    expect(await pull(ticket)).toMatchObject({ errcode: 0, identify_ret: 10005 })
    house.wechat.face1.force('pass')
    expect(await pull(ticket)).toMatchObject({ errcode: 0, identify_ret: 0 })
  })

  const same = md5.cases.filter(({ expect: wanted }) => 'normalized' in wanted)
  test.each(same)('md5.json · $name', ({ expect: wanted }) => {
    const { normalized = '', id_card_number_md5, name_utf8_md5 } = wanted
    const digests = digestsOf({ name: normalized, idNumber: normalized })
    if (id_card_number_md5) expect(digests.id_card_number_md5).toBe(id_card_number_md5)
    else expect(digests.name_utf8_md5).toBe(name_utf8_md5)
  })

  const other = md5.cases.filter(({ invalid }) => invalid)
  test.each(other)('md5.json · $name · is not what is answered', ({ given }) => {
    const { name = '', idNumber = '', ...digest } = given
    expect(digestsOf({ name, idNumber })).not.toMatchObject(digest)
  })
})

describe('odd answers', () => {
  const hour = 3600
  test.each<[outcome: string, fields: Json]>([
    ['ret-text', { identify_ret: '0' }],
    ['errcode-text', { errcode: '0', identify_ret: 0 }],
    ['md5-upper', { name_utf8_md5: md5Of(PERSON.name).toUpperCase() }],
    ['other-user-id-key', { identify_ret: 0, user_id_key: expect.not.stringMatching(/^id_key/) }],
    ['alive-4', { check_alive_type: 4 }],
    ['weak', { check_alive_type: 0, identify_ret: 0 }],
    ['other-openid', { openid: expect.not.stringMatching('openid-1') }],
    ['md5-name', { id_card_number_md5: md5Of(PERSON.idNumber) }],
    ['md5-id', { name_utf8_md5: md5Of(PERSON.name) }],
    ['empty-md5-id', { id_card_number_md5: '' }],
    ['ret-empty', { identify_ret: '' }],
    ['ret-null', { identify_ret: null }],
    ['ret-false', { identify_ret: false }],
    ['ret-space', { identify_ret: ' 0' }],
    ['ret-unlisted', { identify_ret: 19_999 }],
    ['null-errcode', { errcode: null }],
    ['old', { identify_time: NOW - hour, finish_time: NOW - hour }],
    ['old-no-finish', { identify_time: NOW - hour }],
    ['future', { identify_time: NOW + hour, finish_time: NOW + hour }],
  ])('%s', async (outcome, fields) => {
    expect(await roundUnder(outcome)).toMatchObject(fields)
  })

  test.each<[outcome: string, gone: string[]]>([
    ['no-ret', ['identify_ret']],
    ['no-errcode', ['errcode']],
    ['no-openid', ['openid']],
    ['no-md5', ['name_utf8_md5', 'id_card_number_md5']],
    ['no-md5-name', ['name_utf8_md5']],
    ['no-alive', ['check_alive_type']],
    ['no-finish-time', ['finish_time']],
    ['old-no-finish', ['finish_time']],
    ['no-times', ['identify_time', 'finish_time']],
  ])('%s · without %j', async (outcome, gone) => {
    const whole = Object.keys(await roundUnder('pass'))
    const keys = Object.keys(await roundUnder(outcome))
    expect(whole.filter((name) => !keys.includes(name)).sort()).toEqual(gone.sort())
  })

  test('md5-name and md5-id · a digest of nobody here', async () => {
    const { name_utf8_md5 } = await roundUnder('md5-name')
    expect(name_utf8_md5).toMatch(/^[0-9a-f]{32}$/)
    expect(name_utf8_md5).not.toBe(md5Of(PERSON.name))
    const { id_card_number_md5 } = await roundUnder('md5-id')
    expect(id_card_number_md5).not.toBe(md5Of(PERSON.idNumber))
  })

  test.each(['unknown-ticket', 'foreign-ticket'])('%s · 84001', async (outcome) => {
    expect(await roundUnder(outcome)).toMatchObject({ errcode: 84001 })
  })

  test('the client and the server say different things', async () => {
    const told = async (outcome: string) => {
      const callback = await visitUnder(outcome)
      const { errcode, identify_ret } = await pull(callback?.verifyResult)
      return [callback?.errMsg.replace(`${API}:`, ''), callback?.errCode, errcode, identify_ret]
    }
    expect(await told('says-0-10003')).toEqual(['ok', 0, 0, 10003])
    expect(await told('says-0-10004')).toEqual(['ok', 0, 0, 10004])
    expect(await told('says-10004-0')).toEqual(['fail', 10004, 0, 0])
    expect(await told('cancel-with-ticket')).toEqual(['cancel', 90100, 0, 90100])
    expect(await told('no-code')).toEqual(['fail', undefined, 0, 10004])
  })

  test('silent · no callback; no-ticket · codes without a ticket', async () => {
    expect(await visitUnder('silent')).toBeUndefined()
    expect(await visitUnder('no-ticket')).toEqual({ errMsg: expect.anything(), errCode: 10004 })
    expect(await visitUnder('no-ticket-0')).toEqual({ errMsg: `${API}:ok`, errCode: 0 })
    const words = async (id: string) => (await visitUnder(id))?.errMsg
    expect(await words('client-no-permission')).toMatch(/:fail jsapi has no permission, event=/)
    expect(await words('client-not-support')).toBe(`${API}:fail face detect not support`)
  })

  test('start-http-502 · getuseridkey alone; http-502 · getinfo alone', async () => {
    house.wechat.face1.force('start-http-502')
    expect((await house.send(PATHS.getuseridkey, SUBJECT)).status).toBe(502)
    house.wechat.face1.force('pass')
    const ticket = (await visitUnder('http-502'))?.verifyResult
    expect((await house.send(PATHS.getuseridkey, SUBJECT)).status).toBe(200)
    expect((await house.send(PATHS.getinfo, { verify_result: ticket })).status).toBe(502)
    house.wechat.face1.force('pass')
    expect(await pull(ticket)).toMatchObject({ identify_ret: 0 })
  })

  test('lost · the ticket is gone', async () => {
    const ticket = (await visitUnder('lost'))?.verifyResult
    const signal = AbortSignal.timeout(100)
    await expect(house.send(PATHS.getinfo, { verify_result: ticket }, { signal })).rejects.toThrow()
    house.wechat.face1.force('pass')
    expect(await pull(ticket)).toMatchObject({ errcode: 84001 })
  })
})

test('the log · masked', async () => {
  const userIdKey = await key()
  const ticket = house.wechat.face1.visit('openid-of-a-person', { userIdKey })?.verifyResult
  await pull(ticket)
  await pull(ticket)
  const { entries } = await house.json('/face1/__log')
  expect((entries as { title: string }[]).map(({ title }) => title)).toEqual([
    '上传姓名和号码 getuseridkey',
    '人脸页面 → 通过',
    '查询结果 getinfo → 通过',
    'getinfo → errcode 84001',
  ])
  const text = JSON.stringify(entries)
  expect(text).toContain('李* 650000********009X')
  for (const secret of [userIdKey, ticket, PERSON.name, PERSON.idNumber, md5Of(PERSON.idNumber)]) {
    expect(text).not.toContain(secret)
  }
})
