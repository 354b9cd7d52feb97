import type { ErrorCode, Retry } from '../../typings/contract'
import type { Failed, Pending } from '../outcome'

/** Where the trouble lies, for the operator. */
export type Cause = 'user' | 'device' | 'network' | 'permission' | 'record' | 'config' | 'vendor'

export interface CodeRow {
  code: ErrorCode
  cause: Cause
  retry: Retry
  /** Nobody knows yet: ask again. Absent: it is a no. */
  effect?: 'pending' | 'cancelled' | 'refused'
}

/** Upstream code, as text → what it means to us. One row per code. */
export type CodeTable = Readonly<Record<string, CodeRow>>

/** How long to wait before asking again, where upstream says nothing. Milliseconds. */
export const RETRY_AFTER_MS = 3000

/**
 * What a code that is not a yes amounts to.
 *
 * @param code As `readCode` gave it; `undefined` when upstream's answer had none.
 */
export function refused(table: CodeTable, code: string | undefined): Failed | Pending {
  const row = code === undefined ? undefined : lookUp(table, code)
  if (row?.effect === 'pending') return pending(code)
  return {
    status: 'failed',
    code: row?.code ?? 'UPSTREAM_UNAVAILABLE',
    retry: row?.retry ?? 'retry',
    ...(code === undefined ? {} : { upstream: code }),
  }
}

/** Nobody knows yet. */
export function pending(upstream?: string): Pending {
  return {
    status: 'pending',
    retryAfterMs: RETRY_AFTER_MS,
    ...(upstream === undefined ? {} : { upstream }),
  }
}

/** The row of a code; never something that an object merely inherits. */
export function lookUp(table: CodeTable, code: string): CodeRow | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined
}
