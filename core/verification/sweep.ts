import type { ChannelId, Evidence } from '../../typings/contract'
import type { Channel } from '../channels/channel'
import { bugOf } from '../log'
import type { AttemptRecord, SessionRecord } from '../session/record'
import { lastCall } from '../session/session'
import type { Caller, VerificationDeps } from './deps'
import { channelOf } from './deps'
import { pullVerdict } from './pull'

/** Sessions that are looked up at a time. */
const BATCH = 200
/** Times that one sweep looks up: a day's retention may end in one minute. */
const MOST_BATCHES = 10
/** Sessions that it looks at side by side: one upstream that hangs must not hold up the others. */
const ABREAST = 8

/**
 * What time asks for: expires sessions, forgets people whose retention is over, and asks upstream
 * again about attempts that nobody came back for. A session that cannot be helped is logged, and
 * holds up nobody.
 *
 * @param isOver Asked before each session: the process is about to end, and what is due stays due.
 * @returns How many sessions changed.
 */
export async function sweepDue(
  deps: VerificationDeps,
  isOver: () => boolean = () => false,
): Promise<number> {
  const seen = new Set<string>()
  let changed = 0
  for (let n = 0; n < MOST_BATCHES && !isOver(); n++) {
    const batch = await deps.store.due(deps.now(), BATCH)
    const fresh = batch.filter((id) => !seen.has(id))
    for (const id of fresh) seen.add(id)
    changed += await sweepBatch(fresh, { deps, isOver })
    if (batch.length < BATCH || fresh.length === 0) break
  }
  await deps.limits.prune()
  return changed
}

async function sweepBatch(
  ids: readonly string[],
  { deps, isOver }: { deps: VerificationDeps; isOver: () => boolean },
): Promise<number> {
  const due = ids.values()
  let changed = 0
  async function work(): Promise<void> {
    for (const id of due) {
      if (isOver()) return
      if (await sweepOne(id, deps)) changed += 1
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, work))
  return changed
}

async function sweepOne(id: string, deps: VerificationDeps): Promise<boolean> {
  try {
    const ticked = await deps.change(id, { actor: 'system', event: { type: 'ticked' } })
    if (!ticked) return false
    const asked = await askAgain(ticked.session, deps)
    return ticked.changed || asked
  } catch (error) {
    deps.log('sweep.broken', { session: id, ...bugOf(error) })
    return false
  }
}

/** Asks about every attempt that waits, until one of them has settled the session. */
async function askAgain(session: SessionRecord, deps: VerificationDeps): Promise<boolean> {
  let current = session
  for (const { id } of session.attempts) {
    if (current.status !== 'open') break
    const waiting = current.attempts.find(
      (each) => each.id === id && canAsk(each, current, deps.now()),
    )
    const channel = waiting && channelOf(deps.channels, waiting.channel)
    if (waiting && channel) current = await pullAgain(current, waiting, { channel, deps })
  }
  return current.rev !== session.rev
}

/** There is evidence to ask with, or none is needed and it is time. */
function canAsk(
  { id, status, askBy }: AttemptRecord,
  { sealed, expiresAt }: SessionRecord,
  now: number,
): boolean {
  if (status === 'started') return askBy !== undefined && now >= lastCall(askBy, expiresAt)
  return status === 'pending' && (askBy !== undefined || sealed[`${id}.evidence`] !== undefined)
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
  const evidence = open(`${attempt.id}.evidence`) as Evidence<C> | undefined
  const asking = { session, attempt, channel, actor: 'system' as const, caller }
  return pullVerdict({ ...asking, ...(evidence && { evidence }) }, deps)
}
