import * as v from 'valibot'
import type { ChannelDeps } from '../../../../core/channels/channel'
import type { Face1Config } from '../../../../core/channels/face1/index'
import { createFace1, TRAITS } from '../../../../core/channels/face1/index'
import { VerificationError } from '../../../../core/errors'
import type { Evidence } from '../../../../typings/contract'

const NOW = 1_795_147_200
const OWNER = 'oX-openid-0001'
const TICKET = 'verify-result-not-a-real-one'
const SUBJECT = { name: '张三', idNumber: '110000199003071231' }
const MEMORY = {
  nameMd5: '615db57aa314529aaa0fbe95b3e95bd3',
  idNumberMd5: 'ef4725428e482ad436531a44d19c7156',
  checkAliveType: 2,
}
const CONFIG: Face1Config = { checkAliveType: 2, subject: 'userIdKey', uploadVideo: true }
const GOOD = {
  errcode: 0,
  identify_ret: 0,
  finish_time: NOW + 20,
  openid: OWNER,
  id_card_number_md5: MEMORY.idNumberMd5,
  name_utf8_md5: MEMORY.nameMd5,
}

const sent: { path: string; body: object }[] = []
let answer: () => unknown
let now = NOW

function forbidden(): never {
  throw new Error('not for this channel')
}

function unavailable(): never {
  throw new VerificationError('UPSTREAM_UNAVAILABLE', 'no answer in time')
}

const DEPS: ChannelDeps = {
  http: forbidden,
  wechat: {
    post: async (path, body) => {
      sent.push({ path, body })
      return Buffer.from(JSON.stringify(answer()))
    },
    get: forbidden,
    login: forbidden,
  },
  now: () => now,
  random: forbidden,
  ledger: { claim: forbidden, holder: forbidden },
  log: forbidden,
}

const face1 = createFace1(CONFIG, DEPS)
const request = { owner: OWNER, attemptId: 'a1', subject: SUBJECT }
const held = (evidence: Evidence<'face1'>) => ({
  owner: OWNER,
  startedAt: NOW,
  askedAt: NOW,
  subject: SUBJECT,
  memory: MEMORY,
  evidence,
})

beforeEach(() => {
  sent.length = 0
  now = NOW
  answer = () => GOOD
})

