import { FACE1_OUTCOMES } from '../../sandbox/face1-outcomes'
import { openHouse, refusalOf, statusOf } from '../support/house'
import type { Left, WechatHouse } from '../support/wechat-house'
import { faceEvidence, handoffOf, openWechatHouse } from '../support/wechat-house'

const NAME = '欧阳·古丽'
const NUMBER = '65000019720101009X'
const SUBJECT = { name: NAME, idNumber: NUMBER }
const OTHER = { name: '张三', idNumber: '110000199003071231' }
const MARKS = new RegExp(`${NAME}|${NUMBER}|openid-\\d`)

let house: WechatHouse

beforeEach(async () => {
  const variables = { UPSTREAM_TIMEOUT_MS: '300', FACE1_CHECK_ALIVE_TYPE: '1' }
  house = await openWechatHouse({ variables })
})

afterEach(async () => {
  await house.close()
})

const start = (owner: string, subject = SUBJECT) =>
  house.leave(owner, { channel: 'face1', subject })

/** Goes through the face page as this person; the callback is the evidence. */
function film(owner: string, left: Left) {
  const { api, userIdKey, name, idCardNumber, checkAliveType } = handoffOf(left, 'faceVerify')
  const person = userIdKey ? { userIdKey } : { name, idCardNumber }
  return faceEvidence(house.wechat.face1.visit(owner, { ...person, checkAliveType }, api))
}

test('face1 · upstream passed · one of five callers asks, the session names the person masked', async () => {
  const left = await start('openid-1')
  expect(JSON.stringify(left.handoff)).not.toMatch(MARKS)
  const evidence = film('openid-1', left)
  house.wechat.face1.calls = 0
  const replies = [1, 2, 3, 4, 5].map(() => house.finish('openid-1', left, evidence).then(statusOf))
  expect((await Promise.all(replies)).sort()).toEqual([
    ...Array(4).fill('open pending'),
    'passed passed',
  ])
  expect(house.wechat.face1.calls).toBe(1)
  const { identity } = await house.call('openid-1', 'get', left)
  expect(identity).toMatchObject({ name: '欧*', idNumber: '650000********009X' })
})

test.each([
  [' 欧阳•古丽 ', '65000019720101009x'],
  ['　欧阳・古丽', '６５００００１９７２０１０１００９Ｘ'],
])('face1 · F1-4 %j typed · normalised once, then the same everywhere', async (name, idNumber) => {
  const left = await start('openid-1', { name, idNumber })
  const session = await house.finish('openid-1', left, film('openid-1', left))
  expect(statusOf(session)).toBe('passed passed')
  const revealed = await house.records('reveal', { sessionId: session.id, reason: '复核' })
  expect(revealed).toMatchObject({ ...SUBJECT, channel: 'face1' })
})

test('face1 · direct · the client carries the person, and everything holds as before', async () => {
  const direct = await openWechatHouse({ variables: { FACE1_SUBJECT: 'direct' } })
  const left = await direct.leave('openid-1', { channel: 'face1', subject: SUBJECT })
  const { name, idCardNumber } = handoffOf(left, 'faceVerify')
  expect({ name, idNumber: idCardNumber }).toEqual(SUBJECT)
  const args = { ...(name && { name }), ...(idCardNumber && { idCardNumber }), checkAliveType: 2 }
  const evidence = faceEvidence(direct.wechat.face1.visit('openid-1', args))
  expect(statusOf(await direct.finish('openid-1', left, evidence))).toBe('passed passed')
  await direct.close()
})

/** In the table's words, and what makes no difference to a verdict that is good. */
const PASS_GROUPS = /^(通过|接口凭证|是否支持)/
const OTHER_PASSES = ['says-10004-0']

test.each(
  FACE1_OUTCOMES.map(
    ({ id, group }) => [id, PASS_GROUPS.test(group) || OTHER_PASSES.includes(id)] as const,
  ),
)('face1 · whatever upstream and client do · %s, passed: %p', async (id, passed) => {
  house.wechat.face1.force(id)
  const left = await start('openid-1').catch(() => undefined)
  if (!left) {
    expect([passed, id]).toEqual([false, expect.stringMatching(/^(start-|error-84006)/)])
    return
  }
  const session = await house.finish('openid-1', left, film('openid-1', left))
  expect(session.status).toBe(passed ? 'passed' : 'open')
  expect(session.identity === undefined).toBe(!passed)
  expect(session.attempts.map(({ retry }) => retry)).not.toContain('final')
})

