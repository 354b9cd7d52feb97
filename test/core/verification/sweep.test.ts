import { refusalOf, statusOf } from '../../support/house'
import { createMemoryStore } from '../../support/memory-store'
import type { ScriptedHouse } from '../scripted-house'
import { openScriptedHouse, PERSON } from '../scripted-house'

const RETENTION = 1000
const TTL = 1800
const PENDING = { status: 'pending', retryAfterMs: 3000 } as const

async function verified(house: ScriptedHouse, owner = 'openid-1') {
  const { id } = await house.open(owner)
  const { attemptId } = await house.start(id, {}, owner)
  await house.finish(id, attemptId, { token: `token of ${owner}` }, owner)
  return { id, attemptId }
}

async function waiting(house: ScriptedHouse, owner = 'openid-1') {
  house.script.pull = async () => PENDING
  return verified(house, owner)
}

test('sweep · nothing due · 0, and no write', async () => {
  const house = openScriptedHouse()
  await verified(house)
  const before = house.store.dump?.()
  expect(await house.sweep()).toBe(0)
  expect(house.store.dump?.()).toBe(before)
})

test('sweep · retention · counted from settlement, not from opening', async () => {
  const house = openScriptedHouse({ rules: { retentionS: RETENTION } })
  const { id } = await house.open()
  house.clock.advance(600)
  const { attemptId } = await house.start(id)
  house.clock.advance(600)
  await house.finish(id, attemptId, { token: 't' })
  const kept = (await house.store.find(id))?.sealed
  expect(Object.keys(kept ?? {})).toContain('identity')

  house.clock.advance(RETENTION - 1)
  expect(await house.sweep()).toBe(0)
  expect(await house.records('find', { idNumber: PERSON.idNumber })).toHaveLength(1)

  house.clock.advance(1)
  expect(await house.records('find', { idNumber: PERSON.idNumber })).toEqual([])
  expect(await house.sweep()).toBe(1)
  expect(await house.store.find(id)).toMatchObject({
    status: 'passed',
    sealed: {},
    subjectIndexes: [],
  })
  expect(await house.sweep()).toBe(0)
})

test('sweep · forgotten · still passed, nobody in it, not revealed, not found, trail verifies', async () => {
  const house = openScriptedHouse({ rules: { retentionS: RETENTION } })
  const { id } = await verified(house)
  const number = house.vault.index('idNumber', PERSON.idNumber)
  expect(house.store.dump?.()).toContain(number)
  house.clock.advance(RETENTION)
  await house.sweep()
  const session = await house.call('openid-1', 'get', { sessionId: id })
  expect(session.status).toBe('passed')
  expect(session).not.toHaveProperty('identity')
  expect(await refusalOf(house.records('reveal', { sessionId: id, reason: '复核' }))).toBe(
    'NO_RECORD',
  )
  expect(house.store.dump?.()).not.toContain(number)
  const { events, verified: whole } = await house.records('audit', { sessionId: id })
  expect(whole).toBe(true)
  expect(events.at(-1)).toMatchObject({ actor: 'system', event: 'session.forgotten' })
})

test('sweep · RETENTION_S 0 · forgotten with the next sweep', async () => {
  const house = openScriptedHouse({ rules: { retentionS: 0 } })
  const { id } = await verified(house)
  expect(await house.sweep()).toBe(1)
  expect((await house.store.find(id))?.sealed).toEqual({})
})

test('sweep · an open session · expires after expiresAt, not at it', async () => {
  const house = openScriptedHouse()
  const { id } = await house.open()
  house.clock.advance(TTL)
  expect(await house.sweep()).toBe(0)
  expect(statusOf(await house.call('openid-1', 'get', { sessionId: id }))).toBe('open')
  house.clock.advance(1)
  expect(statusOf(await house.call('openid-1', 'get', { sessionId: id }))).toBe('expired')
  expect(await house.sweep()).toBe(1)
  expect((await house.store.find(id))?.status).toBe('expired')
})

