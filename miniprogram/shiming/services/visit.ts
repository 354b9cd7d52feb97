import type {
  ChannelId,
  ErrorCode,
  Failure,
  Handoff,
  Session,
  Subject,
} from '../../../typings/contract'
import type { ErrorText } from '../texts/errors'
import { wordsFor } from '../texts/errors'
import { VERIFY_TEXTS } from '../texts/steps'
import type { Plan, Prepared } from './attempt'
import { attemptOf, FRESH_MS, finish, isFresh, prepare } from './attempt'
import type { VerifyData } from './cards'
import { cardOf, readyFor, ruling, stoppedBy, WHILE_CHECKING, waitOf } from './cards'
import { TURNED_BACK } from './face-evidence'
import { failureOf } from './failure'
import { realnameEvidence } from './handoff'
import { leaveFor, stayedText } from './leaving'
import { stopWaiting } from './pending'
import { expectReturn } from './returned'
import { deniedBy, isFilming, whyNot, whyNotKind } from './support'
import { createTimers } from './timers'

/** What a visit needs of the page it lives in. */
export interface Stage {
  show(data: Partial<VerifyData>): void
  toResult(): void
  toChannels(): void
}

/** A resumed visit knows its attempt, not its channel. */
export interface VisitPlan extends Omit<Plan, 'channel'> {
  channel?: ChannelId
  /** How the person will leave, where that is known before anything is prepared. */
  kind?: Handoff['kind']
  needsSubject: boolean
}

/** One way being tried: from the form or the button, away and back, to the server's answer. */
export type Visit = ReturnType<typeof createVisit>

/** App.onShow comes before a page's, but not in the same breath everywhere. */
const RETURN_MS = 400

/** WeChat's own pages cover ours, and then tell how it ended. Usually. */
const COVERED = { fromMs: 1000, tooLongMs: 20000, silentMs: 8000 }

/** The session itself is over: its result says more than the error does. */
const OVER: readonly ErrorCode[] = ['SESSION_EXPIRED', 'SESSION_CLOSED']

