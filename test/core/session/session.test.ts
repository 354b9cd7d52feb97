import type { AttemptRecord, Lease, SessionRecord } from '../../../core/session/record'
import type { SessionEvent } from '../../../core/session/session'
import { advance, atTime, countedAttempts, isLeased } from '../../../core/session/session'
import { openSession, sealedAs } from './histories'

const NOW = 1_000_100
const LEASE: Lease = { id: 'mine', process: 'here', until: NOW + 18 }

function attempt(changes: Partial<AttemptRecord> = {}): AttemptRecord {
  return { id: 'a', channel: 'iauth', status: 'started', startedAt: NOW, ...changes }
}

function play(events: SessionEvent[], session = openSession(), now = NOW): SessionRecord {
  return events.reduce((each, event) => advance(each, event, now), session)
}

const start = (id = 'a'): SessionEvent => ({
  type: 'started',
  attempt: attempt({ id }),
  sealed: { [`${id}.memory`]: sealedAs('memory') },
})
const ask = (lease = LEASE): SessionEvent => ({
  type: 'asked',
  attemptId: 'a',
  lease,
  alone: false,
  sealed: { 'a.evidence': sealedAs(`evidence of ${lease.id}`) },
})
const fail = (retry: 'retry' | 'switch' | 'final' = 'retry', id = 'a'): SessionEvent => ({
  type: 'answered',
  attemptId: id,
  answer: { status: 'failed', code: 'FACE_MISMATCH', retry },
})
const pass = (lease: Lease | undefined = LEASE): SessionEvent => ({
  type: 'answered',
  attemptId: 'a',
  answer: { status: 'passed' },
  sealed: { identity: sealedAs('identity') },
  subjectIndex: 'index',
  ...(lease && { lease }),
})

describe('advance · events that must do nothing', () => {
  const passNobody: SessionEvent = {
    type: 'answered',
    attemptId: 'a',
    answer: { status: 'passed' },
  }
  const rows: [string, SessionEvent[], SessionEvent][] = [
    ['a pass without a pull', [start()], passNobody],
    ['a pass without a pull, while one runs', [start(), ask()], passNobody],
    ['words of the client while upstream is asked', [start(), ask()], fail()],
    ['a refusal with a lease that was never given', [start(), ask()], lent(fail(), 'other')],
    ['an answer about an unknown attempt', [start()], fail('final', 'b')],
    ['the same attempt id again', [start()], start()],
    ['an ask while somebody asks', [start(), ask()], ask({ ...LEASE, id: 'second' })],
    ['an ask about a failed attempt', [start(), fail()], ask()],
    ['a pass after cancel', [start(), ask(), { type: 'cancelled' }], pass()],
    ['a pass after erase', [start(), ask(), { type: 'erased' }], pass()],
    ['erase after erase', [start(), { type: 'erased' }], { type: 'erased' }],
    ['cancel after a pass', [start(), ask(), pass()], { type: 'cancelled' }],
    ['an attempt after a pass', [start(), ask(), pass()], start('b')],
    ['nothing but time, too little of it', [start()], { type: 'ticked' }],
  ]
  test.each(rows)('advance · %s · the very same session', (_, before, event) => {
    const session = play(before)
    expect(advance(session, event, NOW)).toBe(session)
  })

  function lent(event: SessionEvent, id: string): SessionEvent {
    return { ...event, lease: { ...LEASE, id } } as SessionEvent
  }
})

test('advance · asked, passed · attempt, session, identity and index in one step', () => {
  const session = play([start(), ask(), pass()])
  expect(session).toMatchObject({
    status: 'passed',
    settledAt: NOW,
    dueAt: NOW + 100,
    attempts: [{ id: 'a', status: 'passed', settledAt: NOW }],
    subjectIndexes: ['index'],
    sealed: { identity: 'identity', 'a.memory': 'memory', 'a.evidence': 'evidence of mine' },
  })
  expect(session.attempts[0]).not.toHaveProperty('lease')
  expect(session.attempts[0]).not.toHaveProperty('retryAfterMs')
})

test('advance · a pass whose lease ran out while another asks · counts', () => {
  const other = { id: 'other', process: 'there', until: NOW + 100 }
  const late = play([ask(other)], play([start(), ask()]), LEASE.until)
  expect(late.attempts[0]?.lease).toEqual(other)
  expect(advance(late, pass(), LEASE.until).status).toBe('passed')
})

test('advance · evidence · the first stands when another caller asks later', () => {
  const other = { ...LEASE, id: 'other' }
  const waiting: SessionEvent = {
    type: 'answered',
    attemptId: 'a',
    answer: { status: 'pending', retryAfterMs: 3000 },
    lease: LEASE,
  }
  const session = play([start(), ask(), waiting, ask(other)])
  expect(session.attempts[0]?.lease?.id).toBe('other')
  expect(session.sealed['a.evidence']).toBe('evidence of mine')
})

test.each([
  ['final', 1, 'failed'],
  ['retry', 1, 'open'],
  ['switch', 2, 'open'],
  ['retry', 3, 'failed'],
] as const)('advance · fails with %s, %i times · %s', (retry, times, expected) => {
  const ids = ['a', 'b', 'c'].slice(0, times)
  expect(play(ids.flatMap((id) => [start(id), fail(retry, id)])).status).toBe(expected)
})

test('advance · started MAX_ATTEMPTS times, one cancelled · room for exactly one more', () => {
  const cancelled: SessionEvent = {
    type: 'answered',
    attemptId: 'b',
    answer: { status: 'cancelled' },
  }
  const full = play([start('a'), start('b'), start('c'), start('d')])
  expect(full.attempts.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  const again = play([cancelled, start('d'), start('e')], full)
  expect(again.attempts.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
  expect(again.attempts[1]).toMatchObject({ status: 'cancelled', code: 'USER_CANCELLED' })
  expect(countedAttempts(again)).toBe(3)
})

test.each([
  ['in the last second', 0, 'open', 'started'],
  ['one second later', 1, 'expired', 'expired'],
  ['years later', 9e7, 'expired', 'expired'],
])('atTime · %s · %s', (_, late, status, inside) => {
  const session = play([start()])
  const read = atTime(session, session.expiresAt + late)
  expect([read.status, read.attempts[0]?.status]).toEqual([status, inside])
})

test.each([
  ['one second before its end', 99, true],
  ['at the end of its retention', 100, false],
])('atTime · settled, %s · sealed: %s', (_, later, kept) => {
  const session = play([start(), ask(), pass()])
  const read = atTime(session, NOW + later)
  expect(read.status).toBe('passed')
  expect(Object.keys(read.sealed).length > 0).toBe(kept)
  expect(read.subjectIndexes.length > 0).toBe(kept)
  expect(read.dueAt !== undefined).toBe(kept)
})

test('advance · erased while open · its attempts are cancelled, nothing is left', () => {
  const session = play([start(), ask(), { type: 'erased' }])
  expect(session).toMatchObject({ status: 'erased', sealed: {}, subjectIndexes: [] })
  expect(session.attempts[0]).toMatchObject({ status: 'cancelled', settledAt: NOW })
  expect(session).not.toHaveProperty('dueAt')
})

test.each([
  ['of this process', { process: 'here' }, true, true],
  ['of a process that died, alone with the store', { process: 'there' }, true, false],
  ['of another process', { process: 'there' }, false, true],
  ['that has run out', { until: NOW }, false, false],
])('isLeased · a lease %s', (_, changes, alone, expected) => {
  const held = attempt({ lease: { ...LEASE, ...changes } })
  expect(isLeased(held, { ...LEASE, id: 'next' }, alone, NOW)).toBe(expected)
})
