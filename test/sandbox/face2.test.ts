import { certHashOf } from '../../sandbox/face2-check'
import hashes from '../vectors/face2/cert-hash.json'
import { FACE2_API as API, hashOf, OWNER, openCheck, startBody } from './face2-client'
import type { House, Json } from './wechat-client'
import { openHouse, PATHS, PERSON } from './wechat-client'

let house: House

beforeEach(async () => {
  house = await openHouse()
})

afterEach(() => house.wechat.close())

const start = () => openCheck(house)
const visit = (verifyId: string, openid = OWNER) => house.wechat.face2.visit(openid, verifyId)

describe('getverifyid', () => {
  test.each<[what: string, errcode: number, changed: Json, cert: Json]>([
    ['no out_seq_no', 84010, { out_seq_no: undefined }, {}],
    ['four characters', 84011, { out_seq_no: 'abcd' }, {}],
    ['33 characters', 84011, { out_seq_no: 'a'.repeat(33) }, {}],
    ['a dot in it', 84011, { out_seq_no: 'abc.def' }, {}],
    ['a number', 84011, { out_seq_no: 12345 }, {}],
    ['no cert_info', 84012, { cert_info: undefined }, {}],
    ['cert_info as text', 84012, { cert_info: '{}' }, {}],
    ['a passport', 84013, {}, { cert_type: 'PASSPORT' }],
    ['no type', 84013, {}, { cert_type: undefined }],
    ['no name', 84014, {}, { cert_name: undefined }],
    ['empty name', 84014, {}, { cert_name: '' }],
    ['no number', 84015, {}, { cert_no: undefined }],
    ['15 digits', 84015, {}, { cert_no: '110000900307123' }],
    ['wrong check character', 84015, {}, { cert_no: '110000199003071232' }],
    ['lower-case x', 84015, {}, { cert_no: '65000019720101009x' }],
    ['no openid', 84016, { openid: undefined }, {}],
    ['openid with a space', 40003, { openid: 'open id' }, {}],
    ['openid of another AppID', 40003, { openid: 'foreign-openid' }, {}],
  ])('%s · %i', async (_what, errcode, changed, cert) => {
    const answer = await house.call(PATHS.getverifyid, startBody(changed, cert))
    expect(answer).toEqual({ errcode, errmsg: expect.any(String) })
  })

  test('a name that is not UTF-8 · 84014', async () => {
    const text = JSON.stringify(startBody({}, { cert_name: '@@' }))
    const [before = '', after = ''] = text.split('@@')
    const gbk = Buffer.concat([
      Buffer.from(before),
      Buffer.from('d5c5c8fd', 'hex'),
      Buffer.from(after),
    ])
    const answer = await house.send(PATHS.getverifyid, '', { body: new Uint8Array(gbk) })
    expect(await answer.json()).toMatchObject({ errcode: 84014 })
  })

  test('an out_seq_no seen before · 84019, also when it was refused then', async () => {
    const body = startBody()
    const badBody = startBody({}, { cert_name: '' })
    expect(await house.call(PATHS.getverifyid, body)).toMatchObject({ errcode: 0 })
    expect(await house.call(PATHS.getverifyid, body)).toMatchObject({ errcode: 84019 })
    expect(await house.call(PATHS.getverifyid, badBody)).toMatchObject({ errcode: 84014 })
    expect(await house.call(PATHS.getverifyid, badBody)).toMatchObject({ errcode: 84019 })
  })

  test('an id for an hour', async () => {
    expect(await house.call(PATHS.getverifyid, startBody())).toEqual({
      errcode: 0,
      errmsg: 'ok',
      verify_id: expect.stringMatching(/^[\w-]{64}$/),
      expires_in: 3600,
    })
    house.wechat.face2.force('long-id')
    const { verify_id } = await house.call(PATHS.getverifyid, startBody())
    expect(verify_id).toHaveLength(256)
  })
})

