import * as v from 'valibot'
import type { ChannelDeps } from '../../../../core/channels/channel'
import { createFace2, TRAITS } from '../../../../core/channels/face2/index'
import { VerificationError } from '../../../../core/errors'
import type { Evidence } from '../../../../typings/contract'
import { createDice } from '../../../support/house'

const NOW = 1_795_147_200
const OWNER = 'oX-openid-0001'
const SUBJECT = { name: '张三', idNumber: '110000199003071231' }
const CERT_HASH = '95c9b87b6974e3091eb8b3847b853f02da13c3394f7d584116a3dd25b5092240' // by sha256sum
const MEMORY = { verifyId: 'VERIFY-ID', outSeqNo: 'seq_1', certHash: CERT_HASH }

interface Opening {
  out_seq_no: string
}

const sent: { path: string; body: object }[] = []
let answer: () => unknown
let now = NOW

function forbidden(): never {
  throw new Error('not for this channel')
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
  random: createDice('face2'),
  ledger: { claim: forbidden, holder: forbidden },
  log: forbidden,
}

const face2 = createFace2({ uploadVideo: false }, DEPS)
const request = { owner: OWNER, attemptId: 'a1', subject: SUBJECT }
const held = (evidence: Evidence<'face2'> = {}) => ({
  owner: OWNER,
  startedAt: NOW,
  askedAt: NOW,
  subject: SUBJECT,
  memory: MEMORY,
  evidence,
})
const sequences = () => sent.map(({ body }) => (body as Opening).out_seq_no)

beforeEach(() => {
  sent.length = 0
  now = NOW
  answer = () => ({ errcode: 0, errmsg: 'ok', verify_id: 'VERIFY-ID', expires_in: 3600 })
})

describe('start', () => {
  test('face2 · F2-4 start · the person goes to upstream, the client gets an id', async () => {
    const { handoff, memory } = await face2.start(request)
    expect(handoff).toEqual({
      kind: 'facialVerify',
      api: 'requestFacialVerify',
      verifyId: 'VERIFY-ID',
    })
    const [outSeqNo] = sequences()
    expect(memory).toEqual({ verifyId: 'VERIFY-ID', outSeqNo, certHash: CERT_HASH })
    expect(sent).toEqual([
      {
        path: '/cityservice/face/identify/getverifyid',
        body: {
          out_seq_no: outSeqNo,
          cert_info: {
            cert_type: 'IDENTITY_CARD',
            cert_name: '张三',
            cert_no: '110000199003071231',
          },
          openid: OWNER,
        },
      },
    ])
  })

  test('face2 · F2-14 with video · only when it is configured', async () => {
    const { handoff } = await createFace2({ uploadVideo: true }, DEPS).start(request)
    expect(handoff).toMatchObject({ api: 'requestFacialVerifyAndUploadVideo' })
  })

  test('face2 · F2-3 out_seq_no · 5 to 32 allowed characters, never twice', async () => {
    for (let n = 0; n < 200; n++) await face2.start(request)
    for (const sequence of sequences()) expect(sequence).toMatch(/^[0-9A-Za-z_-]{5,32}$/)
    expect(new Set(sequences()).size).toBe(200)
  })

  test('face2 · 84019 once · once more with another out_seq_no', async () => {
    const good = answer()
    answer = () => (sent.length === 1 ? { errcode: 84019 } : good)
    const { memory } = await face2.start(request)
    expect(sent).toHaveLength(2)
    expect(new Set(sequences()).size).toBe(2)
    expect(memory.outSeqNo).toBe(sequences()[1])
  })

  test('face2 · 84019 again · the start is refused after two calls', async () => {
    answer = () => ({ errcode: '84019' })
    const refused = { code: 'CHANNEL_UNAVAILABLE', retry: 'retry', upstream: '84019' }
    await expect(face2.start(request)).rejects.toMatchObject(refused)
    expect(sent).toHaveLength(2)
  })

  test.each([
    [84014, 'INVALID_INPUT'],
    [84010, 'CHANNEL_UNAVAILABLE'],
    [40003, 'BINDING_MISMATCH'],
    [4711, 'UPSTREAM_UNAVAILABLE'],
  ])('face2 · errcode %i · the start is refused after one call', async (errcode, code) => {
    answer = () => ({ errcode })
    await expect(face2.start(request)).rejects.toMatchObject({ code })
    expect(sent).toHaveLength(1)
  })

  test('face2 · start without a subject · a mistake of ours', async () => {
    const start = face2.start({ owner: OWNER, attemptId: 'a1' })
    await expect(start).rejects.toThrow(TypeError)
    expect(sent).toEqual([])
  })

  test('face2 · F2-11 traits · films the face of a named person, from base library 3.8.12 on', () => {
    expect(TRAITS).toMatchObject({
      handoff: 'facialVerify',
      needsSubject: true,
      face: true,
      mainlandOnly: true,
      pollsForS: 3500,
    })
    expect(TRAITS.unconfigured).toBeUndefined()
    const least = { sdkVersion: '3.8.12' }
    expect(TRAITS.minimum).toEqual({ ios: least, android: least, ohos: least })
  })
})

