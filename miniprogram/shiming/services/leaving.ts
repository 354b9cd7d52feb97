import type { Handoff } from '../../../typings/contract'
import { VERIFY_TEXTS } from '../texts/steps'
import type { Prepared } from './attempt'
import { failureOf } from './failure'
import type { Left } from './handoff'
import { handOff } from './handoff'
import { noteLeaving, stopWaiting } from './pending'

/** Kinds whose person comes back later, perhaps to an app that was killed meanwhile. */
const AWAY: ReadonlySet<Handoff['kind']> = new Set(['miniProgram', 'webView'])

/** Leaves inside the tap: nothing may be awaited before `handOff`. @throws {CallError} (rejected) */
export function leaveFor(sessionId: string, { attemptId, handoff }: Prepared): Promise<Left> {
  if (AWAY.has(handoff.kind)) {
    const appId = handoff.kind === 'miniProgram' ? { appId: handoff.appId } : {}
    noteLeaving({ sessionId, attemptId, ...appId })
  }
  return handOff(handoff).catch((error) => {
    stopWaiting(attemptId)
    throw error
  })
}

/** Why the person is still here. */
export function stayedText(error: unknown): string {
  const cancelled = failureOf(error).code === 'USER_CANCELLED'
  return cancelled ? VERIFY_TEXTS.stayed : VERIFY_TEXTS.notOpened
}
