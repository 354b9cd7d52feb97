import type { ErrorCode, Retry } from '../typings/contract'

/** A person as upstream names them: normalised by `core/identity`. */
export interface Identity {
  name: string
  idNumber: string
  /** `IDENTITY_CARD` for the resident identity card. */
  credentialType: string
}

/** `upstream` is upstream's own code, verbatim, for the log and the audit trail only. */
export type Failed = { status: 'failed'; code: ErrorCode; retry: Retry; upstream?: string }
export type Pending = { status: 'pending'; retryAfterMs: number; upstream?: string }
export type Cancelled = { status: 'cancelled'; code?: ErrorCode; retry?: Retry; upstream?: string }

/** What the client's words amount to. There is no `passed`: a client cannot say that. */
export type Heard = { status: 'ask'; ticket?: string } | Cancelled | Failed

/** What upstream says. */
export type Outcome = { status: 'passed'; identity?: Identity } | Failed | Pending | Cancelled

/** How an attempt was answered: by upstream, or by the person turning back. */
export type Answer = { status: 'passed' } | Failed | Pending | Cancelled
