import type { Notice } from '../../../../typings/contract'
import { call } from '../../services/cloud'
import { failureOf } from '../../services/failure'
import { note, noteDeclined, noteNotice, request } from '../../services/journey'
import { decode, leave, replace } from '../../services/route'
import { CHANNEL_TEXTS } from '../../texts/channels'
import { CONSENT_TEXTS } from '../../texts/consent'
import type { ErrorText } from '../../texts/errors'
import { wordsFor } from '../../texts/errors'
import { VERIFY_TEXTS } from '../../texts/steps'

type Phase = 'waiting' | 'reading' | 'agreeing' | 'declined' | 'stopped'

/** Tells who asks for what and why, and asks. Nothing leaves the phone before consent. */
Page({
  data: {
    phase: 'waiting' as Phase,
    T: CONSENT_TEXTS,
    retryLabel: VERIFY_TEXTS.retry,
    purpose: '',
    notice: null as Notice | null,
    recipients: [] as { way: string; name: string; contact: string }[],
    /** The text was on screen. */
    shown: false,
    words: null as ErrorText | null,
  },
  version: '',
  /** The same for every tap of this page, so that a lost answer opens no second session. */
  key: '',

  onLoad(query: { purpose?: string }) {
    this.key = request()?.key ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`
    this.setData({ purpose: decode(query.purpose) })
    return this.read()
  },

  async read() {
    this.setData({ phase: 'waiting', words: null })
    try {
      const notice = await call('notice', {})
      noteNotice(notice)
      this.version = notice.version
      const recipients = notice.recipients.map(({ channel, name, contact }) => ({
        way: CHANNEL_TEXTS[channel].title,
        name,
        contact,
      }))
      this.setData({ phase: 'reading', notice, recipients }, () => this.setData({ shown: true }))
    } catch (error) {
      this.setData({ phase: 'stopped', words: wordsFor(failureOf(error)) })
    }
  },

  async onAgree() {
    if (!this.data.shown || this.data.phase !== 'reading') return
    this.setData({ phase: 'agreeing' })
    try {
      const { purpose } = this.data
      const consent = { version: this.version }
      const session = await call('open', { purpose, consent, key: this.key })
      note(session)
      replace(session.status === 'open' ? 'channels' : 'result', { sessionId: session.id })
    } catch (error) {
      const failure = failureOf(error)
      this.setData({ phase: 'stopped', words: wordsFor(failure), shown: false })
    }
  },

  onDecline() {
    noteDeclined(true)
    this.setData({ phase: 'declined' })
  },

  onReread() {
    noteDeclined(false)
    this.setData({ phase: 'reading' })
  },

  onRetry() {
    return this.read()
  },

  onLeave: leave,
})
