import type { Attempt, ChannelId, Failure, Handoff, Session } from '../../../typings/contract'
import { CHANNEL_TEXTS } from '../texts/channels'
import type { ErrorText } from '../texts/errors'
import { wordsFor } from '../texts/errors'
import { RESULT_TEXTS } from '../texts/results'
import { VERIFY_TEXTS } from '../texts/steps'
import type { Phase, PhaseCard } from '../texts/verify'
import { PHASES } from '../texts/verify'
import type { Act } from './outcome'
import { ACT_LABELS, ACTS, spelled } from './outcome'

/** What the verify page shows; exactly what its template reads. */
export interface VerifyData extends PhaseCard {
  phase: Phase
  next: string
  hint: string
  trace: string
  /** Of the real-name button; `null` shows the ordinary one. */
  categoryId: number[] | null
  /** Checking for so long that it may be left. */
  leavable: boolean
  main: Act
  second: Act | ''
}

export const LABELS = {
  ...ACT_LABELS,
  start: VERIFY_TEXTS.start,
  realname: VERIFY_TEXTS.realname,
  ask: VERIFY_TEXTS.ask,
  goAgain: VERIFY_TEXTS.goAgain,
  leave: VERIFY_TEXTS.leave,
  traceName: RESULT_TEXTS.trace,
}

const POLL = { leastMs: 1000, mostMs: 10000, usualMs: 3000 }

/** After this the page no longer waits; the result page says that it goes on without the person. */
const PATIENCE_MS = 120000

/** A phase with everything of the one before wiped out. */
export function cardOf(phase: Phase, more: Partial<VerifyData> = {}): VerifyData {
  return {
    phase,
    ...PHASES[phase],
    next: '',
    hint: '',
    trace: '',
    categoryId: null,
    leavable: false,
    main: 'retry',
    second: '',
    ...more,
  }
}

/** Ready to leave: one sentence on what will be shown next, so that nobody is surprised. */
export function readyFor(channel: ChannelId, handoff: Handoff, hint: string): VerifyData {
  const categoryId = handoff.kind === 'realnameButton' ? handoff.categoryId : null
  return cardOf('ready', { text: CHANNEL_TEXTS[channel].shows, categoryId, hint })
}

/**
 * The call could not be done, or the person turned back.
 *
 * @param words More to the point than those of the code.
 */
export function stoppedBy(failure: Failure, words?: ErrorText): VerifyData {
  const cancelled = failure.code === 'USER_CANCELLED' && !words
  const title = cancelled ? VERIFY_TEXTS.cancelled : VERIFY_TEXTS.stopped
  const tone = cancelled ? 'calm' : 'bad'
  const trace = spelled(failure.trace)
  const said = words ?? wordsFor(failure)
  return cardOf('stopped', { ...said, ...ACTS[failure.retry], title, tone, trace })
}

/** Says what is waited for after five seconds, and that it may be left after fifteen. */
export const WHILE_CHECKING: readonly { ms: number; data: Partial<VerifyData> }[] = [
  { ms: 5000, data: { text: VERIFY_TEXTS.slowText } },
  { ms: 15000, data: { next: VERIFY_TEXTS.leaveText, leavable: true } },
]

/** Where an answer leads: on to the result, back to the button, or to another question. */
export function ruling(
  session: Session,
  attempt: Attempt | undefined,
  waitedMs: number,
): 'result' | 'cancelled' | 'ask' {
  if (session.status !== 'open') return 'result'
  if (attempt?.status === 'cancelled') return 'cancelled'
  const undecided = attempt?.status === 'pending' || attempt?.status === 'started'
  return undecided && waitedMs < PATIENCE_MS ? 'ask' : 'result'
}

/** How long to wait before the next question. Milliseconds. */
export function waitOf(attempt: Attempt | undefined): number {
  const advised = attempt?.retryAfterMs ?? POLL.usualMs
  return Math.min(Math.max(advised, POLL.leastMs), POLL.mostMs)
}
