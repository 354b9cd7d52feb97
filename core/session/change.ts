import type { AttemptStatus, ChannelId } from '../../typings/contract'
import type { Audit, AuditNote } from '../audit'
import { VerificationError } from '../errors'
import type { Store } from '../store/store'
import type { AttemptRecord, SessionRecord } from './record'
import type { SessionEvent } from './session'
import { advance } from './session'

export type Actor = AuditNote['actor']

export interface Change {
  actor: Actor
  event: SessionEvent
  /** Something that happened beside the event, such as a look at the identity. */
  note?: { event: string; reason?: string }
  /** Why an operator did it. */
  reason?: string
}

/** The session as it is after a change, and whether this call was the one that changed it. */
export interface Changed {
  session: SessionRecord
  changed: boolean
}

export type ChangeSession = (id: string, change: Change) => Promise<Changed | undefined>

export interface ChangeDeps {
  store: Pick<Store, 'find' | 'replace' | 'append'>
  audit: Audit
  /** Unix seconds. */
  now(): number
  /** Who receives data when this channel is asked, for the trail. */
  recipientOf(channel: ChannelId): string
}

/** Far more than there can be racing callers of one session. */
const MOST_TRIES = 500
/** Entries that a session carries with it before they move on; most sessions never have more. */
const MOST_CARRIED = 12

/**
 * The only writer of sessions: find, `advance`, `replace`, again if somebody was faster.
 *
 * The audit entries of a change are written with it, in the session's outbox; when that gets long
 * they move to the trail before the next write. So no change is without its entry, whenever the
 * process dies.
 */
export function createChange({ store, audit, now, recipientOf }: ChangeDeps): ChangeSession {
  return async (id, change) => {
    for (let n = 0; n < MOST_TRIES; n++) {
      const before = await store.find(id)
      if (!before) return undefined
      const at = now()
      const after = advance(before, change.event, at)
      if (after === before && !change.note) return { session: before, changed: false }

      const notes = notesOf(before, after, change, recipientOf)
      const entries = audit.link(before, before.auditSeq + 1, at, notes)
      const carries = before.outbox.length + entries.length <= MOST_CARRIED
      const next: SessionRecord = {
        ...after,
        outbox: carries ? [...before.outbox, ...entries] : entries,
        auditSeq: before.auditSeq + entries.length,
        auditHead: entries.at(-1)?.hash ?? before.auditHead,
      }
      if (!carries) await store.append(before.outbox)
      if (await store.replace(next)) {
        return { session: { ...next, rev: next.rev + 1 }, changed: true }
      }
    }
    throw new VerificationError('INTERNAL', 'a session is written faster than it can be read')
  }
}

const SUCCESS: Record<AttemptStatus, boolean> = {
  started: true,
  pending: false,
  passed: true,
  failed: false,
  cancelled: false,
  expired: false,
}

/** What a change did, read off its two ends: nothing can happen that the trail does not see. */
function notesOf(
  before: SessionRecord,
  after: SessionRecord,
  { actor, event, note, reason }: Change,
  recipientOf: (channel: ChannelId) => string,
): AuditNote[] {
  const notes: AuditNote[] = []
  for (const attempt of after.attempts) {
    const was = before.attempts.find(({ id }) => id === attempt.id)
    notes.push(...attemptNotes(was, attempt, event, { actor, recipientOf }))
  }
  if (after.status !== before.status) {
    const success = after.status === 'passed' || after.status === 'erased'
    const by = after.status === 'expired' ? 'system' : actor
    notes.push({ actor: by, event: `session.${after.status}`, success, ...(reason && { reason }) })
  }
  const forgot = Object.keys(before.sealed).length > 0 && Object.keys(after.sealed).length === 0
  if (forgot && after.status !== 'erased') {
    notes.push({ actor: 'system', event: 'session.forgotten', success: true })
  }
  if (note) notes.push({ actor, success: true, ...note })
  return notes
}

function attemptNotes(
  was: AttemptRecord | undefined,
  attempt: AttemptRecord,
  event: SessionEvent,
  { actor, recipientOf }: { actor: Actor; recipientOf: (channel: ChannelId) => string },
): AuditNote[] {
  const about = { attemptId: attempt.id, channel: attempt.channel }
  const recipient = recipientOf(attempt.channel)
  if (!was) return [{ actor, event: 'attempt.started', success: true, ...about, recipient }]
  if (attempt.lease && attempt.lease.id !== was.lease?.id) {
    return [{ actor, event: 'attempt.asked', success: true, ...about, recipient }]
  }
  const released = was.lease !== undefined && attempt.lease === undefined
  if (attempt.status === was.status && !released) return []
  const own = event.type === 'answered' && event.attemptId === attempt.id ? event.answer : undefined
  return [
    {
      actor: attempt.status === 'expired' ? 'system' : actor,
      event: `attempt.${attempt.status}`,
      success: SUCCESS[attempt.status],
      ...about,
      ...(attempt.code && { code: attempt.code }),
      ...(own && 'upstream' in own && own.upstream !== undefined && { upstream: own.upstream }),
    },
  ]
}
