import type { ChannelId, Handoff, Mode, Subject } from '../../../../typings/contract'
import { cardOf, LABELS } from '../../services/cards'
import type { Act } from '../../services/outcome'
import { decode, leave, replace, toChannels } from '../../services/route'
import type { Visit } from '../../services/visit'
import { createVisit } from '../../services/visit'

type Query = Partial<
  Record<'sessionId' | 'attemptId' | 'channel' | 'mode' | 'subject' | 'kind', string>
>
type Detail<T extends object> = WechatMiniprogram.CustomEvent<T>

/** 填写 → 前往 → 结果: one way of verifying, until it has a result. */
Page({
  data: { ...cardOf('preparing'), L: LABELS },
  visit: undefined as Visit | undefined,

  onLoad(query: Query) {
    const sessionId = decode(query.sessionId)
    const channel = decode(query.channel) as ChannelId | ''
    const mode = decode(query.mode) as Mode | ''
    const kind = decode(query.kind) as Handoff['kind'] | ''
    const way = {
      ...(channel ? { channel } : {}),
      ...(mode ? { mode } : {}),
      ...(kind ? { kind } : {}),
    }
    const needsSubject = query.subject === '1'
    const subject = needsSubject ? '1' : ''
    const visit = createVisit(
      { sessionId, needsSubject, ...way },
      {
        show: (data) => this.setData(data),
        toChannels: () => toChannels(sessionId),
        toResult: () => replace('result', { sessionId, ...way, subject }),
      },
    )
    this.visit = visit
    return query.attemptId ? visit.resume(decode(query.attemptId)) : visit.begin()
  },

  onShow() {
    this.visit?.shown()
  },

  onUnload() {
    this.visit?.close()
  },

  onSubject({ detail }: Detail<Subject>) {
    return this.visit?.typed({ name: detail.name, idNumber: detail.idNumber })
  },

  onGo() {
    return this.visit?.go()
  },

  onRealnameTap() {
    this.visit?.realnameTapped()
  },

  onRealname({ detail }: Detail<WechatMiniprogram.RealnameAuthInfo>) {
    return this.visit?.realname(detail)
  },

  onAsk() {
    return this.visit?.ask()
  },

  onAct({ currentTarget }: WechatMiniprogram.BaseEvent) {
    const act = currentTarget.dataset.act as Act
    if (act === 'done') return leave()
    if (act === 'retry') return this.visit?.again()
    this.onChange()
  },

  onChange() {
    toChannels(decode((this.options as Query).sessionId))
  },

  /** The answer goes on without the person. */
  onLeave: leave,
})
