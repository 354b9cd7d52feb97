import { FACE2_OUTCOMES } from '../../sandbox/face2-outcomes'
import { openHouse, refusalOf, statusOf } from '../support/house'
import type { Left, WechatHouse } from '../support/wechat-house'
import { faceEvidence, handoffOf, openWechatHouse } from '../support/wechat-house'

const NAME = '欧阳·古丽'
const NUMBER = '65000019720101009X'
const SUBJECT = { name: NAME, idNumber: NUMBER }
const OTHER = { name: '张三', idNumber: '110000199003071231' }
const MARKS = new RegExp(`${NAME}|${NUMBER}|openid-\\d`)

let house: WechatHouse
/** What happens to a question on its way; a test may change it. */
let onTheWay: (query: Record<string, unknown>) => Record<string, unknown>

beforeEach(async () => {
  onTheWay = (query) => query
  house = await openWechatHouse({
    variables: { UPSTREAM_TIMEOUT_MS: '300' },
    fetch: (url, init) => {
      if (!String(url).includes('/queryverifyinfo')) return fetch(url, init)
      const body = JSON.stringify(onTheWay(JSON.parse(String(init?.body))))
      return fetch(url, { ...init, body })
    },
  })
})

afterEach(async () => {
  await house.close()
})

const start = (owner: string, subject = SUBJECT) =>
  house.leave(owner, { channel: 'face2', subject })

/** Goes through the face page; the callback is the evidence. */
function film(owner: string, left: Left) {
  const { api, verifyId } = handoffOf(left, 'facialVerify')
  return faceEvidence(house.wechat.face2.visit(owner, verifyId, api))
}

test('face2 · upstream passed · one of five callers asks, the session names the person masked', async () => {
  const left = await start('openid-1')
  expect(JSON.stringify(left.handoff)).not.toMatch(MARKS)
  const evidence = film('openid-1', left)
  house.wechat.face2.calls = 0
  const replies = [1, 2, 3, 4, 5].map(() => house.finish('openid-1', left, evidence).then(statusOf))
  expect((await Promise.all(replies)).sort()).toEqual([
    ...Array(4).fill('open pending'),
    'passed passed',
  ])
  expect(house.wechat.face2.calls).toBe(1)
  const { identity } = await house.call('openid-1', 'get', left)
  expect(identity).toMatchObject({ name: '欧*', idNumber: '650000********009X' })
})

test.each([
  ['王\u{2cb4e}', '110000199003071231'],
  ['史〇', '440000198506220480'],
  [' 欧阳•古丽 ', '65000019720101009x'],
])('face2 · F2-2 %j typed · hashed as it was sent', async (name, idNumber) => {
  const left = await start('openid-1', { name, idNumber })
  const session = await house.finish('openid-1', left, film('openid-1', left))
  expect(statusOf(session)).toBe('passed passed')
})

/** In the table's words, and what makes no difference to a verdict that is good. */
const PASS_GROUPS = /^(通过|接口凭证)/
const OTHER_PASSES = ['silent', 'says-10004-0', 'seq-taken-once']

test.each(
  FACE2_OUTCOMES.map(
    ({ id, group }) => [id, PASS_GROUPS.test(group) || OTHER_PASSES.includes(id)] as const,
  ),
)('face2 · whatever upstream and client do · %s, passed: %p', async (id, passed) => {
  house.wechat.face2.force(id)
  const left = await start('openid-1').catch(() => undefined)
  if (!left) {
    expect([passed, id]).toEqual([false, expect.stringMatching(/^(start-|error-)/)])
    return
  }
  const session = await house.finish('openid-1', left, film('openid-1', left))
  expect(session.status).toBe(passed ? 'passed' : 'open')
  expect(session.identity === undefined).toBe(!passed)
  expect(session.attempts.map(({ retry }) => retry)).not.toContain('final')
})

