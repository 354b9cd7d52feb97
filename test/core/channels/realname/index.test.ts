import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { ChannelDeps } from '../../../../core/channels/channel'
import { createRealname, TRAITS } from '../../../../core/channels/realname/index'
import { signRealname } from '../../../../core/channels/realname/sign'
import { VerificationError } from '../../../../core/errors'
import type { Evidence } from '../../../../typings/contract'
import vectors from '../../../vectors/realname/decrypt.json'

const NOW = 1763600000
const TOKEN = 'AUTH-TOKEN-not-a-real-one'
const PRIVATE_KEY = readFileSync(
  join(__dirname, '../../../vectors/keys/realname-merchant.test-key.pem'),
  'utf8',
)
const CONFIG = {
  mchId: '1900000000',
  certSerial: '6F5F155057246245F7ED658A39288ACDBA11FFE3',
  privateKey: PRIVATE_KEY,
  categoryId: [99, 904] as [number, number],
}
const fieldOf = (name: string) => vectors.cases.find((one) => one.name === name)?.given.ciphertext
const GOOD = {
  errcode: 0,
  encryted_real_name: fieldOf('two characters'),
  encryted_credential_id: fieldOf('ID number'),
}

const sent: { path: string; body: object }[] = []
let answer: () => unknown

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
  now: () => NOW,
  random: forbidden,
  ledger: { claim: forbidden, holder: forbidden },
  log: forbidden,
}

const realname = createRealname(CONFIG, DEPS)
const held = (evidence: Evidence<'realname'>) => ({
  owner: 'openid-1',
  startedAt: NOW,
  askedAt: NOW,
  memory: {},
  evidence,
})

beforeEach(() => {
  sent.length = 0
  answer = () => GOOD
})

describe('start', () => {
  test('realname · RN-11 start · the category as two numbers; nothing is sent', async () => {
    expect(await realname.start({ owner: 'openid-1', attemptId: 'a1' })).toEqual({
      handoff: { kind: 'realnameButton', categoryId: [99, 904] },
      memory: {},
    })
    expect(sent).toEqual([])
  })

  test('realname · traits · no face, no subject, an old WeChat is refused, closed to new users', () => {
    expect(TRAITS).toMatchObject({
      handoff: 'realnameButton',
      needsSubject: false,
      face: false,
      unconfigured: { reason: 'closed-to-new-users', since: '2019-11-10' },
    })
    expect(TRAITS.minimum.ios?.wechatVersion).toBe('6.5.22')
    expect(TRAITS.minimum.android?.wechatVersion).toBe('6.5.22')
    expect(TRAITS.minimum.windows).toBeUndefined()
  })
})

describe('evidence', () => {
  test.each([
    ['not an object', 'token'],
    ['null', null],
    ['token a number', { authToken: 1 }],
    ['token an object', { auth_token: {} }],
    ['token too long', { authToken: 'x'.repeat(1025) }],
    ['errMsg a list', { errMsg: ['openRealnameAuth:ok'] }],
    ['errMsg too long', { errMsg: 'x'.repeat(257) }],
    ['errCode true', { errCode: true }],
    ['errCode a fraction', { errCode: 0.5 }],
  ])('realname · evidence %s · refused', (_name, evidence) => {
    expect(v.safeParse(realname.evidence, evidence).success).toBe(false)
  })

  test.each([
    ['nothing', {}, {}],
    ['nulls', { authToken: null, errMsg: null, errCode: null }, {}],
    ['RN-10 empty texts', { authToken: '', auth_token: '', errMsg: '', errCode: '' }, {}],
    ['as the page names it', { authToken: TOKEN, errCode: 0 }, { authToken: TOKEN, errCode: '0' }],
    ['as WeChat names it', { auth_token: TOKEN }, { authToken: TOKEN }],
    ['another key', { auth_token: TOKEN, openid: 'x' }, { authToken: TOKEN }],
  ])('realname · evidence %s · read', (_name, evidence, read) => {
    expect(v.parse(realname.evidence, evidence)).toEqual(read)
  })
})

