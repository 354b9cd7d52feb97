import { API_OUTCOMES } from '../../sandbox/wechat-outcomes'
import { refusalOf, statusOf } from '../support/house'
import type { WechatHouse } from '../support/wechat-house'
import { faceEvidence, handoffOf, openWechatHouse } from '../support/wechat-house'

const SUBJECT = { name: '张三', idNumber: '110000199003071231' }

let house: WechatHouse

beforeEach(async () => {
  const variables = { UPSTREAM_TIMEOUT_MS: '300', LIMIT_START_PER_SUBJECT_PER_DAY: '1000' }
  house = await openWechatHouse({ variables })
})

afterEach(async () => {
  await house.close()
})

/** Opens a session and starts a face check, which takes a token. */
async function startFace(owner: string, through: Pick<WechatHouse, 'open' | 'call'> = house) {
  const { id: sessionId } = await through.open(owner)
  const input = { sessionId, channel: 'face2' as const, subject: SUBJECT }
  const { attemptId, handoff } = await through.call(owner, 'start', input)
  return { sessionId, attemptId, handoff }
}

/** A real-name attempt that has its token in hand and has asked nobody yet. */
async function tapButton(owner: string) {
  const left = await house.leave(owner, { channel: 'realname' })
  const { categoryId } = handoffOf(left, 'realnameButton')
  const evidence = house.wechat.realname.visit(owner, categoryId, SUBJECT)
  return { left, finish: () => house.finish(owner, left, evidence) }
}

test('wechat · nothing has been asked yet · no token is fetched', async () => {
  await tapButton('openid-1')
  expect(house.wechat.tokenFetches).toBe(0)
})

test('wechat · WA-1 200 starts at once on a cold house · one token call', async () => {
  await house.close()
  house = await openWechatHouse({ variables: { LIMIT_START_PER_SUBJECT_PER_DAY: '1000' } })
  const owners = Array.from({ length: 200 }, (_, n) => `openid-${n}`)
  const started = await Promise.all(owners.map((owner) => startFace(owner)))
  expect(new Set(started.map((left) => handoffOf(left, 'facialVerify').verifyId)).size).toBe(200)
  expect(house.wechat.tokenFetches).toBe(1)
  expect(house.wechat.face2.calls).toBe(200)
})

test('wechat · WA-1 two cold houses with one store · one token call', async () => {
  const other = house.sibling()
  const starts = Array.from({ length: 20 }, (_, n) =>
    startFace(`openid-${n}`, n % 2 === 0 ? house : other),
  )
  await Promise.all(starts)
  expect(house.wechat.tokenFetches).toBe(1)
})

test('wechat · a process that starts later · goes on with the token that is there', async () => {
  await startFace('openid-1')
  await startFace('openid-1', house.sibling())
  expect(house.wechat.tokenFetches).toBe(1)
})

test.each(['realname', 'face1', 'face2'] as const)(
  'wechat · token voided in mid-flow of %s · one refresh, one repeat, passed',
  async (channel) => {
    const input = channel === 'realname' ? { channel } : { channel, subject: SUBJECT }
    const warm = await tapButton('openid-9')
    await warm.finish()
    const left = await house.leave('openid-1', input)
    const evidence = visit(left)
    const before = house.wechat.tokenFetches
    house.wechat[channel].calls = 0
    house.wechat.voidToken()
    expect(statusOf(await house.finish('openid-1', left, evidence))).toBe('passed passed')
    expect(house.wechat.tokenFetches - before).toBe(1)
    expect(house.wechat[channel].calls).toBe(2)
  },
)

function visit(left: Awaited<ReturnType<WechatHouse['leave']>>): object | undefined {
  const { face1, face2, realname } = house.wechat
  const { handoff } = left
  if (handoff.kind === 'faceVerify') {
    const { userIdKey = '', checkAliveType } = handoff
    return faceEvidence(face1.visit('openid-1', { userIdKey, checkAliveType }))
  }
  if (handoff.kind === 'facialVerify')
    return faceEvidence(face2.visit('openid-1', handoff.verifyId))
  return realname.visit('openid-1', [99, 904], SUBJECT)
}

test('wechat · WA-6 twenty pulls meet a voided token at once · one refresh', async () => {
  const owners = Array.from({ length: 20 }, (_, n) => `openid-${n}`)
  const tapped = await Promise.all(owners.map(tapButton))
  const first = await tapButton('openid-99')
  await first.finish()
  house.wechat.voidToken()
  const sessions = await Promise.all(tapped.map(({ finish }) => finish()))
  expect(sessions.map(statusOf)).toEqual(Array(20).fill('passed passed'))
  expect(house.wechat.tokenFetches).toBe(2)
})