test.each([
  ['ret-10003', 'IDENTITY_MISMATCH', 'retry'],
  ['ret-10004', 'FACE_MISMATCH', 'retry'],
  ['says-0-10003', 'IDENTITY_MISMATCH', 'retry'],
  ['ret-10014', 'UPSTREAM_UNAVAILABLE', 'retry'],
  ['ret-10009', 'NO_RECORD', 'switch'],
  ['no-ret', 'UPSTREAM_UNAVAILABLE', 'retry'],
  ['other-openid', 'BINDING_MISMATCH', 'switch'],
  ['no-openid', 'BINDING_MISMATCH', 'switch'],
  ['md5-name', 'BINDING_MISMATCH', 'switch'],
  ['md5-id', 'BINDING_MISMATCH', 'switch'],
  ['no-md5-name', 'BINDING_MISMATCH', 'switch'],
  ['old', 'BINDING_MISMATCH', 'switch'],
  ['future', 'BINDING_MISMATCH', 'switch'],
  ['no-times', 'BINDING_MISMATCH', 'switch'],
  ['weak', 'LIVENESS_FAILED', 'retry'],
  ['unknown-ticket', 'BINDING_MISMATCH', 'switch'],
  ['foreign-ticket', 'BINDING_MISMATCH', 'switch'],
  ['error-84002', 'SESSION_EXPIRED', 'retry'],
])('face1 · F1-2 F1-5 %s · failed, %s', async (outcome, code, retry) => {
  house.wechat.face1.force(outcome)
  const left = await start('openid-1')
  const { attempts } = await house.finish('openid-1', left, film('openid-1', left))
  expect(attempts).toMatchObject([{ status: 'failed', code, retry }])
})

test.each(['client-90100', 'client-90101', 'silent'])(
  'face1 · F1-12 %s · cancelled, not counted, upstream is not asked',
  async (outcome) => {
    house.wechat.face1.force(outcome)
    const left = await start('openid-1')
    house.wechat.face1.calls = 0
    const { attempts } = await house.finish('openid-1', left, film('openid-1', left))
    expect(attempts).toMatchObject([{ status: 'cancelled', code: 'USER_CANCELLED' }])
    expect(house.wechat.face1.calls).toBe(0)
  },
)

test('face1 · F1-3 the face of somebody else, by their own ticket · BINDING_MISMATCH', async () => {
  const [mine, theirs] = [await start('openid-1'), await start('openid-2')]
  const evidence = film('openid-2', theirs)
  const { attempts } = await house.finish('openid-1', mine, evidence)
  expect(attempts).toMatchObject([{ status: 'failed', code: 'BINDING_MISMATCH' }])
})

test('face1 · F1-17 filmed for another subject · BINDING_MISMATCH', async () => {
  const [mine, other] = [await start('openid-1'), await start('openid-1', OTHER)]
  const { attempts } = await house.finish('openid-1', mine, film('openid-1', other))
  expect(attempts).toMatchObject([{ status: 'failed', code: 'BINDING_MISMATCH' }])
})

test('face1 · F1-5 filmed before this attempt began · BINDING_MISMATCH', async () => {
  const earlier = await start('openid-1')
  const evidence = film('openid-1', earlier)
  house.clock.advance(61)
  const left = await start('openid-1')
  const { attempts } = await house.finish('openid-1', left, evidence)
  expect(attempts).toMatchObject([{ status: 'failed', code: 'BINDING_MISMATCH' }])
})

test('face1 · a weaker check than was demanded · LIVENESS_FAILED', async () => {
  const left = await start('openid-1')
  const { userIdKey = '' } = handoffOf(left, 'faceVerify')
  const callback = house.wechat.face1.visit('openid-1', { userIdKey, checkAliveType: 0 })
  const { attempts } = await house.finish('openid-1', left, faceEvidence(callback))
  expect(attempts).toMatchObject([{ status: 'failed', code: 'LIVENESS_FAILED' }])
})