describe('finish', () => {
  const CANCELLED = { status: 'cancelled', code: 'USER_CANCELLED', retry: 'retry' }
  const DENIED = { status: 'failed', code: 'CHANNEL_UNAVAILABLE', retry: 'switch' }
  const FAILED = { status: 'failed', code: 'UPSTREAM_UNAVAILABLE', retry: 'retry' }

  test.each<[string, Evidence<'realname'>, object]>([
    ['nothing', {}, CANCELLED],
    ['cancel, no code', { errMsg: 'openRealnameAuth:cancel' }, CANCELLED],
    ['cancel in other letters', { errMsg: 'openrealnameauth:CANCEL' }, CANCELLED],
    ['cancel under the other name', { errMsg: 'getRealnameAuthInfo:cancel' }, CANCELLED],
    ['cancel as a failure', { errMsg: 'openRealnameAuth:fail cancel', errCode: '-1' }, CANCELLED],
    ['access denied', { errMsg: 'openRealnameAuth:fail:access denied', errCode: '-1' }, DENIED],
    ['Access Denied', { errMsg: 'getRealnameAuthInfo:fail:Access Denied' }, DENIED],
    ['access denied with a blank', { errMsg: 'openRealnameAuth:fail access denied' }, DENIED],
    ['no category', { errMsg: 'openRealnameAuth:fail:category_id is empty' }, DENIED],
    ['40003 in other words', { errMsg: 'openRealnameAuth:fail:x', errCode: '40003' }, DENIED],
    ['another failure', { errMsg: 'openRealnameAuth:fail:system error', errCode: '-1' }, FAILED],
    ['a code without words', { errCode: '-1' }, FAILED],
    ['a cancellation somewhere', { errMsg: 'openRealnameAuth:fail:x cancel' }, FAILED],
    ['ok and no token', { errMsg: 'openRealnameAuth:ok', errCode: '0' }, FAILED],
  ])('realname · RN-10 back with %s · upstream is not asked', (_name, evidence, heard) => {
    expect(realname.finish(evidence)).toEqual(heard)
  })

  test.each([undefined, 'openRealnameAuth:ok', 'openRealnameAuth:fail:x'])(
    'realname · back with a token and %p · upstream is asked',
    (errMsg) => {
      const evidence = { authToken: TOKEN, ...(errMsg && { errMsg }) }
      expect(realname.finish(evidence)).toEqual({ status: 'ask', ticket: TOKEN })
    },
  )
})

describe('pull', () => {
  test('realname · RN-2 pull · the time signed is the time sent, as a number', async () => {
    expect(await realname.pull(held({ authToken: TOKEN }))).toEqual({
      status: 'passed',
      identity: { name: '张三', idNumber: '110000199003071231', credentialType: 'IDENTITY_CARD' },
    })
    const { certSerial } = CONFIG
    const key = createPrivateKey(PRIVATE_KEY)
    expect(sent).toEqual([
      {
        path: '/cgi-bin/wxopen/getrealnameinfo',
        body: {
          auth_token: TOKEN,
          mch_id: '1900000000',
          cert_serialno: certSerial,
          timestamp: NOW,
          sign: signRealname({ certSerial, timestamp: NOW }, key),
        },
      },
    ])
  })

  test.each([
    [94005, 'TICKET_USED', 'retry'],
    [94004, 'NO_RECORD', 'switch'],
    [94003, 'CHANNEL_UNAVAILABLE', 'switch'],
  ])(
    'realname · the client says ok, upstream %i · upstream is believed',
    async (errcode, code, retry) => {
      answer = () => ({ ...GOOD, errcode })
      const outcome = await realname.pull(held({ authToken: TOKEN, errMsg: 'openRealnameAuth:ok' }))
      expect(outcome).toEqual({ status: 'failed', code, retry, upstream: String(errcode) })
    },
  )

  test('realname · no answer · nobody knows', async () => {
    answer = () => {
      throw new VerificationError('UPSTREAM_UNAVAILABLE', 'no answer in time')
    }
    const pulled = realname.pull(held({ authToken: TOKEN }))
    await expect(pulled).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  })

  test('realname · pull without a token · a mistake of ours, nothing is sent', async () => {
    await expect(realname.pull(held({ errCode: '0' }))).rejects.toThrow(TypeError)
    expect(sent).toEqual([])
  })
})
