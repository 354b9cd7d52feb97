import type { ScriptedHouse } from '../scripted-house'
import { OTHER, openScriptedHouse, PERSON } from '../scripted-house'

const REASON = '窗口复核 2026-001'

let house: ScriptedHouse

beforeEach(() => {
  house = openScriptedHouse()
})

async function verified(owner = 'openid-1', token = `token of ${owner}`) {
  const { id } = await house.open(owner)
  const { attemptId } = await house.start(id, {}, owner)
  await house.finish(id, attemptId, { token }, owner)
  return id
}

test('audit · a whole life · every event with who, what and for whom; no personal data', async () => {
  const { id } = await house.open()
  const first = await house.start(id, { subject: OTHER })
  await house.finish(id, first.attemptId, { token: 'marked-token' })
  const second = await house.start(id, { subject: PERSON })
  await house.finish(id, second.attemptId, { token: 'marked-token-2' })
  await house.records('reveal', { sessionId: id, reason: REASON })
  await house.records('erase', { sessionId: id, reason: REASON })
  const { events, verified: whole } = await house.records('audit', { sessionId: id })
  expect(whole).toBe(true)
  expect(
    events.map(({ actor, event, success, code }) =>
      [actor, event, success, code].filter((x) => x !== undefined).join(' '),
    ),
  ).toEqual([
    'owner session.opened true',
    'owner attempt.started true',
    'owner attempt.asked true',
    'owner attempt.failed false IDENTITY_MISMATCH',
    'owner attempt.started true',
    'owner attempt.asked true',
    'owner attempt.passed true',
    'owner session.passed true',
    'operator session.revealed true',
    'operator session.erased true',
  ])
  expect(events[0]).toMatchObject({ purpose: '办理社保卡', consentVersion: house.notice.version })
  expect(events[2]).toMatchObject({
    recipient: 'iauth',
    channel: 'iauth',
    attemptId: first.attemptId,
  })
  expect(events.at(-1)).toMatchObject({ reason: REASON })
  expect(JSON.stringify(events)).not.toMatch(/marked|openid|古丽|19900307|19850622|hash|sessionId/)
})

test('audit · an entry of the trail is gone or altered · not verified', async () => {
  const sessionId = await verified()
  const { trail } = house.store
  house.store.trail = async (id) => (await trail(id)).filter(({ seq }) => seq !== 2)
  expect((await house.records('audit', { sessionId })).verified).toBe(false)
  house.store.trail = async (id) =>
    (await trail(id)).map((entry) => ({ ...entry, success: true, at: 1 }))
  expect((await house.records('audit', { sessionId })).verified).toBe(false)
  house.store.trail = trail
  expect((await house.records('audit', { sessionId })).verified).toBe(true)
})