/** Passes in spite of it, and how many tokens that takes. */
const PASSES: Readonly<Record<string, number>> = {
  pass: 1,
  'token-40001-once': 2,
  'token-40014-once': 2,
  'token-42001-once': 2,
  'errcode-text': 2,
  'token-long': 1,
  'token-short-lived': 1,
}
/** Login has codes of its own, which no channel meets. */
const CALLS = API_OUTCOMES.map(({ id }) => id).filter((id) => !id.startsWith('login-'))

test.each(CALLS)('wechat · WA-4 whatever befalls a call · %s', async (id) => {
  const { left, finish } = await tapButton('openid-1')
  house.wechat.force(id)
  const session = await finish()
  const passes = PASSES[id]
  expect(session.status).toBe(passes ? 'passed' : 'open')
  expect(session.attempts.map(({ retry }) => retry)).not.toContain('final')
  if (passes) expect(house.wechat.tokenFetches).toBe(passes)
  else expect(house.wechat.tokenFetches).toBeLessThanOrEqual(2)
  expect((await house.call('openid-1', 'get', left)).status).toBe(session.status)
})

test.each([
  ['down', 'pending', undefined],
  ['hang', 'pending', undefined],
  ['cut', 'pending', undefined],
  ['http-502', 'pending', undefined],
  ['http-302', 'pending', undefined],
  ['html', 'pending', undefined],
  ['error--1', 'pending', undefined],
  ['error-45011', 'pending', undefined],
  ['error-42001', 'pending', undefined],
  ['error-40164', 'failed', 'CHANNEL_UNAVAILABLE'],
  ['error-40125', 'failed', 'CHANNEL_UNAVAILABLE'],
  ['error-48001', 'failed', 'CHANNEL_UNAVAILABLE'],
  ['error-45009', 'failed', 'RATE_LIMITED'],
])('wechat · WA-11 %s while pulling · %s', async (outcome, status, code) => {
  const { finish } = await tapButton('openid-1')
  house.wechat.force(outcome)
  const { attempts } = await finish()
  expect(attempts).toMatchObject([{ status, ...(code && { code, retry: 'switch' }) }])
})

test.each([
  ['down', 'UPSTREAM_UNAVAILABLE'],
  ['http-502', 'UPSTREAM_UNAVAILABLE'],
  ['error--1', 'UPSTREAM_UNAVAILABLE'],
  ['error-40001', 'UPSTREAM_UNAVAILABLE'],
  ['error-40164', 'CHANNEL_UNAVAILABLE'],
  ['error-45009', 'RATE_LIMITED'],
])(
  'wechat · %s while starting · the start is refused, no attempt is used up',
  async (outcome, code) => {
    house.wechat.force(outcome)
    const { id: sessionId } = await house.open('openid-1')
    const leaving = { channel: 'face2' as const, subject: SUBJECT, sessionId }
    expect(await refusalOf(house.leave('openid-1', leaving))).toBe(code)
    expect((await house.call('openid-1', 'get', { sessionId })).attempts).toEqual([])
    house.wechat.force('pass')
    expect((await house.leave('openid-1', leaving)).handoff.kind).toBe('facialVerify')
  },
)

test('wechat · WA-3 every token is refused · two calls, then nobody knows', async () => {
  const { left, finish } = await tapButton('openid-1')
  house.wechat.force('error-40001')
  expect(statusOf(await finish())).toBe('open pending')
  expect(house.wechat.tokenFetches).toBe(2)
  house.wechat.force('pass')
  expect(statusOf(await house.finish('openid-1', left, {}))).toBe('passed passed')
})

test('wechat · WA-8 a token is used for as long as upstream says, less its last minutes', async () => {
  await startFace('openid-1')
  house.clock.advance(6800)
  await startFace('openid-2')
  expect(house.wechat.tokenFetches).toBe(1)
  house.clock.advance(300)
  await startFace('openid-3')
  expect(house.wechat.tokenFetches).toBe(2)
})

test('wechat · WA-7 token and secret · in no log line and no stored text', async () => {
  const seen: string[] = []
  const other = house.sibling({
    fetch: (url, init) => {
      seen.push(...(/access_token=([^&]+)/.exec(String(url))?.slice(1) ?? []))
      return fetch(url, init)
    },
  })
  await startFace('openid-1', other)
  house.wechat.force('error-40164')
  await startFace('openid-1', other).catch(() => undefined)
  expect(seen.length).toBeGreaterThan(1)
  for (const text of [other.lines.join('\n'), house.store.dump?.() ?? '']) {
    for (const token of seen) expect(text).not.toContain(decodeURIComponent(token))
    expect(text).not.toContain('00112233445566778899aabbccddeeff')
  }
  expect(other.lines.join('\n')).toContain('IP白名单')
})
