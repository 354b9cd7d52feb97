import type { Attempt, AuditEvent, SessionStatus } from '../../typings/contract'
import type { Sealed } from '../vault'

/** An attempt as it is stored. */
export interface AttemptRecord extends Attempt {
  /** The one caller that asks upstream now, and until when nobody else may. */
  lease?: Lease
  /** When upstream was asked first. */
  askedAt?: number
  /** Upstream can be asked although nobody came back, and knows the answer until then. */
  askBy?: number
}

export interface Lease {
  /** Random, one for each time somebody asks. */
  id: string
  /** Random id of the asking process. */
  process: string
  /** Unix seconds. */
  until: number
}

/** The rules as they were at `open`, so that a restart changes no running session. */
export interface SessionRules {
  maxAttempts: number
  retentionS: number
}

/** One link of the audit chain: the event and the keyed hash that binds it to all before it. */
export interface AuditEntry extends AuditEvent {
  sessionId: string
  /** Lower-case hex of HMAC-SHA-256. */
  hash: string
}

/**
 * A session as it is stored. Everything personal lies in `sealed` and, as keyed index values, in
 * `subjectIndexes`; forgetting a person is emptying these two.
 */
export interface SessionRecord {
  id: string
  /** Grows by one with every write; see {@link Store.replace}. */
  rev: number
  /** `vault.index('owner', …)`. The openid itself is sealed under `owner`. */
  owner: string
  status: SessionStatus
  purpose: string
  consentVersion: string
  createdAt: number
  expiresAt: number
  settledAt?: number
  /** When the sweep looks again: to expire, or to forget. Absent: never. */
  dueAt?: number
  rules: SessionRules
  attempts: AttemptRecord[]
  /** Keyed index values of every ID number claimed or verified here. */
  subjectIndexes: string[]
  /**
   * By field name: `owner`, `subject`, `identity`, `<attempt id>.subject`, `<attempt id>.memory`,
   * `<attempt id>.evidence`.
   */
  sealed: Record<string, Sealed>
  /** The newest entries, which may not be in the trail yet. */
  outbox: AuditEntry[]
  /** Number of the newest entry. */
  auditSeq: number
  /** Hash of the newest entry: the trail cannot lose its end unnoticed. */
  auditHead: string
}