test('face1 · F1-5 the same ticket again, by anybody, after erasure too · TICKET_USED', async () => {
  const left = await start('openid-1')
  const evidence = film('openid-1', left)
  await house.finish('openid-1', left, evidence)
  const other = await start('openid-2')
  expect(await refusalOf(house.finish('openid-2', other, evidence))).toBe('TICKET_USED')
  await house.call('openid-1', 'erase', left)
  const again = await start('openid-1')
  expect(await refusalOf(house.finish('openid-1', again, evidence))).toBe('TICKET_USED')
})

test('face1 · upstream down, then back · pending, then passed without another visit', async () => {
  const left = await start('openid-1')
  const evidence = film('openid-1', left)
  house.wechat.down = true
  expect(statusOf(await house.finish('openid-1', left, evidence))).toBe('open pending')
  house.wechat.down = false
  expect(statusOf(await house.finish('openid-1', left, {}))).toBe('passed passed')
})

test('face1 · F1-6 upstream down for as long as the ticket lives · SESSION_EXPIRED, by itself', async () => {
  const left = await start('openid-1')
  const evidence = film('openid-1', left)
  house.wechat.down = true
  await house.finish('openid-1', left, evidence)
  house.clock.advance(299)
  await house.product.sweep()
  expect(statusOf(await house.call('openid-1', 'get', left))).toBe('open pending')
  house.clock.advance(61)
  await house.product.sweep()
  const { status, attempts } = await house.call('openid-1', 'get', left)
  expect(status).toBe('open')
  expect(attempts).toMatchObject([{ status: 'failed', code: 'SESSION_EXPIRED', retry: 'retry' }])
})

test('face1 · still at work over there (10005), then done · pending, then passed', async () => {
  const left = await start('openid-1')
  const evidence = film('openid-1', left)
  house.wechat.face1.force('ret-10005')
  expect(statusOf(await house.finish('openid-1', left, evidence))).toBe('open pending')
  house.wechat.face1.force('pass')
  expect(statusOf(await house.finish('openid-1', left, {}))).toBe('passed passed')
})

test('face1 · F1-16 not configured · sunset; configured · available where the client is able', async () => {
  const off = await openHouse().call('openid-1', 'channels', {})
  expect(off.find(({ channel }) => channel === 'face1')).toMatchObject({
    available: false,
    reason: 'sunset',
    since: '2026-06-30',
  })
  const on = async (platform: 'ios' | 'windows', wechatVersion: string) => {
    const client = { platform, wechatVersion, sdkVersion: '2.0.0' }
    const all = await house.call('openid-1', 'channels', { client })
    return all.find(({ channel }) => channel === 'face1')
  }
  expect(await on('ios', '6.7.1')).toMatchObject({ available: false, reason: 'client-too-old' })
  expect(await on('ios', '6.7.2')).toMatchObject({
    available: true,
    face: true,
    needsSubject: true,
  })
  expect(await on('windows', '8.0.0')).toMatchObject({ available: false, reason: 'device' })
})

test('face1 · no subject · INVALID_INPUT, nothing is sent', async () => {
  expect(await refusalOf(house.leave('openid-1', { channel: 'face1' }))).toBe('INVALID_INPUT')
  expect(house.wechat.tokenFetches).toBe(0)
})

test('face1 · marked name and number, their fingerprints · in no log line, reply or stored text', async () => {
  const left = await start('openid-1')
  const evidence = { verifyResult: '', ...film('openid-1', left) }
  await house.finish('openid-1', left, evidence)
  const seen = JSON.stringify([
    await house.call('openid-1', 'get', left),
    await house.call('openid-1', 'list', {}),
    await house.records('audit', left),
  ])
  for (const text of [seen, house.lines.join('\n'), house.store.dump?.() ?? '']) {
    expect(text).not.toMatch(MARKS)
    expect(text).not.toContain(evidence.verifyResult)
    expect(text).not.toMatch(/74f38bd2aa1314d5a653252bd75f41f2|access_token/) // md5 of the number
  }
})
