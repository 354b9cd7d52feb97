import type { Attempt, ChannelId, Handoff, Mode, Session, Subject } from '../../../typings/contract'
import { call } from './cloud'
import { readClient } from './device'
import { note } from './journey'

/** What an attempt is started for. */
export interface Plan {
  sessionId: string
  channel: ChannelId
  mode?: Mode
  subject?: Subject
}

/** A handoff that was fetched before the tap, because nothing may be awaited inside it. */
export interface Prepared {
  attemptId: string
  handoff: Handoff
  /** Milliseconds since 1970. */
  at: number
}

/** Signatures live for ten minutes; the person needs a while to tap and to arrive. */
export const FRESH_MS = 8 * 60 * 1000

/** Every `start` counts as an attempt, so a handoff that nobody used is offered again. */
let unused: { plan: string; prepared: Prepared } | undefined

/** @returns May the button still be tapped? */
export function isFresh({ at }: Prepared): boolean {
  return Date.now() - at < FRESH_MS
}

/**
 * Fetches what the person needs in order to leave.
 *
 * @throws {CallError} As the server says.
 */
export async function prepare(plan: Plan): Promise<Prepared> {
  const key = plan.subject ? '' : `${plan.sessionId} ${plan.channel} ${plan.mode ?? ''}`
  if (key && unused?.plan === key && isFresh(unused.prepared)) return unused.prepared
  const client = readClient()
  const { session, attemptId, handoff } = await call('start', {
    ...plan,
    ...(client ? { client } : {}),
  })
  note(session)
  const prepared = { attemptId, handoff, at: Date.now() }
  unused = key ? { plan: key, prepared } : undefined
  return prepared
}

/**
 * Hands in what the person came back with. Repeatable: the first evidence stands.
 *
 * @throws {CallError} The evidence did not arrive; hand it in again.
 */
export async function finish(
  ids: { sessionId: string; attemptId: string },
  evidence: object,
): Promise<Session> {
  if (unused?.prepared.attemptId === ids.attemptId) unused = undefined
  const session = await call('finish', { ...ids, evidence })
  note(session)
  return session
}

/** The attempt of that id; without one, the last. */
export function attemptOf(session: Session, attemptId?: string): Attempt | undefined {
  const last = session.attempts[session.attempts.length - 1]
  return session.attempts.find((attempt) => attempt.id === attemptId) ?? last
}
