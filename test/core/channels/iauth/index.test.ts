import * as v from 'valibot'
import type { ChannelDeps } from '../../../../core/channels/channel'
import type { IauthConfig } from '../../../../core/channels/iauth/index'
import { createIauth, TRAITS } from '../../../../core/channels/iauth/index'
import { signIauth } from '../../../../core/channels/iauth/sign'
import { VerificationError } from '../../../../core/errors'
import type { HttpReply, HttpRequest } from '../../../../core/http'
import vectors from '../../../vectors/iauth/data.json'

const NOW = 1763600000
const OWNER = 'oX-openid-0001'
const TOKEN = '{0B0A3C4D-0000-4000-8000-00000000ABCD}'
const CONFIG: IauthConfig = {
  endpoint: 'https://iauth.example',
  appId: '0042',
  secretKey: 'Zk3vT9qLm2XcRw8sYb5nHd7pAe4uGj6f',
  aesKey: '0123456789abcdef0123456789abcdef',
  signTtlS: 600,
  entryApi: 'appauth',
  cryptType: 3,
  infoType: 1,
  miniProgram: { appId: 'wx0000000000000000', path: 'page/index', envVersion: 'release' },
}
const PASS = vectors.cases.find(({ name }) => name === 'info_type 1, everything passed')

const sent: HttpRequest[] = []
let answer: (request: HttpRequest) => Partial<HttpReply>

function forbidden(): never {
  throw new Error('not for this channel')
}

const DEPS: ChannelDeps = {
  http: async (request) => {
    sent.push(request)
    return { status: 200, headers: new Headers(), body: Buffer.alloc(0), ...answer(request) }
  },
  wechat: forbidden as never,
  now: () => NOW,
  random: forbidden,
  ledger: { claim: forbidden, holder: forbidden },
  log: () => undefined,
}

const iauth = createIauth(CONFIG, DEPS)
const held = (evidence: { token?: string; errCode?: string }) => ({
  owner: OWNER,
  startedAt: NOW,
  askedAt: NOW,
  memory: {},
  evidence,
})
const replyOf = (value: unknown) => () => ({ body: Buffer.from(JSON.stringify(value)) })

beforeEach(() => {
  sent.length = 0
  answer = replyOf({ errorcode: 0, errormsg: 'success', data: PASS?.given.data })
})

describe('start', () => {
  test('iauth · IA-6 start · entry signature, uid and appid; nothing is sent', async () => {
    const started = await iauth.start({ owner: OWNER, attemptId: 'a1' })
    const call = { appId: '0042', api: 'appauth', timestamp: NOW, ttl: 600 }
    expect(started).toEqual({
      handoff: {
        kind: 'miniProgram',
        appId: 'wx0000000000000000',
        path: 'page/index',
        envVersion: 'release',
        extraData: { signature: signIauth(call, CONFIG.secretKey), uid: OWNER, appid: '0042' },
      },
      memory: {},
    })
    expect(sent).toEqual([])
  })

  test('iauth · IA-8 target and entry · are configuration', async () => {
    const miniProgram = { appId: 'wxother', path: 'p', envVersion: 'trial' as const }
    const other = createIauth({ ...CONFIG, entryApi: 'auth', miniProgram }, DEPS)
    const { handoff } = await other.start({ owner: OWNER, attemptId: 'a1' })
    expect(handoff).toMatchObject(miniProgram)
    const call = { appId: '0042', api: 'auth', timestamp: NOW, ttl: 600 }
    const signature = signIauth(call, CONFIG.secretKey)
    expect(handoff).toMatchObject({ extraData: { signature } })
  })

  test('iauth · traits · films the face, needs no subject, refuses old clients', () => {
    expect(TRAITS).toMatchObject({ handoff: 'miniProgram', face: true, needsSubject: false })
    expect(TRAITS.minimum.ios?.wechatVersion).toBe('6.5.9')
    expect(TRAITS.minimum.android?.wechatVersion).toBe('6.5.10')
  })
})

describe('evidence', () => {
  test.each([
    ['not an object', 'token'],
    ['null', null],
    ['token a number', { token: 1 }],
    ['token an object', { token: {} }],
    ['token too long', { token: 'x'.repeat(513) }],
    ['errCode true', { errCode: true }],
    ['errCode a list', { errCode: [0] }],
    ['errCode a fraction', { errCode: 0.5 }],
    ['error_code an object', { error_code: {} }],
  ])('iauth · evidence %s · refused', (_name, evidence) => {
    expect(v.safeParse(iauth.evidence, evidence).success).toBe(false)
  })

  test.each([
    ['nothing', {}, {}],
    ['nulls', { token: null, errCode: null }, {}],
    ['empty texts', { token: '', errCode: '' }, {}],
    ['IA-14 token with braces', { token: TOKEN }, { token: TOKEN }],
    ['token of any shape', { token: ' a&b=张\n' }, { token: ' a&b=张\n' }],
    ['longest token', { token: 'x'.repeat(512) }, { token: 'x'.repeat(512) }],
    ['IA-11 errCode a number', { errCode: 602 }, { errCode: '602' }],
    ['IA-11 errCode 0', { token: TOKEN, errCode: 0 }, { token: TOKEN, errCode: '0' }],
    ['IA-11 both spellings', { errCode: 0, error_code: 602 }, { errCode: '0' }],
    ['IA-11 error_code as text', { error_code: '602' }, { errCode: '602' }],
    [
      'messages and the rest',
      { token: TOKEN, errMsg: 'x', error_msg: 'y', uid: 'z' },
      { token: TOKEN },
    ],
  ])('iauth · evidence %s · read', (_name, evidence, read) => {
    expect(v.parse(iauth.evidence, evidence)).toEqual(read)
  })
})

