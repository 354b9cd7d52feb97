import type { Session, SessionStatus } from '../../../../typings/contract'
import { call } from '../../services/cloud'
import { failureOf } from '../../services/failure'
import { note } from '../../services/journey'
import { timeText } from '../../services/outcome'
import { leave, open } from '../../services/route'
import type { ErrorText } from '../../texts/errors'
import { wordsFor } from '../../texts/errors'
import { RECORDS_TEXTS, STATUS_TEXTS } from '../../texts/results'
import { VERIFY_TEXTS } from '../../texts/steps'

interface Row {
  id: string
  status: SessionStatus
  statusText: string
  who: string
  time: string
  purpose: string
}

const PAGE = 20

/** My verifications: what is kept, and how to have it erased. */
Page({
  data: {
    phase: 'waiting' as 'waiting' | 'listing' | 'stopped',
    T: RECORDS_TEXTS,
    retryLabel: VERIFY_TEXTS.retry,
    doneLabel: VERIFY_TEXTS.done,
    rows: [] as Row[],
    more: false,
    /** The record whose erasure is being thought over. */
    asking: '',
    erasing: false,
    hint: '',
    words: null as ErrorText | null,
  },
  sessions: [] as Session[],

  /** Comes back from a result too, which may be newer than the list. */
  onShow() {
    return this.read()
  },

  async read() {
    try {
      const sessions = await call('list', { limit: PAGE })
      this.list(sessions, sessions.length === PAGE)
    } catch (error) {
      if (this.sessions.length > 0) return
      this.setData({ phase: 'stopped', words: wordsFor(failureOf(error)) })
    }
  },

  async onMore() {
    const before = this.sessions[this.sessions.length - 1]?.id
    try {
      const older = await call('list', before ? { limit: PAGE, before } : { limit: PAGE })
      this.list([...this.sessions, ...older], older.length === PAGE)
    } catch (error) {
      this.setData({ hint: wordsFor(failureOf(error)).next })
    }
  },

  list(sessions: Session[], more: boolean) {
    this.sessions = sessions
    const rows = sessions.map(rowOf)
    this.setData({ phase: 'listing', rows, more, asking: '', erasing: false, hint: '' })
  },

  onOpen({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const { id } = currentTarget.dataset as { id: string }
    const session = this.sessions.find((one: Session) => one.id === id)
    if (session) note(session)
    open('result', { sessionId: id })
  },

  onAsk({ currentTarget }: WechatMiniprogram.BaseEvent) {
    this.setData({ asking: currentTarget.dataset.id, hint: '' })
  },

  onKeep() {
    this.setData({ asking: '' })
  },

  async onErase() {
    const sessionId = this.data.asking
    if (!sessionId || this.data.erasing) return
    this.setData({ erasing: true })
    try {
      const erased = await call('erase', { sessionId })
      const sessions = this.sessions.map((one: Session) => (one.id === sessionId ? erased : one))
      this.list(sessions, this.data.more)
    } catch (error) {
      this.setData({ erasing: false, hint: wordsFor(failureOf(error)).next })
    }
  },

  onRetry() {
    this.setData({ phase: 'waiting', words: null })
    return this.read()
  },

  onLeave: leave,
})

function rowOf({ id, status, identity, createdAt, purpose }: Session): Row {
  const who = identity?.name ?? ''
  return { id, status, statusText: STATUS_TEXTS[status], who, time: timeText(createdAt), purpose }
}
