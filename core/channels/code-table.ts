import type { ErrorCode, Retry } from '../../typings/contract'
import type { Cancelled, Failed, Pending } from '../outcome'

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
 * @param upstream As `readCode` gave it; `undefined` when upstream's answer had none.
 */
export function refused(
  table: CodeTable,
  upstream: string | undefined,
): Failed | Pending | Cancelled {
  const row = upstream === undefined ? undefined : lookUp(table, upstream)
  if (row?.effect === 'pending') return pending(upstream)
  const why = {
    code: row?.code ?? 'UPSTREAM_UNAVAILABLE',
    retry: row?.retry ?? 'retry',
    ...(upstream === undefined ? {} : { upstream }),
  }
  return row?.effect === 'cancelled'
    ? { status: 'cancelled', ...why }
    : { status: 'failed', ...why }
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
