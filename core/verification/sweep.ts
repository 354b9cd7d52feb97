import type { ChannelId, Evidence } from '../../typings/contract'
import type { Channel } from '../channels/channel'
import type { AttemptRecord, SessionRecord } from '../session/record'
import type { Caller, VerificationDeps } from './deps'
import { channelOf } from './deps'
import { pullVerdict } from './pull'

/** Sessions that one sweep looks at, at the most. */
const BATCH = 200

/**
 * What time asks for: expires sessions, forgets people whose retention is over, and asks upstream
 * again about attempts that nobody came back for.
 *
 * @returns How many sessions changed.
 */
export async function sweepDue(deps: VerificationDeps): Promise<number> {
  let changed = 0
  for (const id of await deps.store.due(deps.now(), BATCH)) {
    const ticked = await deps.change(id, { actor: 'system', event: { type: 'ticked' } })
    if (!ticked) continue
    const asked = await askAgain(ticked.session, deps)
    if (ticked.changed || asked) changed += 1
  }
  await deps.limits.prune()
  return changed
}

async function askAgain(session: SessionRecord, deps: VerificationDeps): Promise<boolean> {
  if (session.status !== 'open') return false
  const waiting = session.attempts.find(
    ({ id, status }) => status === 'pending' && session.sealed[`${id}.evidence`] !== undefined,
  )
  const channel = waiting && channelOf(deps.channels, waiting.channel)
  if (!waiting || !channel) return false
  const after = await pullAgain(session, waiting, { channel, deps })
  return after.rev !== session.rev
}

function pullAgain<C extends ChannelId>(
  session: SessionRecord,
  attempt: AttemptRecord,
  { channel, deps }: { channel: Channel<C>; deps: VerificationDeps },
): Promise<SessionRecord> {
  const open = (field: string): unknown => {
    const sealed = session.sealed[field]
    return sealed && deps.vault.open(sealed, { sessionId: session.id, field })
  }
  const caller = open('owner') as Caller
  const evidence = open(`${attempt.id}.evidence`) as Evidence<C>
  return pullVerdict({ session, attempt, channel, actor: 'system', caller, evidence }, deps)
}