describe('finish', () => {
  const CANCELLED = { status: 'cancelled', code: 'USER_CANCELLED', retry: 'retry' }

  test.each([
    ['nothing', {}],
    ['0 and nothing to pull', { errCode: '0' }],
  ])('iauth · IA-19 back with %s · cancelled', (_name, evidence) => {
    expect(iauth.finish(evidence)).toEqual(CANCELLED)
  })

  test.each([
    ['602', 'LIVENESS_FAILED', 'retry', '602'],
    ['703', 'IDENTITY_MISMATCH', 'retry', '703'],
    ['4711', 'UPSTREAM_UNAVAILABLE', 'retry', '4711'],
    ['00', 'UPSTREAM_UNAVAILABLE', 'retry', undefined],
    ['toString', 'UPSTREAM_UNAVAILABLE', 'retry', undefined],
  ])('iauth · back with %s and no token · %s', (errCode, code, retry, upstream) => {
    const failed = { status: 'failed', code, retry, ...(upstream && { upstream }) }
    expect(iauth.finish({ errCode })).toEqual(failed)
  })

  test.each([undefined, '0', '602', 'nonsense'])(
    'iauth · back with a token and errCode %p · upstream is asked',
    (errCode) => {
      const evidence = { token: TOKEN, ...(errCode && { errCode }) }
      expect(iauth.finish(evidence)).toEqual({ status: 'ask', ticket: TOKEN })
    },
  )
})

describe('pull', () => {
  test('iauth · IA-5 IA-21 pull · own signature in the header, ids as text in the body', async () => {
    expect(await iauth.pull(held({ token: TOKEN }))).toMatchObject({ status: 'passed' })
    const call = { appId: '0042', api: 'getdetectinfo', timestamp: NOW, ttl: 600 }
    const [request] = sent
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://iauth.example/new/cgi-bin/getdetectinfo.php',
      headers: {
        'content-type': 'application/json',
        signature: signIauth(call, CONFIG.secretKey),
      },
      maxBytes: 1024 * 1024,
    })
    expect(JSON.parse(request?.body ?? '')).toEqual({
      token: TOKEN,
      appid: '0042',
      info_type: 1,
      crypt_type: 3,
    })
  })

  test('iauth · with pictures, no crypt_type · larger replies, and the field is not sent', async () => {
    const { cryptType: _, ...rest } = CONFIG
    const other = createIauth({ ...rest, infoType: 0 }, DEPS)
    await other.pull(held({ token: TOKEN }))
    expect(sent[0]?.maxBytes).toBe(40 * 1024 * 1024)
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({ token: TOKEN, appid: '0042', info_type: 0 })
  })

  test('iauth · errCode says 0, upstream says 603 · upstream is believed', async () => {
    const data = vectors.cases.find(({ name }) => name === 'yt_errorcode 603')?.given.data
    answer = replyOf({ errorcode: 0, data })
    const outcome = await iauth.pull(held({ token: TOKEN, errCode: '0' }))
    expect(outcome).toMatchObject({ status: 'failed', code: 'FACE_MISMATCH', upstream: '603' })
  })

  test('iauth · errCode says 602, upstream has passed · upstream is believed', async () => {
    const outcome = await iauth.pull(held({ token: TOKEN, errCode: '602' }))
    expect(outcome).toMatchObject({ status: 'passed' })
  })

  test.each([201, 204, 400, 401, 403, 404])(
    'iauth · status %i with a good body · nobody knows',
    async (status) => {
      const good = answer
      answer = (request) => ({ ...good(request), status })
      const pulled = iauth.pull(held({ token: TOKEN }))
      await expect(pulled).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    },
  )

  test('iauth · no answer · nobody knows', async () => {
    answer = () => {
      throw new VerificationError('UPSTREAM_UNAVAILABLE', 'no answer in time')
    }
    const pulled = iauth.pull(held({ token: TOKEN }))
    await expect(pulled).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  })

  test('iauth · pull without a token · a mistake of ours, nothing is sent', async () => {
    await expect(iauth.pull(held({ errCode: '0' }))).rejects.toThrow(TypeError)
    expect(sent).toEqual([])
  })
})