describe('the face page', () => {
  test('unknown, used, expired, of another person · 84001', async () => {
    const refused = {
      errMsg: expect.stringMatching(`^${API}:fail 非法 identify_id`),
      errCode: 84001,
    }
    expect(visit('invented')).toEqual(refused)
    const { verifyId } = await start()
    expect(visit(verifyId, 'openid-2')).toEqual(refused)
    expect(visit(verifyId)).toEqual({ errMsg: `${API}:ok`, errCode: 0 })
    expect(visit(verifyId)).toEqual(refused)
    const late = await start()
    house.wechat.advance(3600)
    expect(visit(late.verifyId)).toEqual(refused)
  })

  test('a cancelled id opens no second time, and is never finished', async () => {
    const { verifyId, query } = await start()
    house.wechat.face2.force('client-90100')
    expect(visit(verifyId)).toEqual({ errMsg: `${API}:cancel`, errCode: 90100 })
    house.wechat.face2.force('pass')
    expect(visit(verifyId)?.errCode).toBe(84001)
    expect(await query()).toMatchObject({ verify_ret: 10300 })
  })

  test('goes by the name of the call', async () => {
    const { verifyId } = await start()
    const api = 'requestFacialVerifyAndUploadVideo'
    expect(house.wechat.face2.visit(OWNER, verifyId, api)?.errMsg).toBe(`${api}:ok`)
  })
})

describe('queryverifyinfo', () => {
  test.each<[what: string, errcode: number, changed: Json]>([
    ['no verify_id', 84021, { verify_id: '' }],
    ['unknown verify_id', 84001, { verify_id: 'invented' }],
    ['no out_seq_no', 84010, { out_seq_no: undefined }],
    ['another out_seq_no', 84020, { out_seq_no: 'other' }],
    ['no openid', 84016, { openid: undefined }],
    ['another openid', 84017, { openid: 'openid-2' }],
    ['no cert_hash', 84018, { cert_hash: undefined }],
    [
      'cert_hash in upper case',
      84018,
      { cert_hash: hashOf(PERSON.name, PERSON.idNumber).toUpperCase() },
    ],
    ['cert_hash of another', 84018, { cert_hash: hashOf('张三', PERSON.idNumber) }],
  ])('%s · %i', async (_what, errcode, changed) => {
    const { verifyId, query } = await start()
    visit(verifyId)
    expect(await query(changed)).toMatchObject({ errcode })
    expect(await query(changed)).not.toHaveProperty('verify_ret')
  })

  test('10300 before the person is done, 10000 after, again and again, 84022 after an hour', async () => {
    const { verifyId, query } = await start()
    expect(await query()).toEqual({ errcode: 0, errmsg: 'ok', verify_ret: 10300 })
    visit(verifyId)
    expect(await query()).toEqual({ errcode: 0, errmsg: 'ok', verify_ret: 10000 })
    house.wechat.advance(3599)
    expect(await query()).toMatchObject({ verify_ret: 10000 })
    house.wechat.advance(1)
    expect(await query()).toMatchObject({ errcode: 84022 })
  })

  test.each(hashes.cases)('cert-hash.json · $name', async ({ given, expect: wanted }) => {
    const { certName: name, certNo: idNumber } = given
    if (wanted.cert_hash) {
      expect(certHashOf({ name, idNumber })).toBe(wanted.cert_hash)
      return
    }
    const body = startBody({}, { cert_name: name, cert_no: idNumber })
    const { verify_id } = await house.call(PATHS.getverifyid, body)
    const { out_seq_no, openid } = body
    const { cert_hash } = given
    const answer = await house.call(PATHS.queryverifyinfo, {
      verify_id,
      out_seq_no,
      openid,
      cert_hash,
    })
    expect(answer.errcode).toBe(wanted.errcode)
    const right = { verify_id, out_seq_no, openid, cert_hash: hashOf(name, idNumber) }
    expect(await house.call(PATHS.queryverifyinfo, right)).toMatchObject({ errcode: 0 })
  })
})

