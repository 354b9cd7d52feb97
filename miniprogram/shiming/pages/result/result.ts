import type { Session } from '../../../../typings/contract'
import { attemptOf, finish } from '../../services/attempt'
import { call } from '../../services/cloud'
import { failureOf } from '../../services/failure'
import { latest, note, noteNotice, readNotice, startOver } from '../../services/journey'
import type { Act, Outcome } from '../../services/outcome'
import { ACT_LABELS, outcomeOf, spelled } from '../../services/outcome'
import { decode, leave, replace, toChannels } from '../../services/route'
import { wordsFor } from '../../texts/errors'
import { RESULT_TEXTS } from '../../texts/results'

type Query = Partial<Record<'sessionId' | 'channel' | 'mode' | 'subject' | 'kind', string>>

/** How it ended, what it means, what can be done. */
Page({
  data: {
    T: RESULT_TEXTS,
    L: ACT_LABELS,
    outcome: null as Outcome | null,
    /** Session id or trace, spelled so that it can be read out. */
    trace: '',
    busy: true,
  },
  sessionId: '',

  onLoad(query: Query) {
    this.sessionId = decode(query.sessionId)
    const known = latest(this.sessionId)
    return known ? this.show(known) : this.read()
  },

  /** Asks again: a pending attempt by `finish`, which makes the server ask; else by `get`. */
  async read() {
    const { sessionId } = this
    const known = latest(sessionId)
    const pending = known && attemptOf(known)?.status === 'pending' ? attemptOf(known) : undefined
    this.setData({ busy: true })
    try {
      const session = pending
        ? await finish({ sessionId, attemptId: pending.id }, {})
        : await call('get', { sessionId })
      note(session)
      await this.show(session)
    } catch (error) {
      const failure = failureOf(error)
      const words = { title: RESULT_TEXTS.unknown, ...wordsFor(failure), rows: [] }
      const main = failure.retry === 'retry' ? ('again' as const) : ('done' as const)
      const outcome: Outcome = {
        tone: 'bad',
        ...words,
        main,
        second: main === 'again' ? 'done' : '',
      }
      this.setData({ busy: false, outcome, trace: spelled(failure.trace || sessionId) })
    }
  },

  async show(session: Session) {
    const outcome = outcomeOf(session, readNotice())
    this.setData({ busy: false, outcome, trace: spelled(session.id) })
    if (session.status !== 'passed' || readNotice()) return
    const notice = await call('notice', {}).catch(() => undefined)
    if (!notice) return
    noteNotice(notice)
    this.setData({ outcome: outcomeOf(session, notice) })
  },

  onAct({ currentTarget }: WechatMiniprogram.BaseEvent) {
    return this.act(currentTarget.dataset.act as Act)
  },

  act(act: Act) {
    const { sessionId } = this
    const { channel, mode, subject, kind } = this.options as Query
    switch (act) {
      case 'again':
        return this.read()
      case 'retry':
        return channel
          ? replace('verify', { sessionId, channel, mode, subject, kind })
          : replace('channels', { sessionId })
      case 'change':
        return toChannels(sessionId)
      case 'restart':
        startOver()
        return replace('consent', { purpose: latest(sessionId)?.purpose })
      case 'done':
        return leave()
      default:
        return act satisfies never
    }
  },
})
