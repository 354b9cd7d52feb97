import type { ChannelId, Evidence, Subject } from '../../typings/contract'
import type { Channel } from '../channels/channel'
import { pending, RETRY_AFTER_MS } from '../channels/code-table'
import { TRAITS } from '../channels/index'
import { isError, RETRY, VerificationError } from '../errors'
import { isSamePerson } from '../identity/same-person'
import { bugOf } from '../log'
import type { Identity, Outcome } from '../outcome'
import type { Actor } from '../session/change'
import type { AttemptRecord, Lease, SessionRecord } from '../session/record'
import type { Sealed } from '../vault'
import type { Caller, VerificationDeps } from './deps'
import { newId } from './deps'

export interface Asking<C extends ChannelId> {
  session: SessionRecord
  attempt: AttemptRecord
  channel: Channel<C>
  /** Who made it ask: the person, or the sweep. */
  actor: Actor
  /** Whose session it is. */
  caller: Caller
  /** Absent: nobody came back; theirs is taken yet when they do. */
  evidence?: Evidence<C>
}

/** Added to the longest that a pull can take, so that a lease outlives it. Seconds. */
const LEASE_MARGIN_S = 2

/**
 * The one road to `passed`: win the right to ask, ask upstream, write down what it said. Evidence is
 * stored with the right to ask, so nothing is lost from there on, whenever the process dies.
 *
 * @returns The session as it is afterwards; unchanged where somebody else is asking.
 */
export async function pullVerdict<C extends ChannelId>(
  asking: Asking<C>,
  deps: VerificationDeps,
): Promise<SessionRecord> {
  const { session, attempt, actor } = asking
  const lease = newLease(attempt.channel, deps)
  const asked = await deps.change(session.id, {
    actor,
    event: {
      type: 'asked',
      attemptId: attempt.id,
      lease,
      alone: deps.alone,
      sealed: asking.evidence
        ? sealField(session.id, `${attempt.id}.evidence`, asking.evidence, deps)
        : {},
    },
  })
  const now = asked?.session ?? session
  const mine = now.attempts.find(({ id }) => id === attempt.id)
  if (mine?.lease?.id !== lease.id) return now

  // What was stored first stands, also where it was stored after this caller had looked.
  const stands = openField(now, `${attempt.id}.evidence`, deps) as Evidence<C> | undefined
  const outcome = await ask({ ...asking, session: now, ...(stands && { evidence: stands }) }, deps)
  return writeOutcome({ ...asking, session: now }, { outcome, lease, deps })
}

function newLease(channel: ChannelId, deps: VerificationDeps): Lease {
  const longestMs = TRAITS[channel].exchanges * deps.rules.upstreamTimeoutMs
  const until = deps.now() + Math.ceil(longestMs / 1000) + LEASE_MARGIN_S
  return { id: newId(deps.random), process: deps.processId, until }
}

/** What upstream says of this person; `pending` where it cannot be heard. */
async function ask<C extends ChannelId>(
  { session, attempt, channel, caller, evidence = {} as Evidence<C> }: Asking<C>,
  deps: VerificationDeps,
): Promise<Outcome & { identity?: Identity }> {
  const memory = openField(session, `${attempt.id}.memory`, deps) as never
  const subject = openField(session, `${attempt.id}.subject`, deps) as Subject | undefined
  const claimed = subject ?? (openField(session, 'subject', deps) as Subject | undefined)
  const { owner } = caller
  const { startedAt } = attempt
  const askedAt = session.attempts.find(({ id }) => id === attempt.id)?.askedAt ?? deps.now()
  const held = {
    owner,
    startedAt,
    askedAt,
    memory,
    evidence,
    ...(subject && { subject }),
  }
  try {
    return bind(await channel.pull(held), { subject, claimed })
  } catch (error) {
    if (isError(error, 'UPSTREAM_UNAVAILABLE')) return pending(error.upstream)
    if (error instanceof VerificationError && error.code !== 'INTERNAL') return failedBy(error)
    // A fault of ours is no verdict: the attempt stays open, and the fault is seen in the log.
    deps.log('pull.broken', { channel: attempt.channel, attempt: attempt.id, ...bugOf(error) })
    return pending()
  }
}

/** Upstream has spoken, by a code that is common to all its calls. */
function failedBy({ code, retry, upstream }: VerificationError): Outcome {
  return { status: 'failed', code, retry, ...(upstream !== undefined && { upstream }) }
}

interface Claims {
  /** Whom this attempt claims: upstream has checked that. */
  subject: Subject | undefined
  /** Whom the session claims, if only since the attempt began. */
  claimed: Subject | undefined
}

/** Whom upstream names must be whom the session claims. Where it names nobody, the claim was checked. */
function bind(outcome: Outcome, { subject, claimed }: Claims): Outcome {
  if (outcome.status !== 'passed') return outcome
  const identity = outcome.identity ?? (subject && { ...subject, credentialType: 'IDENTITY_CARD' })
  if (!identity) return { status: 'failed', code: 'NO_RECORD', retry: RETRY.NO_RECORD }
  if (claimed && !isSamePerson(claimed, identity)) {
    return { status: 'failed', code: 'IDENTITY_MISMATCH', retry: RETRY.IDENTITY_MISMATCH }
  }
  return { status: 'passed', identity }
}

async function writeOutcome<C extends ChannelId>(
  { session, attempt, actor }: Asking<C>,
  { outcome, lease, deps }: { outcome: Outcome; lease: Lease; deps: VerificationDeps },
): Promise<SessionRecord> {
  const identity = outcome.status === 'passed' ? outcome.identity : undefined
  const { identity: _, ...answer } = { identity: undefined, ...outcome }
  const changed = await deps.change(session.id, {
    actor,
    event: {
      type: 'answered',
      attemptId: attempt.id,
      answer: answer.status === 'pending' ? { ...answer, retryAfterMs: waitOf(answer) } : answer,
      lease,
      ...(identity && {
        sealed: sealField(session.id, 'identity', identity, deps),
        subjectIndex: deps.vault.index('idNumber', identity.idNumber),
      }),
    },
  })
  return changed?.session ?? session
}

function waitOf({ retryAfterMs }: { retryAfterMs: number }): number {
  return retryAfterMs > 0 ? retryAfterMs : RETRY_AFTER_MS
}

function openField(session: SessionRecord, field: string, { vault }: VerificationDeps): unknown {
  const sealed = session.sealed[field]
  return sealed === undefined ? undefined : vault.open(sealed, { sessionId: session.id, field })
}

function sealField(
  sessionId: string,
  field: string,
  value: unknown,
  { vault }: VerificationDeps,
): Record<string, Sealed> {
  return { [field]: vault.seal(value, { sessionId, field }) }
}