describe('odd answers', () => {
  test.each<[outcome: string, answer: Json]>([
    ['ret-text', { errcode: 0, errmsg: 'ok', verify_ret: '10000' }],
    ['errcode-text', { errcode: '0', errmsg: 'ok', verify_ret: 10000 }],
    ['no-ret', { errcode: 0, errmsg: 'ok' }],
    ['ret-0', { errcode: 0, errmsg: 'ok', verify_ret: 0 }],
    ['ret-empty', { errcode: 0, errmsg: 'ok', verify_ret: '' }],
    ['ret-null', { errcode: 0, errmsg: 'ok', verify_ret: null }],
    ['ret-space', { errcode: 0, errmsg: 'ok', verify_ret: ' 10000' }],
    ['ret-float', { errcode: 0, errmsg: 'ok', verify_ret: '1e4' }],
    ['ret-list', { errcode: 0, errmsg: 'ok', verify_ret: [10000] }],
    ['ret-unlisted', { errcode: 0, errmsg: 'ok', verify_ret: 19999 }],
    ['no-errcode', { verify_ret: 10000 }],
    ['null-errcode', { errcode: null, errmsg: 'ok', verify_ret: 10000 }],
  ])('%s', async (outcome, answer) => {
    const { verifyId, query } = await start()
    house.wechat.face2.force(outcome)
    expect(visit(verifyId)).toEqual({ errMsg: `${API}:ok`, errCode: 0 })
    expect(await query()).toEqual(answer)
  })

  test('the client and the server say different things', async () => {
    for (const [outcome, errCode, verifyRet] of [
      ['says-0-10004', 0, 10004],
      ['says-10004-0', 10004, 10000],
    ] as const) {
      const { verifyId, query } = await start()
      house.wechat.face2.force(outcome)
      expect(visit(verifyId)?.errCode).toBe(errCode)
      expect(await query()).toMatchObject({ verify_ret: verifyRet })
    }
  })

  test('silent · done without a callback', async () => {
    const { verifyId, query } = await start()
    house.wechat.face2.force('silent')
    expect(visit(verifyId)).toBeUndefined()
    expect(await query()).toMatchObject({ verify_ret: 10000 })
  })

  test('pending-once · 10300, then 10000', async () => {
    const { verifyId, query } = await start()
    house.wechat.face2.force('pending-once')
    visit(verifyId)
    expect(await query()).toMatchObject({ verify_ret: 10300 })
    expect(await query()).toMatchObject({ verify_ret: 10000 })
  })

  test('hang-once · no answer, then 10000', async () => {
    const { verifyId, query, queryBody } = await start()
    visit(verifyId)
    house.wechat.face2.force('hang-once')
    const signal = AbortSignal.timeout(100)
    await expect(house.send(PATHS.queryverifyinfo, queryBody, { signal })).rejects.toThrow()
    expect(await query()).toMatchObject({ verify_ret: 10000 })
  })

  test('seq-taken-once · 84019, then an id for a new number', async () => {
    house.wechat.face2.force('seq-taken-once')
    expect(await house.call(PATHS.getverifyid, startBody())).toMatchObject({ errcode: 84019 })
    expect(await house.call(PATHS.getverifyid, startBody())).toMatchObject({ errcode: 0 })
  })

  test('start-late · the number is taken although the caller has gone', async () => {
    const slow = await openHouse({ lateMs: 500 })
    slow.wechat.face2.force('start-late')
    const body = startBody()
    const signal = AbortSignal.timeout(100)
    await expect(slow.send(PATHS.getverifyid, body, { signal })).rejects.toThrow()
    slow.wechat.face2.force('pass')
    expect(await slow.call(PATHS.getverifyid, body)).toMatchObject({ errcode: 84019 })
    await slow.wechat.close()
  })

  test('token-40001-once', async () => {
    const { verifyId, query } = await start()
    visit(verifyId)
    house.wechat.face2.force('token-40001-once')
    expect(await query()).toMatchObject({ errcode: 40001 })
    await house.token()
    expect(await query()).toMatchObject({ verify_ret: 10000 })
  })
})

test('the log · masked', async () => {
  const { verifyId, query } = await start()
  visit(verifyId)
  await query()
  await query({ cert_hash: '' })
  const { entries } = await house.json('/face2/__log')
  expect((entries as { title: string }[]).map(({ title }) => title)).toEqual([
    '开始核身 getverifyid',
    '人脸页面 → 通过',
    '查询结论 queryverifyinfo → 通过',
    'queryverifyinfo → errcode 84018',
  ])
  const text = JSON.stringify(entries)
  const secrets = [verifyId, PERSON.name, PERSON.idNumber, hashOf(PERSON.name, PERSON.idNumber)]
  for (const secret of secrets) expect(text).not.toContain(secret)
})