describe('start', () => {
  test('face1 · F1-13 start · a key stands for the person, the server keeps fingerprints', async () => {
    answer = () => ({ errcode: 0, user_id_key: 'KEY', expires_in: 3600 })
    expect(await face1.start(request)).toEqual({
      handoff: {
        kind: 'faceVerify',
        api: 'startFacialRecognitionVerifyAndUploadVideo',
        userIdKey: 'KEY',
        checkAliveType: 2,
      },
      memory: MEMORY,
    })
    expect(sent).toEqual([
      {
        path: '/cityservice/face/identify/getuseridkey',
        body: { name: '张三', id_card_number: '110000199003071231' },
      },
    ])
  })

  test('face1 · direct · name and number in the handoff, nothing is sent', async () => {
    const direct = createFace1({ checkAliveType: 0, subject: 'direct', uploadVideo: false }, DEPS)
    expect(await direct.start(request)).toEqual({
      handoff: {
        kind: 'faceVerify',
        api: 'startFacialRecognitionVerify',
        name: '张三',
        idCardNumber: '110000199003071231',
        checkAliveType: 0,
      },
      memory: { ...MEMORY, checkAliveType: 0 },
    })
    expect(sent).toEqual([])
  })

  test('face1 · F1-15 two starts · two keys', async () => {
    answer = () => ({ errcode: 0, user_id_key: `KEY${sent.length}` })
    const keys = [await face1.start(request), await face1.start(request)]
    expect(keys.map(({ handoff }) => handoff)).toMatchObject([
      { userIdKey: 'KEY1' },
      { userIdKey: 'KEY2' },
    ])
  })

  test('face1 · getuseridkey refused · the start is refused', async () => {
    answer = () => ({ errcode: 84006 })
    await expect(face1.start(request)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  test('face1 · start without a subject · a mistake of ours', async () => {
    const start = face1.start({ owner: OWNER, attemptId: 'a1' })
    await expect(start).rejects.toThrow(TypeError)
    expect(sent).toEqual([])
  })

  test('face1 · F1-16 traits · films the face of a named person, on phones, and is to stop', () => {
    expect(TRAITS).toMatchObject({
      handoff: 'faceVerify',
      needsSubject: true,
      face: true,
      mainlandOnly: true,
      unconfigured: { reason: 'sunset', since: '2026-06-30' },
    })
    const least = { wechatVersion: '6.7.2', sdkVersion: '1.9.3' }
    expect(TRAITS.minimum).toEqual({ ios: least, android: least })
  })
})

describe('evidence', () => {
  test.each([
    ['not an object', 'ticket'],
    ['null', null],
    ['ticket a number', { verifyResult: 1 }],
    ['ticket an object', { verifyResult: {} }],
    ['ticket too long', { verifyResult: 'x'.repeat(1025) }],
    ['errCode true', { errCode: true }],
    ['errCode a list', { errCode: [0] }],
    ['errCode a fraction', { errCode: 0.5 }],
    ['errCode too long', { errCode: 'x'.repeat(65) }],
  ])('face1 · evidence %s · refused', (_name, evidence) => {
    expect(v.safeParse(face1.evidence, evidence).success).toBe(false)
  })

  test.each([
    ['nothing', {}, {}],
    ['F1-19 nulls', { verifyResult: null, errCode: null }, {}],
    ['empty texts', { verifyResult: '', errCode: '' }, {}],
    ['a number', { verifyResult: TICKET, errCode: 0 }, { verifyResult: TICKET, errCode: '0' }],
    ['a text', { errCode: '90100' }, { errCode: '90100' }],
    ['an openid of its own', { verifyResult: TICKET, openid: 'x' }, { verifyResult: TICKET }],
  ])('face1 · evidence %s · read', (_name, evidence, read) => {
    expect(v.parse(face1.evidence, evidence)).toEqual(read)
  })
})

describe('finish', () => {
  const CANCELLED = { status: 'cancelled', code: 'USER_CANCELLED', retry: 'retry' }
  const UNKNOWN = { status: 'failed', code: 'UPSTREAM_UNAVAILABLE', retry: 'retry' }
  const failed = (code: string, retry: string) => ({ status: 'failed', code, retry })

  test.each<[string, string | undefined, object]>([
    ['nothing', undefined, CANCELLED],
    ['F1-12 90100', '90100', { ...CANCELLED, upstream: '90100' }],
    ['90101, not allowed', '90101', CANCELLED],
    ['90002 of later clients', '90002', CANCELLED],
    ['90008, no camera allowed', '90008', CANCELLED],
    ['90109', '90109', failed('DEVICE_UNSUPPORTED', 'switch')],
    ['10003', '10003', failed('IDENTITY_MISMATCH', 'retry')],
    ['F1-9 errno 102', 'errno 102', failed('CHANNEL_UNAVAILABLE', 'switch')],
    ['F1-1 0', '0', UNKNOWN],
    ['-1', '-1', UNKNOWN],
    ['10005', '10005', UNKNOWN],
    ['4711', '4711', UNKNOWN],
    ['words', 'x', UNKNOWN],
    ['toString', 'toString', UNKNOWN],
  ])('face1 · back with %s and no ticket · upstream is not asked', (_name, errCode, heard) => {
    expect(face1.finish({ ...(errCode && { errCode }) })).toMatchObject(heard)
  })

  test.each([undefined, '0', '10004', '90100', '-1', 'errno 102'])(
    'face1 · back with a ticket and errCode %p · upstream is asked',
    (errCode) => {
      const evidence = { verifyResult: TICKET, ...(errCode && { errCode }) }
      expect(face1.finish(evidence)).toEqual({ status: 'ask', ticket: TICKET })
    },
  )
})

describe('pull', () => {
  test('face1 · F1-7 pull · the ticket under its name of there; nobody but the claimed person', async () => {
    now = NOW + 30
    expect(await face1.pull(held({ verifyResult: TICKET, errCode: '0' }))).toEqual({
      status: 'passed',
    })
    expect(sent).toEqual([
      { path: '/cityservice/face/identify/getinfo', body: { verify_result: TICKET } },
    ])
  })

  test('face1 · F1-1 the client says 0, upstream 10004 · upstream is believed', async () => {
    answer = () => ({ ...GOOD, identify_ret: 10004 })
    const outcome = await face1.pull(held({ verifyResult: TICKET, errCode: '0' }))
    expect(outcome).toMatchObject({ status: 'failed', code: 'FACE_MISMATCH', upstream: '10004' })
  })

  test('face1 · the client says 10004, upstream has passed · upstream is believed', async () => {
    now = NOW + 30
    const outcome = await face1.pull(held({ verifyResult: TICKET, errCode: '10004' }))
    expect(outcome).toEqual({ status: 'passed' })
  })

  test('face1 · F1-17 fingerprints of the start, not of another subject', async () => {
    const other = { name: '李四', idNumber: '440000198506220480' }
    const outcome = await face1.pull({
      ...held({ verifyResult: TICKET }),
      memory: { ...MEMORY, nameMd5: 'd03c586ce836bd3de86c3c82bd8e46f9' },
      subject: other,
    })
    expect(outcome).toMatchObject({ status: 'failed', code: 'BINDING_MISMATCH' })
  })

  test('face1 · F1-6 no answer as long as the ticket lives · asked again, then expired', async () => {
    answer = unavailable
    const pull = () => face1.pull(held({ verifyResult: TICKET }))
    await expect(pull()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    now = NOW + 299
    await expect(pull()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    now = NOW + 300
    expect(await pull()).toEqual({ status: 'failed', code: 'SESSION_EXPIRED', retry: 'retry' })
  })

  test('face1 · no answer, then one after five minutes · upstream is believed', async () => {
    answer = unavailable
    await expect(face1.pull(held({ verifyResult: TICKET }))).rejects.toThrow()
    now = NOW + 400
    answer = () => ({ errcode: 84002 })
    const outcome = await face1.pull(held({ verifyResult: TICKET }))
    expect(outcome).toMatchObject({ code: 'SESSION_EXPIRED', upstream: '84002' })
  })

  test('face1 · a refusal by WeChat · passed on as it is', async () => {
    answer = () => {
      throw new VerificationError('CHANNEL_UNAVAILABLE', 'refused by WeChat')
    }
    now = NOW + 400
    const pulled = face1.pull(held({ verifyResult: TICKET }))
    await expect(pulled).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' })
  })

  test('face1 · pull without a ticket · a mistake of ours, nothing is sent', async () => {
    await expect(face1.pull(held({ errCode: '0' }))).rejects.toThrow(TypeError)
    expect(sent).toEqual([])
  })
})
