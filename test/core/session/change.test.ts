import { createAudit } from '../../../core/audit'
import type { Change, ChangeSession } from '../../../core/session/change'
import { createChange } from '../../../core/session/change'
import type { SessionRecord } from '../../../core/session/record'
import type { Store } from '../../../core/store/store'
import { createMemoryStore } from '../../support/memory-store'
import { openSession, sealedAs } from './histories'

const NOW = 1_000_100
const RACERS = 50
const ROOT = Buffer.alloc(32, 7)
const audit = createAudit(ROOT)

/** Opens with its first entry, as `open` does, and one attempt. */
async function begin(store: Store): Promise<ChangeSession> {
  const bare = openSession({ rules: { maxAttempts: RACERS, retentionS: 100 } })
  const opened = { actor: 'owner', event: 'session.opened', success: true } as const
  const outbox = audit.link(bare, 1, NOW, [opened])
  await store.insert({ ...bare, outbox, auditSeq: 1, auditHead: outbox[0]?.hash ?? '' })
  await changeOn(store)('session', start('a'))
  return changeOn(store)
}

const changeOn = (store: Store, now = () => NOW) =>
  createChange({ store, audit, now, recipientOf: (channel) => `who runs ${channel}` })

const start = (id: string): Change => ({
  actor: 'owner',
  event: {
    type: 'started',
    attempt: { id, channel: 'iauth', status: 'started', startedAt: NOW },
    sealed: {},
  },
})
const leaseOf = (n: number) => ({ id: `lease ${n}`, process: 'here', until: NOW + 18 })
const ask = (n: number): Change => ({
  actor: 'owner',
  event: {
    type: 'asked',
    attemptId: 'a',
    lease: leaseOf(n),
    alone: false,
    sealed: { 'a.evidence': sealedAs(`evidence ${n}`) },
  },
})
const answer = (n: number, status: 'passed' | 'cancelled'): Change => ({
  actor: 'owner',
  event: { type: 'answered', attemptId: 'a', answer: { status }, lease: leaseOf(n) },
})

/** The whole trail as an auditor reads it. */
async function trailOf(store: Store) {
  const session = (await store.find('session')) as SessionRecord
  await store.append(session.outbox)
  const trail = await store.trail('session')
  return { session, trail, verified: audit.verify(session, trail) }
}

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

const CRASHES: ['append' | 'replace', 'before' | 'after'][] = [
  ['append', 'before'],
  ['append', 'after'],
  ['replace', 'before'],
  ['replace', 'after'],
]

test.each(CRASHES)(
  'change · the process dies at %s, %s it is done · no entry is lost',
  async (verb, when) => {
    for (let at = 1; at <= 3; at++) {
      const store = createMemoryStore()
      await begin(store)
      const dying = changeOn(dieAt(store, { verb, when, at }))
      for (const change of [ask(1), answer(1, 'cancelled'), start('b')]) {
        await dying('session', change).catch(() => undefined)
      }
      const { session } = await trailOf(store)
      const changes = [ask(2), answer(2, 'cancelled'), start('b'), start('c')]
      for (const change of changes) await changeOn(store)('session', change)
      const { trail, verified } = await trailOf(store)
      expect(verified).toBe(true)
      expect(trail.length).toBeGreaterThanOrEqual(session.auditSeq)
      for (const id of ['a', 'b', 'c']) {
        const starts = trail.filter((e) => e.event === 'attempt.started' && e.attemptId === id)
        expect(starts).toHaveLength(1)
      }
    }
  },
)

/** A store whose `at`-th call of a verb ends the process; nothing is written from then on. */
function dieAt(
  store: Store,
  { verb, when, at }: { verb: 'append' | 'replace'; when: 'before' | 'after'; at: number },
): Store {
  let calls = 0
  let dead = false
  const through = async <T>(name: 'append' | 'replace', run: () => Promise<T>): Promise<T> => {
    const now = name === verb && ++calls === at
    dead ||= now && when === 'before'
    if (dead) throw new Error('the process is gone')
    const done = await run()
    dead ||= now
    if (dead) throw new Error('the process is gone')
    return done
  }
  return {
    ...store,
    append: (entries) => through('append', () => store.append(entries)),
    replace: (session) => through('replace', () => store.replace(session)),
  }
}

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
