import type { ErrorCode } from '../../../typings/contract'
import { refusalOf } from '../../support/house'
import { createMemoryStore } from '../../support/memory-store'
import type { ScriptedHouse } from '../scripted-house'
import { OTHER, openScriptedHouse, PERSON } from '../scripted-house'

const outcomeOf = (call: Promise<unknown>): Promise<ErrorCode | 'ok'> =>
  call.then(
    () => 'ok' as const,
    () => refusalOf(call),
  )
const times = <T>(count: number, run: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => run(n)))
const tally = (outcomes: string[]) =>
  Object.fromEntries(
    [...new Set(outcomes)].map((one) => [one, outcomes.filter((each) => each === one).length]),
  )

/** A store as far away as a database is. */
function slowStore() {
  const store = createMemoryStore()
  const slow = (n = 1) => new Promise((resolve) => setTimeout(resolve, n))
  return {
    ...store,
    insert: async (session: Parameters<typeof store.insert>[0]) => {
      await slow(20)
      return store.insert(session)
    },
    find: async (id: string) => {
      await slow()
      return store.find(id)
    },
  }
}

test.each([
  ['at hand', createMemoryStore],
  ['far away', slowStore],
])(
  'open · 50 at once with one key, store %s · one session, counted once',
  async (_, createStore) => {
    const store = createStore()
    const house = openScriptedHouse({ store, limits: { openPerOwnerPerHour: 2 } })
    const sessions = await times(50, () => house.open('openid-1', 'key-1'))
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(1)
    expect(await house.call('openid-1', 'list', {})).toHaveLength(1)
    await house.open()
    expect(await refusalOf(house.open())).toBe('RATE_LIMITED')
    expect((await house.open('openid-1', 'key-1')).id).toBe(sessions[0]?.id)
  },
)

test('open · a key · is the owner’s own, and the session stays when it is settled', async () => {
  const house = openScriptedHouse()
  const mine = await house.open('openid-1', 'key-1')
  expect((await house.open('openid-2', 'key-1')).id).not.toBe(mine.id)
  expect((await house.open('openid-1', 'key-2')).id).not.toBe(mine.id)
  await house.call('openid-1', 'cancel', { sessionId: mine.id })
  expect(await house.open('openid-1', 'key-1')).toMatchObject({ id: mine.id, status: 'cancelled' })
})

test('open · whoever claimed the key was cut off · the next caller opens it', async () => {
  const store = createMemoryStore()
  const insert = store.insert.bind(store)
  store.insert = () => Promise.reject(new Error('cut off'))
  const house = openScriptedHouse({ store })
  expect(await refusalOf(house.open('openid-1', 'key-1'))).toBe('INTERNAL')
  store.insert = insert
  const opened = await house.open('openid-1', 'key-1')
  expect((await house.open('openid-1', 'key-1')).id).toBe(opened.id)
})

test('open · over the limit · refused for a person, never for a terminal', async () => {
  const house = openScriptedHouse({ limits: { openPerOwnerPerHour: 3 } })
  expect(tally(await times(50, () => outcomeOf(house.open())))).toEqual({ ok: 3, RATE_LIMITED: 47 })
  await house.open('openid-2')
  const event = { action: 'open', purpose: 'p', consent: { version: house.notice.version } }
  const replies = await times(50, () => house.reply(event, { kind: 'terminal', owner: 't-1' }))
  expect(replies.every(({ ok }) => ok)).toBe(true)
})

test('start · 50 at once · MAX_ATTEMPTS attempts, RATE_LIMITED for the rest', async () => {
  const house = openScriptedHouse({ rules: { maxAttempts: 3 } })
  const { id } = await house.open()
  const outcomes = await times(50, () => outcomeOf(house.start(id)))
  expect(tally(outcomes)).toEqual({ ok: 3, RATE_LIMITED: 47 })
  const { attempts } = await house.call('openid-1', 'get', { sessionId: id })
  expect(attempts).toHaveLength(3)
  expect((await house.records('audit', { sessionId: id })).verified).toBe(true)
})

