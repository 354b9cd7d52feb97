import type { Answer, Failed, Pending } from '../outcome'
import type { Sealed } from '../vault'
import type { AttemptRecord, Lease, SessionRecord } from './record'

type SealedFields = Record<string, Sealed>

/** `sealed` is what the event adds to the session's sealed fields. */
export type SessionEvent =
  | { type: 'started'; attempt: AttemptRecord; sealed: SealedFields; subjectIndex?: string }
  /** `alone`: no other process shares this store, so a lease of another one died with it. */
  | { type: 'asked'; attemptId: string; lease: Lease; alone: boolean; sealed: SealedFields }
  /** `lease`: of the caller that asked. Absent: the client's own words, nobody was asked. */
  | {
      type: 'answered'
      attemptId: string
      answer: Answer
      lease?: Lease
      sealed?: SealedFields
      subjectIndex?: string
    }
  | { type: 'cancelled' }
  | { type: 'erased' }
  /** Nothing happened but time. */
  | { type: 'ticked' }

/**
 * How soon the sweep asks again about a pending attempt, and how long before the end it asks about
 * one that nobody came back from. Seconds.
 */
const POLL_S = 60

/**
 * What a session is after `event`. Pure; returns `before` itself when nothing changes.
 *
 * Time goes first, so a pass that arrives after `expiresAt` is too late, whoever reads it when.
 */
export function advance(before: SessionRecord, event: SessionEvent, now: number): SessionRecord {
  const session = atTime(before, now)
  if (event.type === 'erased') return erase(session, now)
  if (session.status !== 'open') return session
  switch (event.type) {
    case 'ticked':
      return session
    case 'cancelled':
      return settle(session, 'cancelled', now)
    case 'started':
      return begin(session, event, now)
    case 'asked':
      return ask(session, event, now)
    case 'answered':
      return answer(session, event, now)
    default:
      return event satisfies never
  }
}

/** What time alone does: an open session expires, a settled one is forgotten after its retention. */
export function atTime(session: SessionRecord, now: number): SessionRecord {
  const current =
    session.status === 'open' && now > session.expiresAt
      ? settle(session, 'expired', session.expiresAt)
      : session
  const due = current.status !== 'open' && current.dueAt !== undefined && now >= current.dueAt
  return due ? forget(current) : current
}

/** Attempts that count against `MAX_ATTEMPTS`: all that the person did not turn back from. */
export function countedAttempts(session: SessionRecord): number {
  return session.attempts.filter((attempt) => attempt.status !== 'cancelled').length
}

/** May still get an answer. */
export function isOpenAttempt({ status }: AttemptRecord): boolean {
  return status === 'started' || status === 'pending'
}

/** Is somebody asking upstream right now? */
export function isLeased(attempt: AttemptRecord, by: Lease, alone: boolean, now: number): boolean {
  const held = attempt.lease
  if (!held || held.until <= now) return false
  return !alone || held.process === by.process
}

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>

function begin(session: SessionRecord, event: EventOf<'started'>, now: number): SessionRecord {
  if (session.attempts.some(({ id }) => id === event.attempt.id)) return session
  if (countedAttempts(session) >= session.rules.maxAttempts) return session
  const next = {
    ...session,
    attempts: [...session.attempts, event.attempt],
    sealed: { ...session.sealed, ...event.sealed },
    subjectIndexes: withIndex(session.subjectIndexes, event.subjectIndex),
  }
  return withPoll(next, now)
}

/** The evidence that came first stands: a later one must not replace it under somebody's pull. */
function ask(session: SessionRecord, event: EventOf<'asked'>, now: number): SessionRecord {
  const attempt = openAttempt(session, event.attemptId)
  if (!attempt || isLeased(attempt, event.lease, event.alone, now)) return session
  const waitMs = Math.max(1, event.lease.until - now) * 1000
  return withPoll(
    {
      ...withAttempt(session, {
        ...attempt,
        status: 'pending',
        lease: event.lease,
        askedAt: attempt.askedAt ?? now,
        retryAfterMs: Math.min(waitMs, 1000),
      }),
      sealed: { ...event.sealed, ...session.sealed },
    },
    now,
  )
}