test.each([
  ['ret-10003', 'failed', 'IDENTITY_MISMATCH', 'retry'],
  ['says-0-10004', 'failed', 'FACE_MISMATCH', 'retry'],
  ['ret-0', 'failed', 'UPSTREAM_UNAVAILABLE', 'retry'],
  ['no-ret', 'failed', 'UPSTREAM_UNAVAILABLE', 'retry'],
  ['ret-unlisted', 'failed', 'UPSTREAM_UNAVAILABLE', 'retry'],
  ['ret-90002', 'cancelled', 'USER_CANCELLED', 'retry'],
  ['ret-90008', 'cancelled', 'USER_CANCELLED', 'retry'],
  ['error-84018', 'failed', 'BINDING_MISMATCH', 'switch'],
  ['error-84022', 'failed', 'SESSION_EXPIRED', 'retry'],
  ['client-90100', 'cancelled', 'USER_CANCELLED', 'retry'],
  ['client-errno-104', 'cancelled', 'CHANNEL_UNAVAILABLE', 'switch'],
])('face2 · F2-8 F2-16 %s · %s, %s', async (outcome, status, code, retry) => {
  house.wechat.face2.force(outcome)
  const left = await start('openid-1')
  const { attempts } = await house.finish('openid-1', left, film('openid-1', left))
  expect(attempts).toMatchObject([{ status, code, retry }])
})

test('face2 · F2-1 the client says 0 and nobody was filmed · pending, never passed', async () => {
  const left = await start('openid-1')
  expect(statusOf(await house.finish('openid-1', left, { errCode: 0 }))).toBe('open pending')
})

test.each([
  ['verify_id', 'another'],
  ['out_seq_no', 'another_one'],
  ['openid', 'openid-2'],
  ['cert_hash', '3c241f7ff324977aeb91f173bb2a7b06569e6fd784d5573db34a636d8671108b'],
])('face2 · F2-4 %s exchanged on the way · BINDING_MISMATCH', async (field, value) => {
  const left = await start('openid-1')
  const evidence = film('openid-1', left)
  onTheWay = (query) => ({ ...query, [field]: value })
  const { attempts } = await house.finish('openid-1', left, evidence)
  expect(attempts).toMatchObject([{ status: 'failed', code: 'BINDING_MISMATCH', retry: 'switch' }])
})

test('face2 · somebody else filmed for another attempt · pending: it proves nothing here', async () => {
  const [mine, theirs] = [await start('openid-1'), await start('openid-2', OTHER)]
  const evidence = film('openid-2', theirs)
  expect(statusOf(await house.finish('openid-1', mine, evidence))).toBe('open pending')
})

test('face2 · F2-10 the verify_id of somebody else · the page does not open, not passed', async () => {
  const left = await start('openid-1')
  const evidence = film('openid-2', left)
  expect(evidence).toMatchObject({ errCode: '84001' })
  expect((await house.finish('openid-1', left, evidence)).status).toBe('open')
})

test('face2 · F2-3 84019 once · another out_seq_no, the person notices nothing', async () => {
  house.wechat.face2.force('seq-taken-once')
  const left = await start('openid-1')
  expect(house.wechat.face2.calls).toBe(2)
  expect(statusOf(await house.finish('openid-1', left, film('openid-1', left)))).toBe(
    'passed passed',
  )
})

test.each(['pending-once', 'hang-once'])(
  'face2 · F2-9 F2-15 %s · pending, then passed without another visit',
  async (outcome) => {
    house.wechat.face2.force(outcome)
    const left = await start('openid-1')
    const evidence = film('openid-1', left)
    expect(statusOf(await house.finish('openid-1', left, evidence))).toBe('open pending')
    expect(statusOf(await house.finish('openid-1', left, {}))).toBe('passed passed')
  },
)

test('face2 · upstream down, then back, nobody comes · the sweep asks again', async () => {
  const left = await start('openid-1')
  const evidence = film('openid-1', left)
  house.wechat.down = true
  expect(statusOf(await house.finish('openid-1', left, evidence))).toBe('open pending')
  house.wechat.down = false
  house.clock.advance(61)
  await house.product.sweep()
  expect(statusOf(await house.call('openid-1', 'get', left))).toBe('passed passed')
})

