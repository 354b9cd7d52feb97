import type { ChannelId, ChannelInfo, Handoff, Mode } from '../../../../typings/contract'
import { call } from '../../services/cloud'
import { readClient } from '../../services/device'
import { failureOf } from '../../services/failure'
import { noteNotice, readNotice } from '../../services/journey'
import { decode, leave, open } from '../../services/route'
import type { ChannelText } from '../../texts/channels'
import { CHANNEL_TEXTS, CHANNELS_TEXTS, MODE_TITLES, reasonText } from '../../texts/channels'
import type { ErrorText } from '../../texts/errors'
import { wordsFor } from '../../texts/errors'
import { VERIFY_TEXTS } from '../../texts/steps'

interface Way extends Pick<ChannelText, 'title' | 'needs' | 'takes'> {
  key: string
  channel: ChannelId
  mode: Mode | ''
  subject: boolean
  kind: Handoff['kind']
  face: boolean
  reason: string
}

/** The ways that work on this phone, and why the others do not. */
Page({
  data: {
    phase: 'waiting' as 'waiting' | 'choosing' | 'stopped',
    T: CHANNELS_TEXTS,
    retryLabel: VERIFY_TEXTS.retry,
    leaveLabel: VERIFY_TEXTS.done,
    ways: [] as Way[],
    faceless: false,
    /** Ways without this phone, shown on demand. */
    elsewhere: '',
    words: null as ErrorText | null,
  },
  sessionId: '',
  all: [] as Way[],

  onLoad(query: { sessionId?: string }) {
    this.sessionId = decode(query.sessionId)
    return this.read()
  },

  async read() {
    this.setData({ phase: 'waiting', words: null })
    try {
      const client = readClient()
      const channels = await call('channels', client ? { client } : {})
      this.all = channels.flatMap(waysOf).sort(workingFirst)
      const none = this.all.every(({ reason }: Way) => reason)
      const elsewhere = none ? await alternatives() : ''
      this.setData({ phase: 'choosing', ways: this.all, elsewhere })
    } catch (error) {
      this.setData({ phase: 'stopped', words: wordsFor(failureOf(error)) })
    }
  },

  onChoose({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const way = this.data.ways[Number(currentTarget.dataset.index)]
    if (!way || way.reason) return
    const { channel, mode, kind } = way
    const subject = way.subject ? '1' : ''
    open('verify', { sessionId: this.sessionId, channel, mode, subject, kind })
  },

  async onFaceless() {
    const faceless = !this.data.faceless
    const ways = faceless ? this.all.filter((way: Way) => !way.face) : this.all
    const elsewhere =
      faceless && ways.every(({ reason }: Way) => reason) ? await alternatives() : ''
    this.setData({ faceless, ways, elsewhere })
  },

  async onCounter() {
    this.setData({ elsewhere: this.data.elsewhere ? '' : await alternatives() })
  },

  onRetry() {
    return this.read()
  },

  onLeave: leave,
})

/** One card per way; a channel with modes has one for each mode that works inside WeChat. */
function waysOf(info: ChannelInfo): Way[] {
  const { channel, face, needsSubject, modes } = info
  const reason = reasonText(info)
  if (!info.available && !reason) return []
  const { title, needs, takes } = CHANNEL_TEXTS[channel]
  const way = { channel, face, subject: needsSubject, kind: info.handoff, reason, needs, takes }
  if (!modes?.length || reason) return [{ ...way, key: channel, mode: '', title }]
  return modes
    .filter((mode) => MODE_TITLES[mode])
    .sort((a) => (a === 'WE_CHAT_FACE' ? -1 : 0))
    .map((mode) => ({ ...way, key: `${channel} ${mode}`, mode, title: MODE_TITLES[mode] }))
}

function workingFirst(a: Way, b: Way): number {
  return Number(a.reason !== '') - Number(b.reason !== '')
}

/** What the notice names as other ways; its own words. */
async function alternatives(): Promise<string> {
  const notice = readNotice() ?? (await call('notice', {}).catch(() => undefined))
  if (notice) noteNotice(notice)
  return notice?.alternatives ?? wordsFor({ code: 'INTERNAL', retry: 'final' }).next
}