function answer(session: SessionRecord, event: EventOf<'answered'>, now: number): SessionRecord {
  const attempt = openAttempt(session, event.attemptId)
  if (!attempt || !mayAnswer(attempt, event)) return session
  const { lease: _, retryAfterMs: __, ...rest } = attempt
  const { answer } = event
  if (answer.status === 'pending') {
    const waiting = { ...rest, status: 'pending' as const, retryAfterMs: answer.retryAfterMs }
    return withPoll(withAttempt(session, waiting), now)
  }
  const settled = { ...rest, ...verdictOf(answer), settledAt: now }
  const next = {
    ...withAttempt(session, settled),
    sealed: { ...session.sealed, ...event.sealed },
    subjectIndexes: withIndex(session.subjectIndexes, event.subjectIndex),
  }
  if (answer.status === 'passed') return settle(next, 'passed', now)
  if (answer.status === 'failed' && isLost(next, answer)) return settle(next, 'failed', now)
  return withPoll(next, now)
}

/**
 * A pass always counts, because only a pull makes one. A refusal counts from whoever holds the lease:
 * a straggler's "ticket used" must not beat the pull that used it. The client's own words count
 * while nobody was asked.
 */
function mayAnswer(attempt: AttemptRecord, { answer, lease }: EventOf<'answered'>): boolean {
  if (!lease) return attempt.status === 'started' && answer.status !== 'passed'
  return answer.status === 'passed' || attempt.lease?.id === lease.id
}

function verdictOf(answer: Exclude<Answer, Pending>): Partial<AttemptRecord> {
  if (answer.status === 'passed') return { status: 'passed' }
  const { status, code = 'USER_CANCELLED', retry = 'retry' } = answer
  return { status, code, retry }
}

function isLost(session: SessionRecord, last: Failed): boolean {
  const failed = session.attempts.filter(({ status }) => status === 'failed').length
  return last.retry === 'final' || failed >= session.rules.maxAttempts
}

function settle(
  session: SessionRecord,
  status: 'passed' | 'failed' | 'cancelled' | 'expired',
  at: number,
): SessionRecord {
  const closed = status === 'expired' ? 'expired' : 'cancelled'
  return {
    ...session,
    status,
    settledAt: at,
    dueAt: at + session.rules.retentionS,
    attempts: session.attempts.map((attempt) => closeAttempt(attempt, closed, at)),
  }
}

function closeAttempt(
  attempt: AttemptRecord,
  status: 'cancelled' | 'expired',
  at: number,
): AttemptRecord {
  if (!isOpenAttempt(attempt)) return attempt
  const { lease: _, retryAfterMs: __, ...rest } = attempt
  const code = status === 'expired' ? 'SESSION_EXPIRED' : 'USER_CANCELLED'
  return { ...rest, status, code, retry: 'retry', settledAt: at }
}

function erase(session: SessionRecord, now: number): SessionRecord {
  if (session.status === 'erased') return session
  const settled = session.status === 'open' ? settle(session, 'cancelled', now) : session
  return { ...forget(settled), status: 'erased' }
}

function forget(session: SessionRecord): SessionRecord {
  const { dueAt: _, ...rest } = session
  return { ...rest, sealed: {}, subjectIndexes: [] }
}

function openAttempt(session: SessionRecord, id: string): AttemptRecord | undefined {
  return session.attempts.find((attempt) => attempt.id === id && isOpenAttempt(attempt))
}

function withAttempt(session: SessionRecord, changed: AttemptRecord): SessionRecord {
  const attempts = session.attempts.map((each) => (each.id === changed.id ? changed : each))
  return { ...session, attempts }
}

function withIndex(indexes: string[], added: string | undefined): string[] {
  return added === undefined || indexes.includes(added) ? indexes : [...indexes, added]
}

/** The sweep looks when something is to be asked, else when the session expires. */
function withPoll(session: SessionRecord, now: number): SessionRecord {
  const looks = session.attempts.map((attempt) => nextLook(attempt, session.expiresAt, now))
  return { ...session, dueAt: Math.min(session.expiresAt + 1, ...looks) }
}

function nextLook({ status, askBy }: AttemptRecord, expiresAt: number, now: number): number {
  if (status === 'pending') return now + POLL_S
  if (status !== 'started' || askBy === undefined) return Number.POSITIVE_INFINITY
  return Math.max(now + 1, lastCall(askBy, expiresAt))
}

/** When to ask about an attempt that nobody has come back from: as late as is safe. */
export function lastCall(askBy: number, expiresAt: number): number {
  return Math.min(expiresAt, askBy) - POLL_S
}