describe('evidence', () => {
  test.each([
    ['not an object', '0'],
    ['null', null],
    ['errCode true', { errCode: true }],
    ['errCode a list', { errCode: [0] }],
    ['errCode a fraction', { errCode: 0.5 }],
    ['errCode too long', { errCode: 'x'.repeat(129) }],
  ])('face2 · evidence %s · refused', (_name, evidence) => {
    expect(v.safeParse(face2.evidence, evidence).success).toBe(false)
  })

  test.each([
    ['nothing', {}, {}],
    ['null', { errCode: null }, {}],
    ['a number', { errCode: 0 }, { errCode: '0' }],
    ['a text', { errCode: '90100' }, { errCode: '90100' }],
    [
      'F2-4 an identity of its own',
      { errCode: 0, verifyId: 'x', openid: 'x', outSeqNo: 'x', certHash: 'x', verify_ret: 10000 },
      { errCode: '0' },
    ],
  ])('face2 · evidence %s · read', (_name, evidence, read) => {
    expect(v.parse(face2.evidence, evidence)).toEqual(read)
  })

  test.each([{}, { errCode: '0' }, { errCode: '90100' }, { errCode: 'x' }])(
    'face2 · F2-1 back with %p · upstream is asked, nothing is claimed',
    (evidence) => {
      expect(face2.finish(evidence)).toEqual({ status: 'ask' })
    },
  )
})

describe('pull', () => {
  test('face2 · F2-4 pull · everything from the server own notes', async () => {
    answer = () => ({ errcode: 0, verify_ret: 10000 })
    expect(await face2.pull(held({ errCode: '0' }))).toEqual({ status: 'passed' })
    expect(sent).toEqual([
      {
        path: '/cityservice/face/identify/queryverifyinfo',
        body: {
          verify_id: 'VERIFY-ID',
          out_seq_no: 'seq_1',
          cert_hash: CERT_HASH,
          openid: OWNER,
        },
      },
    ])
  })

  test('face2 · nobody came back · can be asked all the same', async () => {
    answer = () => ({ errcode: 0, verify_ret: 10000 })
    expect(await face2.pull(held())).toEqual({ status: 'passed' })
    answer = () => ({ errcode: 0, verify_ret: 10300 })
    expect(await face2.pull(held())).toMatchObject({ status: 'pending' })
  })

  test('face2 · F2-5 not finished · pending for as long as the id lives', async () => {
    answer = () => ({ errcode: 0, verify_ret: 10300 })
    now = NOW + 3599
    expect(await face2.pull(held())).toMatchObject({ status: 'pending', upstream: '10300' })
    now = NOW + 3600
    expect(await face2.pull(held())).toMatchObject({ status: 'failed', code: 'SESSION_EXPIRED' })
  })

  test('face2 · the client says 0, upstream 10004 · upstream is believed', async () => {
    answer = () => ({ errcode: 0, verify_ret: 10004 })
    const outcome = await face2.pull(held({ errCode: '0' }))
    expect(outcome).toMatchObject({ status: 'failed', code: 'FACE_MISMATCH', upstream: '10004' })
  })

  test('face2 · F2-9 no answer · nobody knows, also when the person cancelled', async () => {
    answer = () => {
      throw new VerificationError('UPSTREAM_UNAVAILABLE', 'no answer in time')
    }
    for (const errCode of ['0', '90100']) {
      const pulled = face2.pull(held({ errCode }))
      await expect(pulled).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    }
  })
})
