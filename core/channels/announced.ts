import type { ChannelId } from '../../typings/contract'
import type { Traits } from './channel'

/** Traits of the channels that have no slice of their own here. They are listed, and never available. */
export const ANNOUNCED = {
  oemface: {
    handoff: 'webView',
    needsSubject: true,
    face: true,
    modes: ['TENCENT', 'ZHIMACREDIT', 'WE_CHAT_FACE'],
    minimum: { ios: {}, android: {}, devtools: {}, ohos: {} },
    mainlandOnly: false,
    exchanges: 1,
  },
  payface: {
    handoff: 'terminal',
    needsSubject: false,
    face: true,
    minimum: {},
    mainlandOnly: false,
    exchanges: 1,
  },
} as const satisfies { [C in Extract<ChannelId, 'oemface' | 'payface'>]: Traits }