test('sweep · two attempts pending · both are asked about', async () => {
  const house = openScriptedHouse()
  const { id, attemptId } = await waiting(house)
  const second = await house.start(id)
  await house.finish(id, second.attemptId, { token: 'second token' })
  house.clock.advance(61)
  house.script.pulls = []
  await house.sweep()
  expect(house.script.pulls.map(({ evidence }) => evidence.token).sort()).toEqual([
    'second token',
    'token of openid-1',
  ])
  house.script.pull = async ({ evidence }) =>
    evidence.token === 'second token'
      ? { status: 'passed', identity: { ...PERSON, credentialType: 'IDENTITY_CARD' } }
      : PENDING
  house.clock.advance(61)
  expect(await house.sweep()).toBe(1)
  const session = await house.call('openid-1', 'get', { sessionId: id })
  expect(session.status).toBe('passed')
  expect(session.attempts.find((each) => each.id === attemptId)?.status).toBe('cancelled')
})

test('sweep · a pass that comes with the last question · counts; one too late does not', async () => {
  for (const [late, expected] of [
    [0, 'passed passed'],
    [1, 'expired expired'],
  ] as const) {
    const house = openScriptedHouse()
    const { id } = await waiting(house)
    house.script.pull = async () => ({
      status: 'passed',
      identity: { ...PERSON, credentialType: 'IDENTITY_CARD' },
    })
    house.clock.advance(TTL + late)
    await house.sweep()
    expect(statusOf(await house.call('openid-1', 'get', { sessionId: id }))).toBe(expected)
  }
})

test('sweep · sessions that cannot be opened any more · do not keep the others waiting', async () => {
  const store = createMemoryStore()
  const before = openScriptedHouse({ store, seed: 'before' })
  const lost = await waiting(before, 'openid-1')
  const sealingKey = { id: 'another', key: Buffer.alloc(32, 1) }
  const house = openScriptedHouse({ store, clock: before.clock, seed: 'after', sealingKey })
  house.clock.advance(1)
  const { id } = await waiting(house, 'openid-2')
  house.script.pull = async () => ({ status: 'failed', code: 'FACE_MISMATCH', retry: 'retry' })
  house.clock.advance(61)
  expect(await house.sweep()).toBe(1)
  expect(statusOf(await house.call('openid-2', 'get', { sessionId: id }))).toBe('open failed')
  expect(house.lines.join('\n')).toContain('sweep.broken')

  house.clock.advance(TTL)
  await house.sweep()
  expect((await store.find(lost.id))?.status).toBe('expired')
  house.clock.advance(RETENTION)
  await house.sweep()
  expect((await store.find(lost.id))?.sealed).toEqual({})
})

test('sweep · counts · events that no limit looks at are dropped', async () => {
  const house = openScriptedHouse()
  await house.open()
  expect(house.store.dump?.()).toContain('"key":"open:')
  house.clock.advance(86_401)
  await house.sweep()
  expect(house.store.dump?.()).not.toContain('"key":"open:')
})

test('sweep · more is due than is looked up at a time · all of it, in one sweep', async () => {
  const house = openScriptedHouse()
  for (let n = 0; n < 450; n++) await house.open(`openid-${n}`)
  house.clock.advance(TTL + 1)
  expect(await house.sweep()).toBe(450)
})

test('sweep · the process is about to end · no further session is begun with', async () => {
  const house = openScriptedHouse()
  for (let n = 0; n < 40; n++) await house.open(`openid-${n}`)
  house.clock.advance(TTL + 1)
  let asked = 0
  const isOver = () => {
    asked += 1
    return asked > 10
  }
  expect(await house.sweep(isOver)).toBeLessThan(20)
  expect(await house.sweep(() => true)).toBe(0)
  expect(await house.sweep()).toBeGreaterThan(20)
})
