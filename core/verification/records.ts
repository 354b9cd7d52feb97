import type { AuditEvent, ChannelId } from '../../typings/contract'
import { VerificationError } from '../errors'
import { chinaDate } from '../identity/calendar'
import { readIdNumber } from '../identity/id-number'
import type { Identity } from '../outcome'
import type { SessionRecord } from '../session/record'
import { atTime } from '../session/session'
import { openIdentity } from '../session/view'
import type { VerificationDeps } from './deps'
import { notFound } from './deps'

export interface Revealed extends Identity {
  channel: ChannelId
  passedAt: number
}

/** Sessions that `find` gives, at the most. */
const MOST_FOUND = 100

/**
 * The verified person in plain. The look is in the audit trail before anything is shown.
 *
 * @throws {VerificationError} NO_RECORD: nobody was verified there, or they were forgotten.
 */
export async function revealIdentity(
  sessionId: string,
  reason: string,
  deps: VerificationDeps,
): Promise<Revealed> {
  const found = await deps.store.find(sessionId)
  if (!found) throw notFound()
  readRevealed(atTime(found, deps.now()), deps)
  const looked = await deps.change(sessionId, {
    actor: 'operator',
    event: { type: 'ticked' },
    note: { event: 'session.revealed', reason },
  })
  if (!looked) throw notFound()
  return readRevealed(looked.session, deps)
}

function readRevealed(session: SessionRecord, { vault }: VerificationDeps): Revealed {
  const identity = session.status === 'passed' ? openIdentity(session, vault) : undefined
  const passed = session.attempts.find(({ status }) => status === 'passed')
  if (!identity || passed?.settledAt === undefined) {
    throw new VerificationError('NO_RECORD', 'no verified identity in this session')
  }
  return { ...identity, channel: passed.channel, passedAt: passed.settledAt }
}

/** Sessions in which this number was claimed or verified, newest first. */
export async function findByNumber(
  number: string,
  { store, vault, now }: VerificationDeps,
): Promise<SessionRecord[]> {
  const idNumber = readIdNumber(number, chinaDate(now()))
  if (!idNumber.ok) throw new VerificationError('INVALID_INPUT', `idNumber: ${idNumber.reason}`)
  const subjectIndex = vault.index('idNumber', idNumber.value)
  const found = await store.list({ subjectIndex }, { limit: MOST_FOUND })
  return found.filter((session) => atTime(session, now()).subjectIndexes.includes(subjectIndex))
}

export interface Trail {
  events: AuditEvent[]
  /** The trail is whole and unaltered. */
  verified: boolean
}

export async function readTrail(sessionId: string, deps: VerificationDeps): Promise<Trail> {
  const session = await deps.store.find(sessionId)
  if (!session) throw notFound()
  await deps.store.append(session.outbox)
  const trail = await deps.store.trail(sessionId)
  const whole = trail.filter(({ seq }) => seq <= session.auditSeq)
  return {
    events: whole.map(({ hash: _, sessionId: __, ...event }) => event),
    verified: deps.audit.verify(session, whole),
  }
}

export async function eraseAsOperator(
  sessionId: string,
  reason: string,
  { change }: VerificationDeps,
): Promise<SessionRecord> {
  const erased = await change(sessionId, { actor: 'operator', event: { type: 'erased' }, reason })
  if (!erased) throw notFound()
  return erased.session
}
