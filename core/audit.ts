import { createHmac } from 'node:crypto'
import type { AuditEvent } from '../typings/contract'
import { canonicalJson } from './json'
import type { AuditEntry, SessionRecord } from './session/record'
import { deriveKey } from './vault'

/** What happened, before it has its place in the chain. */
export type AuditNote = Omit<AuditEvent, 'seq' | 'at'>

/**
 * A session's audit trail: a chain in which every entry carries the keyed hash of itself and of all
 * before it. The session keeps the newest hash, so neither an entry nor the trail's end can go
 * missing, change place or be altered unnoticed. Entries hold no personal data and outlive it.
 */
export interface Audit {
  /** The notes as the next links of a session's chain. */
  link(
    session: Pick<SessionRecord, 'id' | 'auditHead'>,
    seq: number,
    at: number,
    notes: readonly AuditNote[],
  ): AuditEntry[]
  /** Is this the whole, unaltered trail of the session? */
  verify(session: SessionRecord, trail: readonly AuditEntry[]): boolean
}

/** @param root `PII_INDEX_KEY`; the chain's own key comes from it by HKDF. */
export function createAudit(root: Buffer): Audit {
  const key = deriveKey(root, 'audit')

  /** HMAC-SHA-256 over the previous hash, a line feed and the entry as canonical JSON. */
  function hashOf(previous: string, entry: Omit<AuditEntry, 'hash'>): string {
    return createHmac('sha256', key)
      .update(`${previous}\n${canonicalJson(entry)}`)
      .digest('hex')
  }

  return {
    link(session, seq, at, notes) {
      let head = session.auditHead
      return notes.map((note, n) => {
        const entry = { ...note, sessionId: session.id, seq: seq + n, at }
        head = hashOf(head, entry)
        return { ...entry, hash: head }
      })
    },

    verify(session, trail) {
      let head = ''
      for (const [n, { hash, ...entry }] of trail.entries()) {
        head = hashOf(head, entry)
        if (hash !== head || entry.seq !== n + 1 || entry.sessionId !== session.id) return false
      }
      return trail.length > 0 && head === session.auditHead
    },
  }
}
