import type { ErrorCode, Failure, Retry } from '../../../typings/contract'

/** A call that could not be done. `trace` is empty when no server was reached. */
export class CallError extends Error {
  readonly code: ErrorCode
  readonly retry: Retry
  readonly trace: string

  constructor(failure: Failure) {
    super(failure.code)
    this.code = failure.code
    this.retry = failure.retry
    this.trace = failure.trace
  }
}

/** Nobody answered: the network, the cloud, or an answer of no known shape. */
export function unreachable(): CallError {
  return new CallError({ code: 'UPSTREAM_UNAVAILABLE', retry: 'retry', trace: '' })
}

/** This WeChat lacks the call; the words say that it must be updated. */
export function outdated(): CallError {
  return new CallError({ code: 'DEVICE_UNSUPPORTED', retry: 'switch', trace: '' })
}

/** What a page shows of anything that was thrown. */
export function failureOf(error: unknown): Failure {
  const { code, retry, trace } = (error ?? {}) as Partial<Failure>
  if (code && retry) return { code, retry, trace: trace ?? '' }
  return { code: 'INTERNAL', retry: 'final', trace: '' }
}