/** Half an hour, swept every minute: the last time shortly before the session expires. */
async function sweepForHalfAnHour() {
  for (let minute = 1; minute < 30; minute += 1) {
    house.clock.advance(60)
    await house.product.sweep()
  }
  house.clock.advance(59)
  await house.product.sweep()
}

test('face2 · filmed, and the phone dies before it comes back · the sweep asks without it', async () => {
  const left = await start('openid-1')
  film('openid-1', left)
  await sweepForHalfAnHour()
  expect(statusOf(await house.call('openid-1', 'get', left))).toBe('passed passed')
})

test('face2 · the sweep has asked, then the person comes back and had cancelled · cancelled', async () => {
  const left = await start('openid-1')
  await sweepForHalfAnHour()
  expect(statusOf(await house.call('openid-1', 'get', left))).toBe('open pending')
  const { attempts } = await house.finish('openid-1', left, { errCode: 90100 })
  expect(attempts).toMatchObject([{ status: 'cancelled', code: 'USER_CANCELLED' }])
})

test('face2 · F2-5 not finished within the hour · SESSION_EXPIRED, a new attempt has a new id', async () => {
  await house.close()
  house = await openWechatHouse({ variables: { SESSION_TTL_S: '7200' } })
  const left = await start('openid-1')
  await house.finish('openid-1', left, { errCode: 0 })
  house.clock.advance(3600)
  const { status, attempts } = await house.finish('openid-1', left, {})
  expect(status).toBe('open')
  expect(attempts).toMatchObject([{ status: 'failed', code: 'SESSION_EXPIRED', retry: 'retry' }])
  const { sessionId } = left
  const again = await house.leave('openid-1', { channel: 'face2', subject: SUBJECT, sessionId })
  const ids = [left, again].map((each) => handoffOf(each, 'facialVerify').verifyId)
  expect(ids[0]).not.toBe(ids[1])
})

test('face2 · not configured, and clients · by name', async () => {
  const off = await openHouse().call('openid-1', 'channels', {})
  const reason = 'not-configured'
  expect(off.find(({ channel }) => channel === 'face2')).toMatchObject({ available: false, reason })
  const on = async (platform: 'ios' | 'ohos' | 'mac', sdkVersion: string) => {
    const client = { platform, wechatVersion: '8.0.57', sdkVersion }
    const all = await house.call('openid-1', 'channels', { client })
    return all.find(({ channel }) => channel === 'face2')
  }
  expect(await on('ios', '3.8.9')).toMatchObject({ available: false, reason: 'client-too-old' })
  expect(await on('ios', '3.8.12')).toMatchObject({ available: true, face: true })
  expect(await on('ohos', '3.10.0')).toMatchObject({ available: true })
  expect(await on('mac', '3.10.0')).toMatchObject({ available: false, reason: 'device' })
})

test('face2 · a child, a residence permit · refused before anything is sent', async () => {
  const child = { name: '张三', idNumber: '110000201503070016' }
  const permit = { name: '张三', idNumber: '810000199003070015' }
  expect(await refusalOf(start('openid-1', child))).toBe('UNDER_AGE')
  expect(await refusalOf(start('openid-1', permit))).toBe('INVALID_INPUT')
  expect(house.wechat.tokenFetches).toBe(0)
})

test('face2 · F2-13 marked name and number, cert_hash, verify_id · in no log line, reply or stored text', async () => {
  const left = await start('openid-1')
  await house.finish('openid-1', left, film('openid-1', left))
  const seen = JSON.stringify([
    await house.call('openid-1', 'get', left),
    await house.call('openid-1', 'list', {}),
    await house.records('audit', left),
  ])
  const { verifyId } = handoffOf(left, 'facialVerify')
  for (const text of [seen, house.lines.join('\n'), house.store.dump?.() ?? '']) {
    expect(text).not.toMatch(MARKS)
    expect(text).not.toContain(verifyId)
    expect(text).not.toMatch(/access_token|cert_hash|[0-9a-f]{64}.*cert/)
  }
  const { sessionId } = left
  const revealed = await house.records('reveal', { sessionId, reason: '复核' })
  expect(revealed).toMatchObject({ ...SUBJECT, channel: 'face2' })
})
