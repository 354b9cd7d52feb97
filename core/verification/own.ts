import type { SessionRecord } from '../session/record'
import type { SessionEvent } from '../session/session'
import type { Caller, VerificationDeps } from './deps'
import { findOwn, ownerIndex } from './deps'

/** Longest page of one's own sessions. */
const MOST_LISTED = 100

export interface ListInput {
  /** 1 or more; more than 100 is cut. Default 20. */
  limit?: number
  /** Id of one's own session: only older ones. */
  before?: string
}

/** One's own sessions, newest first. */
export async function listOwn(
  { limit = 20, before }: ListInput,
  caller: Caller,
  deps: VerificationDeps,
): Promise<SessionRecord[]> {
  const last = before === undefined ? undefined : await findOwn(before, caller, deps)
  return deps.store.list(
    { owner: ownerIndex(caller, deps.vault) },
    {
      limit: Math.min(limit, MOST_LISTED),
      ...(last && { before: { createdAt: last.createdAt, id: last.id } }),
    },
  )
}

/** Gives a session up, or erases the person from it. Repeating it changes nothing. */
export async function changeOwn(
  sessionId: string,
  event: Extract<SessionEvent, { type: 'cancelled' | 'erased' }>,
  { caller, deps }: { caller: Caller; deps: VerificationDeps },
): Promise<SessionRecord> {
  const session = await findOwn(sessionId, caller, deps)
  const changed = await deps.change(sessionId, { actor: 'owner', event })
  return changed?.session ?? session
}
