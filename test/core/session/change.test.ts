import type { Change } from '../../../core/session/change'
import { createMemoryStore } from '../../support/memory-store'
import { answer, ask, begin, changeOn, start, trailOf } from './changes'
import { openSession } from './histories'

const RACERS = 50

const race = <T>(run: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: RACERS }, (_, n) => run(n)))

test('change · unknown session · undefined', async () => {
  const store = createMemoryStore()
  expect(await changeOn(store)('session', ask(1))).toBeUndefined()
})

test('change · nothing to do · no write, not changed', async () => {
  const store = createMemoryStore()
  const change = await begin(store)
  const before = await store.find('session')
  expect(await change('session', { actor: 'system', event: { type: 'ticked' } })).toEqual({
    session: before,
    changed: false,
  })
  expect(await store.find('session')).toEqual(before)
})

test('change · 50 ask at once · one wins, one entry, its evidence stands', async () => {
  const store = createMemoryStore()
  const change = await begin(store)
  const told = await race((n) => change('session', ask(n)))
  const winners = told.flatMap((one, n) => (one?.changed ? [n] : []))
  expect(winners).toHaveLength(1)
  const { session, trail, verified } = await trailOf(store)
  expect(session.attempts[0]?.lease?.id).toBe(`lease ${winners[0]}`)
  expect(session.sealed['a.evidence']).toBe(`evidence ${winners[0]}`)
  expect(trail.filter(({ event }) => event === 'attempt.asked')).toHaveLength(1)
  expect(verified).toBe(true)
})

test('change · 50 different changes at once · all of them happen, the trail is whole', async () => {
  const store = createMemoryStore()
  const change = await begin(store)
  await race((n) => change('session', start(`attempt ${n}`)))
  const { session, trail, verified } = await trailOf(store)
  expect(session.attempts).toHaveLength(RACERS)
  expect(trail.map(({ seq }) => seq)).toEqual(Array.from(trail, (_, n) => n + 1))
  const named = trail.flatMap(({ event, attemptId }) =>
    event === 'attempt.started' ? [attemptId] : [],
  )
  expect(named).toEqual(session.attempts.map(({ id }) => id))
  expect(verified).toBe(true)
})

test('change · 50 looks noted at once · every look has its entry', async () => {
  const store = createMemoryStore()
  const change = await begin(store)
  const look = (n: number): Change => ({
    actor: 'operator',
    event: { type: 'ticked' },
    note: { event: 'session.revealed', reason: `reason ${n}` },
  })
  await race((n) => change('session', look(n)))
  const { trail, verified } = await trailOf(store)
  expect(new Set(trail.map(({ reason }) => reason)).size).toBe(RACERS + 1)
  expect(verified).toBe(true)
})

test('change · pass and cancel race · one of them is what happened, in record and trail', async () => {
  for (const first of [0, 1]) {
    const store = createMemoryStore()
    const change = await begin(store)
    await change('session', ask(1))
    const cancel: Change = { actor: 'owner', event: { type: 'cancelled' } }
    const both = [answer(1, 'passed'), cancel]
    await Promise.all((first === 0 ? both : both.reverse()).map((each) => change('session', each)))
    const { session, trail, verified } = await trailOf(store)
    const ends = trail.filter(({ event }) => /^session\.(passed|cancelled)$/.test(event))
    expect(ends.map(({ event }) => event)).toEqual([`session.${session.status}`])
    expect(verified).toBe(true)
  }
})

test('change · a session that never stands still · INTERNAL after so many tries', async () => {
  const store = createMemoryStore()
  await begin(store)
  const busy = changeOn({ ...store, replace: async () => false })
  await expect(busy('session', ask(1))).rejects.toMatchObject({ code: 'INTERNAL' })
})

test('change · expired by time · the system did it, whoever came along', async () => {
  const store = createMemoryStore()
  await begin(store)
  const { expiresAt } = openSession()
  await changeOn(store, () => expiresAt + 1)('session', start('b'))
  const { trail, verified } = await trailOf(store)
  const ends = trail.filter(({ event }) => event.endsWith('.expired'))
  expect(ends.map(({ event, actor }) => `${event} ${actor}`)).toEqual([
    'attempt.expired system',
    'session.expired system',
  ])
  expect(verified).toBe(true)
})
