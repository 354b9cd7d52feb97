import type { Attempt, MaskedIdentity, Session } from '../../typings/contract'
import { maskIdNumber, maskName } from '../identity/mask'
import type { Identity } from '../outcome'
import type { Vault } from '../vault'
import type { AttemptRecord, SessionRecord } from './record'
import { atTime } from './session'

/** A session as its owner may see it: as it is now, with the identity masked. */
export function viewSession(record: SessionRecord, vault: Vault, now: number): Session {
  const session = atTime(record, now)
  const { id, status, purpose, createdAt, expiresAt } = session
  const identity = status === 'passed' ? openIdentity(session, vault) : undefined
  return {
    id,
    status,
    purpose,
    createdAt,
    expiresAt,
    attempts: session.attempts.map(viewAttempt),
    ...(identity && { identity: maskIdentity(identity) }),
  }
}

/** The verified person in plain; absent when there is none, or none any more. */
export function openIdentity(session: SessionRecord, vault: Vault): Identity | undefined {
  const sealed = session.sealed.identity
  if (sealed === undefined) return undefined
  return vault.open(sealed, { sessionId: session.id, field: 'identity' }) as Identity
}

function maskIdentity({ name, idNumber, credentialType }: Identity): MaskedIdentity {
  return { name: maskName(name), idNumber: maskIdNumber(idNumber), credentialType }
}

function viewAttempt(record: AttemptRecord): Attempt {
  const { lease: _, askedAt: __, askBy: ___, ...attempt } = record
  return attempt
}
