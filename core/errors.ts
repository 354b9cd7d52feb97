import type { ErrorCode, Retry } from '../typings/contract'

/** What a person can do about a code, unless a table row says otherwise. */
export const RETRY: Record<ErrorCode, Retry> = {
  USER_CANCELLED: 'retry',
  CONSENT_REQUIRED: 'retry',
  INVALID_INPUT: 'retry',
  UNDER_AGE: 'final',
  DEVICE_UNSUPPORTED: 'switch',
  LIVENESS_FAILED: 'retry',
  FACE_MISMATCH: 'retry',
  IDENTITY_MISMATCH: 'retry',
  NO_RECORD: 'switch',
  BINDING_MISMATCH: 'switch',
  TICKET_USED: 'retry',
  SESSION_NOT_FOUND: 'final',
  SESSION_CLOSED: 'final',
  SESSION_EXPIRED: 'retry',
  RATE_LIMITED: 'switch',
  CHANNEL_UNAVAILABLE: 'switch',
  UPSTREAM_UNAVAILABLE: 'retry',
  DECRYPT_FAILED: 'switch',
  INTERNAL: 'final',
}

export interface ErrorDetails {
  cause?: unknown
  retry?: Retry
  /** Upstream's own code, verbatim: for the log and the audit trail, never for a reply. */
  upstream?: string
}

/**
 * A call that could not be done. Thrown inside `core`; only `core/calls/answer.ts` turns it into a
 * reply.
 *
 * `message` names fields and configuration, never values: it goes to the log.
 */
export class VerificationError extends Error {
  override readonly name = 'VerificationError'
  readonly code: ErrorCode
  readonly retry: Retry
  readonly upstream: string | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined)
    this.code = code
    this.retry = details.retry ?? RETRY[code]
    this.upstream = details.upstream
  }
}

/** Is it a {@link VerificationError} of this code? */
export function isError(error: unknown, code: ErrorCode): error is VerificationError {
  return error instanceof VerificationError && error.code === code
}