/** @param plan What to try; holds the subject in memory while the page lives, and nowhere else. */
export function createVisit(plan: VisitPlan, stage: Stage) {
  const { sessionId, channel, kind, mode, needsSubject } = plan
  const timers = createTimers()
  let { subject } = plan
  let card = cardOf('preparing')
  let prepared: Prepared | undefined
  let attemptId = ''
  /** What the person came back with, until the server has answered. */
  let evidence: object | undefined
  let askedAt = 0
  let leaving = false
  /** WeChat films, and has not said yet how it ended. */
  let filming = false
  let closed = false
  let forget = () => {}

  /** One phase at a time: the timers of the one before end with it. */
  function enter(next: VerifyData): void {
    if (closed) return
    timers.clear()
    leaving = false
    card = next
    stage.show(next)
  }

  async function begin(): Promise<void> {
    if (!channel) return stage.toChannels()
    const trouble = await whyNotKind(kind)
    if (trouble) return stop(trouble.failure, trouble.words)
    if (needsSubject && !subject) return enter(cardOf('form'))
    return getReady(channel)
  }

  /** The handoff is fetched before the tap, because WeChat lets a page leave only inside the tap. */
  async function getReady(by: ChannelId, hint = ''): Promise<void> {
    enter(cardOf('preparing'))
    try {
      prepared = await prepare({
        sessionId,
        channel: by,
        ...(mode ? { mode } : {}),
        ...(subject ? { subject } : {}),
      })
      const trouble = await whyNot(prepared.handoff)
      if (trouble) return stop(trouble.failure, trouble.words)
      attemptId = prepared.attemptId
      enter(readyFor(by, prepared.handoff, hint))
      timers.after(FRESH_MS, refresh)
    } catch (error) {
      stop(failureOf(error))
    }
  }

  /** A signature that may have run out before the person arrives is not offered. */
  async function refresh(): Promise<void> {
    if (!channel || card.phase !== 'ready' || !prepared || isFresh(prepared)) return
    await getReady(channel, VERIFY_TEXTS.refreshed)
  }

  /** WeChat's page lies over ours. Should it go without a word, the person can ask. */
  function coverWhileFilming(): void {
    filming = true
    timers.after(COVERED.fromMs, () => {
      enter(cardOf('away'))
      timers.after(COVERED.tooLongMs, () => enter(cardOf('back')))
    })
  }

  function expect(id: string): void {
    forget()
    forget = expectReturn(id, handIn)
  }

  /** Coming back proves nothing: only the server knows how it ended. */
  async function handIn(brought: object): Promise<void> {
    evidence = brought
    filming = false
    stopWaiting(attemptId)
    if (card.phase !== 'checking') {
      askedAt = Date.now()
      enter(cardOf('checking'))
      for (const { ms, data } of WHILE_CHECKING) timers.after(ms, () => stage.show(data))
    }
    try {
      rule(await finish({ sessionId, attemptId }, brought))
    } catch (error) {
      stop(failureOf(error))
    }
  }

  function rule(session: Session): void {
    if (closed) return
    const attempt = attemptOf(session, attemptId)
    const next = ruling(session, attempt, Date.now() - askedAt)
    if (next === 'ask') {
      timers.after(waitOf(attempt), () => handIn(evidence ?? {}))
      return
    }
    const denied = deniedBy(evidence)
    evidence = undefined
    prepared = undefined
    const { code = 'USER_CANCELLED', retry = 'retry' } = attempt ?? {}
    if (next === 'result') stage.toResult()
    else stop({ code, retry, trace: '' }, denied)
  }

  /** @param words More to the point than those of the code. */
  function stop(failure: Failure, words?: ErrorText): void {
    if (closed) return
    const mistyped = failure.code === 'INVALID_INPUT' && subject !== undefined
    if (mistyped) subject = undefined
    if (OVER.includes(failure.code)) stage.toResult()
    else
      enter(mistyped ? cardOf('form', { hint: wordsFor(failure).text }) : stoppedBy(failure, words))
  }

  return {
    begin,

    /** The app was killed while the person was away; what came back is here, or never comes. */
    resume(id: string): void {
      attemptId = id
      enter(cardOf('back'))
      expect(id)
    },

    /** The form is filled in. */
    typed(claimed: Subject): Promise<void> {
      subject = claimed
      return begin()
    },

    /** The tap. Runs up to the jump without waiting: the first `await` stands behind it. */
    async go(): Promise<void> {
      // WeChat never said how it ended: that one is over before another one begins.
      if (filming && card.phase === 'back') return handIn({ errCode: TURNED_BACK })
      if (leaving) return // a second tap, before WeChat has answered the first
      if (!prepared || !isFresh(prepared)) {
        return channel ? getReady(channel, VERIFY_TEXTS.refreshed) : stage.toChannels()
      }
      const before = card
      leaving = true
      const { attemptId: mine, handoff } = prepared
      const leave = leaveFor(sessionId, prepared)
      expect(mine)
      if (isFilming(handoff.kind)) coverWhileFilming()
      try {
        const left = await leave
        // a word that comes when another attempt was begun is no word about that one
        if ('evidence' in left) return mine === attemptId ? handIn(left.evidence) : undefined
        // the return may have been quicker than the word that the person has left
        if (card === before) enter(cardOf('away'))
      } catch (error) {
        if (filming) enter(before)
        filming = false
        stage.show({ hint: stayedText(error) })
      } finally {
        leaving = false
      }
    },

    /** WeChat's own button was tapped: an old client may do nothing at all. */
    realnameTapped(): void {
      timers.after(COVERED.silentMs, () => stage.show({ hint: VERIFY_TEXTS.noSheet }))
    },

    /** The event of WeChat's own button. */
    realname(detail: WechatMiniprogram.RealnameAuthInfo): Promise<void> {
      return handIn(realnameEvidence(detail))
    },

    /** The person says that they are done. */
    ask(): Promise<void> {
      return handIn({})
    },

    /** Once more: what was not handed in yet is handed in, else everything from the start. */
    again(): Promise<void> {
      return evidence ? handIn(evidence) : begin()
    },

    /** Back without a return: by the task switcher, or from a web page. Nobody knows how it ended. */
    shown(): void {
      timers.after(RETURN_MS, () => (card.phase === 'away' ? enter(cardOf('back')) : refresh()))
    },

    close(): void {
      closed = true
      timers.clear()
      forget()
      subject = undefined
    },
  }
}
