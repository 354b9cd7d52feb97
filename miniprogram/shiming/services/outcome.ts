import type { Attempt, Failure, Notice, Session } from '../../../typings/contract'
import { wordsFor } from '../texts/errors'
import { RESULT_TEXTS } from '../texts/results'
import { VERIFY_TEXTS } from '../texts/steps'
import { attemptOf } from './attempt'

export type Tone = 'good' | 'bad' | 'wait' | 'calm'

/** What a button does. */
export type Act = 'done' | 'retry' | 'change' | 'restart' | 'again'

/** A session as the result page shows it. */
export interface Outcome {
  tone: Tone
  title: string
  text: string
  next: string
  rows: { label: string; value: string }[]
  main: Act
  second: Act | ''
}

export const ACT_LABELS: Record<Act, string> = {
  done: VERIFY_TEXTS.done,
  retry: VERIFY_TEXTS.retry,
  change: VERIFY_TEXTS.change,
  restart: VERIFY_TEXTS.restart,
  again: RESULT_TEXTS.again,
}

type Words = Pick<Outcome, 'tone' | 'title' | 'text' | 'next' | 'main' | 'second'>

/** What can be done about a failure, best first. */
export const ACTS: Record<Failure['retry'], Pick<Outcome, 'main' | 'second'>> = {
  retry: { main: 'retry', second: 'change' },
  switch: { main: 'change', second: 'done' },
  final: { main: 'done', second: '' },
}

/** Puts a session into words. @param notice Names the retention; without it that line is left out. */
export function outcomeOf(session: Session, notice?: Notice): Outcome {
  return { ...wordsOf(session), rows: rowsOf(session, notice) }
}

function wordsOf(session: Session): Words {
  const T = RESULT_TEXTS
  const attempt = attemptOf(session)
  switch (session.status) {
    case 'passed':
      return said('good', T.passed, { text: T.passedText, next: '' }, { main: 'done', second: '' })
    case 'failed':
      return said('bad', T.failed, reasonOf(attempt, 'final'), ACTS.final)
    case 'expired': {
      const words = wordsFor({ code: 'SESSION_EXPIRED', retry: 'retry' })
      return said('calm', T.expired, words, { main: 'restart', second: 'done' })
    }
    case 'cancelled': {
      const words = { text: T.cancelledText, next: '' }
      return said('calm', T.cancelled, words, { main: 'restart', second: 'done' })
    }
    case 'erased':
      return said('calm', T.erased, { text: T.erasedText, next: '' }, { main: 'done', second: '' })
    case 'open':
      return wordsOfOpen(attempt)
    default:
      return session.status satisfies never
  }
}

function wordsOfOpen(attempt: Attempt | undefined): Words {
  const T = RESULT_TEXTS
  if (attempt?.status === 'pending') {
    const words = { text: T.pendingText, next: T.pendingNext }
    return said('wait', T.pending, words, { main: 'again', second: 'done' })
  }
  if (attempt?.status === 'failed') {
    const retry = attempt.retry ?? 'retry'
    return said('bad', T.failed, reasonOf(attempt, retry), ACTS[retry])
  }
  return said('calm', T.open, { text: T.openText, next: T.openNext }, ACTS.retry)
}

function reasonOf(attempt: Attempt | undefined, retry: Failure['retry']) {
  return wordsFor({ code: attempt?.code ?? 'UPSTREAM_UNAVAILABLE', retry })
}

function said(
  tone: Tone,
  title: string,
  words: { text: string; next: string },
  acts: Pick<Outcome, 'main' | 'second'>,
): Words {
  return { tone, title, ...words, ...acts }
}

function rowsOf(session: Session, notice?: Notice): Outcome['rows'] {
  const T = RESULT_TEXTS
  const { identity, status, purpose } = session
  const settledAt = attemptOf(session)?.settledAt ?? session.createdAt
  const tried = session.attempts.filter(({ status }) => status === 'failed').length
  const rows = [
    { label: T.name, value: identity?.name ?? '' },
    { label: T.idNumber, value: identity?.idNumber ?? '' },
    { label: T.time, value: timeText(settledAt) },
    { label: T.purpose, value: purpose },
    { label: T.tries, value: status !== 'passed' && tried > 0 ? `${tried} 次` : '' },
    { label: T.kept, value: status === 'passed' && notice ? notice.retention : '' },
  ]
  return rows.filter(({ value }) => value !== '')
}

/** `2026年11月20日 15:30`, the phone's time. @param at Unix seconds. */
export function timeText(at: number): string {
  const time = new Date(at * 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${time.getFullYear()}年${time.getMonth() + 1}月${time.getDate()}日`
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`
}

/** A trace or session id in groups of four, so that it can be read out. */
export function spelled(id: string): string {
  return id.replace(/-/g, '').replace(/(.{4})(?=.)/g, '$1 ')
}
