import { REALNAME_OUTCOMES } from '../../sandbox/realname-outcomes'
import { openHouse, refusalOf, statusOf } from '../support/house'
import type { WechatHouse } from '../support/wechat-house'
import { handoffOf, openWechatHouse, readKey } from '../support/wechat-house'

const NAME = '欧阳·古丽'
const NUMBER = '110000199003071231'
const PERSON = { name: NAME, idNumber: NUMBER }
const MARKS = new RegExp(`${NAME}|${NUMBER}|openid-\\d`)

let house: WechatHouse

beforeEach(async () => {
  house = await openWechatHouse({ variables: { UPSTREAM_TIMEOUT_MS: '300' } })
})

afterEach(async () => {
  await house.close()
})

/** Opens a session, taps the button and enters the password; the event's detail is the evidence. */
async function visit(owner: string, person = PERSON, sessionId?: string) {
  const left = await house.leave(owner, { channel: 'realname', ...(sessionId && { sessionId }) })
  const { categoryId } = handoffOf(left, 'realnameButton')
  const evidence = house.wechat.realname.visit(owner, categoryId, person)
  return { left, evidence }
}

test('realname · upstream passed · one of five callers asks, the session names the person masked', async () => {
  const { left, evidence } = await visit('openid-1')
  const replies = [1, 2, 3, 4, 5].map(() => house.finish('openid-1', left, evidence).then(statusOf))
  expect((await Promise.all(replies)).sort()).toEqual([
    ...Array(4).fill('open pending'),
    'passed passed',
  ])
  expect(house.wechat.realname.calls).toBe(1)

  const { identity } = await house.call('openid-1', 'get', left)
  expect(identity).toEqual({
    name: '欧*',
    idNumber: '110000********1231',
    credentialType: 'IDENTITY_CARD',
  })
})

test.each([
  ['张三', '110000199003071231'],
  ['古丽米热·艾比布力', '65000019720101009X'],
  ['李㛃', '440000198506220480'],
  ['王\u{2cb4e}', '440000198506220480'],
  ['史〇', '440000198506220480'],
  ['张䶮', '440000198506220480'],
])('realname · RN-5 %s · comes through exactly', async (name, idNumber) => {
  const { left, evidence } = await visit('openid-1', { name, idNumber })
  expect(statusOf(await house.finish('openid-1', left, evidence))).toBe('passed passed')
  const { sessionId } = left
  const revealed = await house.records('reveal', { sessionId, reason: '复核' })
  expect(revealed).toMatchObject({ name, idNumber, channel: 'realname' })
  expect([...revealed.name].map((each) => each.codePointAt(0))).toEqual(
    [...name].map((each) => each.codePointAt(0)),
  )
})

/** In the table's words: `通过` is a pass, and a token that was voided once does not hinder one. */
const PASSES = /^(通过|接口凭证)/

test.each(REALNAME_OUTCOMES.map(({ id, group }) => [id, PASSES.test(group)] as const))(
  'realname · whatever upstream and client do · %s, passed: %p',
  async (id, passed) => {
    house.wechat.realname.force(id)
    const { left, evidence } = await visit('openid-1')
    const session = await house.finish('openid-1', left, evidence)
    expect(session.status).toBe(passed ? 'passed' : 'open')
    expect(session.identity === undefined).toBe(!passed)
    const { attempts } = session
    expect(attempts.map(({ retry }) => retry)).not.toContain('final')
  },
)

test.each([
  'other-key',
  'random-bytes',
  'changed-byte',
  'short',
  'utf8-name',
  'id-check',
  'no-fields',
])('realname · RN-8 %s · DECRYPT_FAILED, like every other failure to open', async (outcome) => {
  house.wechat.realname.force(outcome)
  const { left, evidence } = await visit('openid-1')
  const { attempts } = await house.finish('openid-1', left, evidence)
  expect(attempts).toMatchObject([{ status: 'failed', code: 'DECRYPT_FAILED', retry: 'switch' }])
})

test('realname · the private key of another certificate · refused upstream, an operator is needed', async () => {
  const variables = { REALNAME_PRIVATE_KEY: readKey('realname-other') }
  const other = await openWechatHouse({ variables })
  const left = await other.leave('openid-1', { channel: 'realname' })
  const evidence = other.wechat.realname.visit('openid-1', [99, 904], PERSON)
  const { attempts } = await other.finish('openid-1', left, evidence)
  expect(attempts).toMatchObject([{ code: 'CHANNEL_UNAVAILABLE', retry: 'switch' }])
  await other.close()
})

test('realname · private key in one line · the same as in many', async () => {
  const variables = { REALNAME_PRIVATE_KEY: readKey('realname-merchant').replace(/\n/g, '\\n') }
  const other = await openWechatHouse({ variables })
  const left = await other.leave('openid-1', { channel: 'realname' })
  const evidence = other.wechat.realname.visit('openid-1', [99, 904], PERSON)
  expect(statusOf(await other.finish('openid-1', left, evidence))).toBe('passed passed')
  await other.close()
})