test('start · MAX_ATTEMPTS reached · one cancelled makes room for one; the last failure ends it', async () => {
  const house = openScriptedHouse({ rules: { maxAttempts: 2 } })
  const { id } = await house.open()
  const first = await house.start(id)
  const second = await house.start(id)
  expect(await refusalOf(house.start(id))).toBe('RATE_LIMITED')
  await house.finish(id, second.attemptId, { errCode: 'cancel' })
  const third = await house.start(id)
  expect(await refusalOf(house.start(id))).toBe('RATE_LIMITED')
  expect((await house.finish(id, first.attemptId, { errCode: 'retry' })).status).toBe('open')
  expect((await house.finish(id, third.attemptId, { errCode: 'retry' })).status).toBe('failed')
})

test('start · one ID number · limited by the day across owners and sessions, others are not', async () => {
  const house = openScriptedHouse({ limits: { startPerSubjectPerDay: 3 } })
  const start = async (owner: string, subject = PERSON) => {
    const { id } = await house.open(owner)
    return outcomeOf(house.start(id, { channel: 'face2', subject }, owner))
  }
  const outcomes = await times(6, (n) => start(`openid-${n}`))
  expect(tally(outcomes)).toEqual({ ok: 3, RATE_LIMITED: 3 })
  expect(await start('openid-7', { ...PERSON, idNumber: ` ${PERSON.idNumber} ` })).toBe(
    'RATE_LIMITED',
  )
  expect(await start('openid-7', OTHER)).toBe('ok')
  house.clock.advance(86_400)
  expect(await start('openid-8')).toBe('ok')
})

test.each([
  [
    'cancelled',
    (house: ScriptedHouse, sessionId: string) => house.call('openid-1', 'cancel', { sessionId }),
    'SESSION_CLOSED',
  ],
  ['expired', async (house: ScriptedHouse) => house.clock.advance(1801), 'SESSION_EXPIRED'],
] as const)('start · %s while upstream is asked · %s, no attempt', async (_, close, code) => {
  const house = openScriptedHouse()
  const { id } = await house.open()
  house.script.start = async () => {
    await close(house, id)
  }
  expect(await refusalOf(house.start(id))).toBe(code)
  expect((await house.call('openid-1', 'get', { sessionId: id })).attempts).toEqual([])
})

/** Born on 20 and 21 November 2012: fourteen, by Chinese law, from the day after the birthday on. */
const BIRTHDAYS = [
  ['110000201211190010', 'ok'],
  ['110000201211200018', 'UNDER_AGE'],
  ['110000201211210013', 'UNDER_AGE'],
].map(([number = '', expected = '']) => [withCheck(number), expected] as const)

test.each(BIRTHDAYS)('start · face, %s on 20 November 2026 · %s', async (idNumber, expected) => {
  const house = openScriptedHouse()
  const { id } = await house.open()
  const subject = { ...PERSON, idNumber }
  expect(await outcomeOf(house.start(id, { channel: 'face2', subject }))).toBe(expected)
  expect(await outcomeOf(house.start(id, { channel: 'realname', subject }))).toBe('ok')
})

test('start · claimed before without a face · too young for a face all the same', async () => {
  const house = openScriptedHouse()
  const { id } = await house.open()
  const subject = { ...PERSON, idNumber: BIRTHDAYS[2]?.[0] ?? '' }
  await house.start(id, { channel: 'realname', subject })
  expect(await refusalOf(house.start(id, { channel: 'face2' }))).toBe('UNDER_AGE')
})

/** With the right check character (ISO 7064 MOD 11-2). */
function withCheck(number: string): string {
  const digits = [...number.slice(0, 17)].map(Number)
  const sum = digits.reduce((total, digit, n) => total + digit * (2 ** (17 - n) % 11), 0)
  return number.slice(0, 17) + '10X98765432'[sum % 11]
}
