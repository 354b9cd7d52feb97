import { refusalOf, statusOf } from '../support/house'
import type { IauthHouse } from '../support/iauth-house'
import { openIauthHouse } from '../support/iauth-house'
import { createMemoryStore } from '../support/memory-store'

const NAME = '欧阳·古丽'
const NUMBER = '110000199003071231'
const PERSON = { name: NAME, idNumber: NUMBER }
const MARKS = new RegExp(`${NAME}|${NUMBER}|openid-\\d`)

let house: IauthHouse

beforeEach(async () => {
  house = await openIauthHouse()
})

afterEach(async () => {
  await house.close()
})

/** Opens a session and goes through the mini-program; what came back is the evidence. */
async function visit(owner: string, sessionId?: string) {
  const left = await house.leave(owner, sessionId)
  const evidence = house.iauth.visit(left.extraData, PERSON) ?? {}
  return { left, evidence }
}

test('iauth · upstream passed · one of five callers asks, the session names the person masked', async () => {
  const { left, evidence } = await visit('openid-1')
  const replies = [1, 2, 3, 4, 5].map(() => house.finish('openid-1', left, evidence).then(statusOf))
  expect((await Promise.all(replies)).sort()).toEqual([
    ...Array(4).fill('open pending'),
    'passed passed',
  ])
  expect(house.iauth.pulls).toBe(1)

  const { identity } = await house.call('openid-1', 'get', left)
  expect(identity).toEqual({
    name: '欧*',
    idNumber: '110000********1231',
    credentialType: 'IDENTITY_CARD',
  })
})

test('iauth · finished again after the verdict · the same answer, upstream is not asked again', async () => {
  const { left, evidence } = await visit('openid-1')
  const first = await house.finish('openid-1', left, evidence)
  expect(statusOf(first)).toBe('passed passed')
  expect(await house.finish('openid-1', left, {})).toEqual(first)
  expect(await house.finish('openid-1', left, { token: 'another' })).toEqual(first)
  expect(house.iauth.pulls).toBe(1)
})

test('iauth · IA-9 · the client says 0 and upstream 603 · failed', async () => {
  house.iauth.force('yt-603')
  const { left, evidence } = await visit('openid-1')
  const session = await house.finish('openid-1', left, { ...evidence, errCode: '0' })
  expect(session.attempts).toMatchObject([
    { status: 'failed', code: 'FACE_MISMATCH', retry: 'retry' },
  ])
  expect(session.status).toBe('open')
  expect(session.identity).toBeUndefined()
})

test('iauth · IA-13 · the token of somebody else · TICKET_USED once its owner has brought it', async () => {
  const { left, evidence } = await visit('openid-1')
  await house.finish('openid-1', left, evidence)
  const other = await house.leave('openid-2')
  expect(await refusalOf(house.finish('openid-2', other, evidence))).toBe('TICKET_USED')
  expect(statusOf(await house.call('openid-2', 'get', other))).toBe('open started')
})

test('iauth · the same token in a second attempt and after erasure · TICKET_USED', async () => {
  const { left, evidence } = await visit('openid-1')
  await house.finish('openid-1', left, evidence)
  await house.call('openid-1', 'erase', left)
  const again = await house.leave('openid-1')
  expect(await refusalOf(house.finish('openid-1', again, evidence))).toBe('TICKET_USED')
})

test.each(['close', 'no-extra-data', 'no-token'])(
  'iauth · IA-19 · comes back with nothing (%s) · cancelled, not counted, upstream not asked',
  async (outcome) => {
    house.iauth.force(outcome)
    const { left, evidence } = await visit('openid-1')
    const session = await house.finish('openid-1', left, evidence)
    expect(session.attempts[0]?.status).toMatch(/^(cancelled|failed)$/)
    expect(session.status).toBe('open')
    expect(house.iauth.pulls).toBe(0)
  },
)

test('iauth · upstream down, then back · pending, then passed without another visit', async () => {
  const { left, evidence } = await visit('openid-1')
  house.iauth.down = true
  const waiting = await house.finish('openid-1', left, evidence)
  expect(statusOf(waiting)).toBe('open pending')
  expect(waiting.attempts[0]?.retryAfterMs).toBeGreaterThan(0)

  house.iauth.down = false
  expect(statusOf(await house.finish('openid-1', left, {}))).toBe('passed passed')
})

test('iauth · upstream down and nobody comes back · the sweep asks again', async () => {
  const { left, evidence } = await visit('openid-1')
  house.iauth.down = true
  await house.finish('openid-1', left, evidence)
  house.iauth.down = false
  house.clock.advance(61)
  await house.product.sweep()
  expect(statusOf(await house.call('openid-1', 'get', left))).toBe('passed passed')
})

test('iauth · the process dies while upstream answers · the next one asks again', async () => {
  const store = createMemoryStore()
  const before = await openIauthHouse({ store, clock: house.clock, seed: 'before' })
  const left = await before.leave('openid-1')
  const evidence = before.iauth.visit(left.extraData, PERSON) ?? {}
  before.iauth.force('hang')
  const cutOff = before.finish('openid-1', left, evidence).catch(() => undefined)
  while (before.iauth.pulls === 0) await new Promise(setImmediate)

  const after = await openIauthHouse({
    store,
    clock: house.clock,
    seed: 'after',
    fetch: (_, init) => fetch(`${before.endpoint}/new/cgi-bin/getdetectinfo.php`, init),
  })
  before.iauth.force('pass')
  expect(statusOf(await after.finish('openid-1', left, {}))).toBe('passed passed')
  await Promise.all([before.close(), after.close(), cutOff])
})

test('iauth · another name than the claimed one · IDENTITY_MISMATCH', async () => {
  const session = await house.open('openid-1')
  const input = { sessionId: session.id, channel: 'iauth' as const }
  const subject = { name: '张三', idNumber: NUMBER }
  const { attemptId, handoff } = await house.call('openid-1', 'start', { ...input, subject })
  const left = { sessionId: session.id, attemptId, extraData: house.extraDataOf(handoff) }
  const evidence = house.iauth.visit(left.extraData, PERSON)
  const after = await house.finish('openid-1', left, evidence)
  expect(after.attempts).toMatchObject([{ status: 'failed', code: 'IDENTITY_MISMATCH' }])
})

test('iauth · marked name and number · in no log line, reply or stored text', async () => {
  const { left, evidence } = await visit('openid-1')
  await house.finish('openid-1', left, evidence)
  const seen = JSON.stringify([
    await house.call('openid-1', 'get', left),
    await house.call('openid-1', 'list', {}),
    await house.records('audit', left),
  ])
  expect(seen).not.toMatch(MARKS)
  expect(house.lines.join('\n')).not.toMatch(MARKS)
  expect(house.store.dump?.()).not.toMatch(MARKS)
  expect(house.store.dump?.()).not.toContain(String(evidence.token))

  const revealed = await house.records('reveal', { sessionId: left.sessionId, reason: '复核' })
  expect(revealed).toMatchObject({ ...PERSON, channel: 'iauth' })
})