test.each([
  ['client-cancel', 'cancelled', 'USER_CANCELLED'],
  ['client-access-denied', 'failed', 'CHANNEL_UNAVAILABLE'],
  ['client-category-empty', 'failed', 'CHANNEL_UNAVAILABLE'],
  ['client-fail', 'failed', 'UPSTREAM_UNAVAILABLE'],
  ['client-no-token', 'failed', 'UPSTREAM_UNAVAILABLE'],
])('realname · RN-10 %s · %s, upstream is not asked', async (outcome, status, code) => {
  house.wechat.realname.force(outcome)
  const { left, evidence } = await visit('openid-1')
  const { attempts } = await house.finish('openid-1', left, evidence)
  expect(attempts).toMatchObject([{ status, code }])
  expect(house.wechat.realname.calls).toBe(0)
  expect(house.wechat.tokenFetches).toBe(0)
})

test('realname · the token of somebody else · TICKET_USED once its owner has brought it', async () => {
  const { left, evidence } = await visit('openid-1')
  await house.finish('openid-1', left, evidence)
  const other = await house.leave('openid-2', { channel: 'realname' })
  expect(await refusalOf(house.finish('openid-2', other, evidence))).toBe('TICKET_USED')
  expect(statusOf(await house.call('openid-2', 'get', other))).toBe('open started')
})

test('realname · the same token after erasure · TICKET_USED', async () => {
  const { left, evidence } = await visit('openid-1')
  await house.finish('openid-1', left, evidence)
  await house.call('openid-1', 'erase', left)
  const again = await house.leave('openid-1', { channel: 'realname' })
  expect(await refusalOf(house.finish('openid-1', again, evidence))).toBe('TICKET_USED')
  expect(house.wechat.realname.calls).toBe(1)
})

test('realname · upstream down, then back · pending, then passed without another tap', async () => {
  const { left, evidence } = await visit('openid-1')
  house.wechat.down = true
  const waiting = await house.finish('openid-1', left, evidence)
  expect(statusOf(waiting)).toBe('open pending')
  expect(waiting.attempts[0]?.retryAfterMs).toBeGreaterThan(0)

  house.wechat.down = false
  expect(statusOf(await house.finish('openid-1', left, {}))).toBe('passed passed')
})

test('realname · upstream down and nobody comes back · the sweep asks again', async () => {
  const { left, evidence } = await visit('openid-1')
  house.wechat.down = true
  await house.finish('openid-1', left, evidence)
  house.wechat.down = false
  house.clock.advance(61)
  await house.product.sweep()
  expect(statusOf(await house.call('openid-1', 'get', left))).toBe('passed passed')
})

test.each(['cut', 'lost'])(
  'realname · RN-14 the token is used and the answer does not come (%s) · failed, to be tried again',
  async (outcome) => {
    const { left, evidence } = await visit('openid-1')
    house.wechat.realname.force(outcome)
    expect(statusOf(await house.finish('openid-1', left, evidence))).toBe('open pending')
    house.wechat.realname.force('pass')
    const session = await house.finish('openid-1', left, {})
    expect(session.status).toBe('open')
    expect(session.attempts).toMatchObject([
      { status: 'failed', code: 'TICKET_USED', retry: 'retry' },
    ])
    const again = await visit('openid-1', PERSON, left.sessionId)
    expect(statusOf(await house.finish('openid-1', again.left, again.evidence))).toBe(
      'passed passed',
    )
  },
)

test('realname · another person than the claimed one · IDENTITY_MISMATCH', async () => {
  const subject = { name: '张三', idNumber: NUMBER }
  const left = await house.leave('openid-1', { channel: 'realname', subject })
  const evidence = house.wechat.realname.visit('openid-1', [99, 904], PERSON)
  const { attempts } = await house.finish('openid-1', left, evidence)
  expect(attempts).toMatchObject([{ status: 'failed', code: 'IDENTITY_MISMATCH' }])
})

test('realname · not configured · closed to new users; configured · available where the client is able', async () => {
  const off = await openHouse().call('openid-1', 'channels', {})
  expect(off.find(({ channel }) => channel === 'realname')).toMatchObject({
    available: false,
    reason: 'closed-to-new-users',
    since: '2019-11-10',
  })
  const on = async (wechatVersion: string) => {
    const client = { platform: 'android' as const, wechatVersion, sdkVersion: '2.0.0' }
    const all = await house.call('openid-1', 'channels', { client })
    return all.find(({ channel }) => channel === 'realname')
  }
  expect(await on('6.5.21')).toMatchObject({ available: false, reason: 'client-too-old' })
  expect(await on('6.5.22')).toMatchObject({ available: true, needsSubject: false, face: false })
})

test('realname · marked name and number · in no log line, reply or stored text', async () => {
  const { left, evidence } = await visit('openid-1')
  await house.finish('openid-1', left, evidence)
  const seen = JSON.stringify([
    await house.call('openid-1', 'get', left),
    await house.call('openid-1', 'list', {}),
    await house.records('audit', left),
  ])
  const stored = house.store.dump?.() ?? ''
  for (const text of [seen, house.lines.join('\n'), stored]) {
    expect(text).not.toMatch(MARKS)
    expect(text).not.toContain(String(evidence.auth_token))
    expect(text).not.toMatch(/access_token|PRIVATE KEY/)
  }
})
