import type { Reply } from '../../typings/contract'
import { VerificationError } from '../errors'
import type { Log } from '../log'
import { bugOf } from '../log'

export interface AnswerDeps {
  log: Log
  random(size: number): Buffer
  /** A clock that only goes forward, for `ms` in the log. */
  elapsedMs(): number
}

/** What the log says of a call beside its outcome. */
export interface CallFacts {
  entrance: 'verify' | 'records'
  action?: string
  /** Keyed index value. */
  owner?: string
}

/**
 * Runs one call and turns whatever it throws into a reply: the only place where that happens. The
 * `trace` of a refusal stands in its log line too.
 */
export async function answer<T>(
  facts: CallFacts,
  run: () => Promise<T>,
  { log, random, elapsedMs }: AnswerDeps,
): Promise<Reply<T>> {
  const trace = random(8).toString('hex')
  const began = elapsedMs()
  const line = () => ({ trace, ...facts, ms: Math.round(elapsedMs() - began) })
  try {
    const data = await run()
    log('call.answered', line())
    return { ok: true, data }
  } catch (error) {
    if (error instanceof VerificationError) {
      const { code, retry, upstream, message } = error
      log('call.refused', { ...line(), code, upstream, reason: message })
      return { ok: false, error: { code, retry, trace } }
    }
    log('call.broken', { ...line(), ...bugOf(error), code: 'INTERNAL' })
    return { ok: false, error: { code: 'INTERNAL', retry: 'final', trace } }
  }
}
