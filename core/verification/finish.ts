import * as v from 'valibot'
import type { ChannelId, Evidence } from '../../typings/contract'
import type { Channel } from '../channels/channel'
import { VerificationError } from '../errors'
import type { Heard } from '../outcome'
import type { AttemptRecord, SessionRecord } from '../session/record'
import { atTime, isOpenAttempt } from '../session/session'
import type { Caller, VerificationDeps } from './deps'
import { channelOf, findOwn } from './deps'
import { pullVerdict } from './pull'

export interface FinishInput {
  sessionId: string
  attemptId: string
  /** Whatever the client brought back; the channel says what it may be. */
  evidence: unknown
}

/**
 * The person came back. Their evidence is stored before upstream is asked, and whoever asks first
 * asks alone. A settled session, or attempt, is given as it is.
 */
export async function finishAttempt(
  input: FinishInput,
  caller: Caller,
  deps: VerificationDeps,
): Promise<SessionRecord> {
  const found = await findOwn(input.sessionId, caller, deps)
  const session = atTime(found, deps.now())
  if (session.status !== 'open') return session
  const attempt = session.attempts.find(({ id }) => id === input.attemptId)
  if (!attempt) throw new VerificationError('INVALID_INPUT', 'attemptId is not of this session')
  if (!isOpenAttempt(attempt)) return session
  const channel = channelOf(deps.channels, attempt.channel)
  if (!channel) {
    throw new VerificationError('CHANNEL_UNAVAILABLE', `${attempt.channel} is not configured`)
  }
  return settleAttempt({ session, attempt, channel }, { caller, deps, evidence: input.evidence })
}

interface Settling<C extends ChannelId> {
  session: SessionRecord
  attempt: AttemptRecord
  channel: Channel<C>
}

async function settleAttempt<C extends ChannelId>(
  { session, attempt, channel }: Settling<C>,
  { caller, deps, evidence }: { caller: Caller; deps: VerificationDeps; evidence: unknown },
): Promise<SessionRecord> {
  const field = `${attempt.id}.evidence`
  const held = session.sealed[field]
  const place = { sessionId: session.id, field }
  const stands = held === undefined ? readEvidence(channel, evidence) : deps.vault.open(held, place)
  const heard = channel.finish(stands as Evidence<C>)
  if (heard.status !== 'ask') return settleUnasked(session, attempt, { heard, deps })

  if (heard.ticket !== undefined && held === undefined) {
    await claimTicket(heard.ticket, { session, attempt, deps })
  }
  return pullVerdict(
    { session, attempt, channel, actor: 'owner', caller, evidence: stands as Evidence<C> },
    deps,
  )
}

function readEvidence<C extends ChannelId>(channel: Channel<C>, evidence: unknown): Evidence<C> {
  const read = v.safeParse(channel.evidence, evidence)
  if (read.success) return read.output
  const path = read.issues[0]?.path?.map(({ key }) => String(key)).join('.')
  throw new VerificationError('INVALID_INPUT', path ? `evidence.${path}` : 'evidence')
}

/** The client's own words settle it: it was given up, or failed before upstream came into play. */
async function settleUnasked(
  session: SessionRecord,
  attempt: AttemptRecord,
  { heard, deps }: { heard: Exclude<Heard, { status: 'ask' }>; deps: VerificationDeps },
): Promise<SessionRecord> {
  const changed = await deps.change(session.id, {
    actor: 'owner',
    event: { type: 'answered', attemptId: attempt.id, answer: heard },
  })
  return changed?.session ?? session
}

/** A ticket is good for one attempt in the life of the deployment, also after that was erased. */
async function claimTicket(
  ticket: string,
  {
    session,
    attempt,
    deps,
  }: { session: SessionRecord; attempt: AttemptRecord; deps: VerificationDeps },
): Promise<void> {
  const key = `ticket:${attempt.channel}:${deps.vault.index('ticket', ticket)}`
  const holder = `${session.id}/${attempt.id}`
  if ((await deps.store.claim(key, holder)) === holder) return
  throw new VerificationError('TICKET_USED', 'the ticket was brought before')
}
