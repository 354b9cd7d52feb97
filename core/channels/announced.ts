import type { ChannelId, Platform } from '../../typings/contract'
import type { Traits } from './channel'

type Minimum = Traits['minimum']

/** Every platform of WeChat may have its own least versions; this gives all of them the same. */
function everywhere(least: { wechatVersion?: string; sdkVersion?: string }): Minimum {
  const platforms: Platform[] = ['ios', 'android', 'devtools', 'ohos', 'windows', 'mac']
  return Object.fromEntries(platforms.map((platform) => [platform, least]))
}

/** On phones and in the developer tools only: computers have no such call. */
function onPhones(least: { wechatVersion?: string; sdkVersion?: string }): Minimum {
  const { ios, android, devtools, ohos } = everywhere(least)
  return { ios, android, devtools, ohos } as Minimum
}

/** Traits of the channels that have no slice of their own here. They are listed, and never available. */
export const ANNOUNCED = {
  realname: {
    handoff: 'realnameButton',
    needsSubject: false,
    face: false,
    minimum: onPhones({ wechatVersion: '6.5.22' }),
    mainlandOnly: false,
    exchanges: 4,
    unconfigured: { reason: 'closed-to-new-users', since: '2019-11-10' },
  },
  face1: {
    handoff: 'faceVerify',
    needsSubject: true,
    face: true,
    minimum: onPhones({ wechatVersion: '6.7.2', sdkVersion: '1.9.3' }),
    mainlandOnly: true,
    exchanges: 4,
    unconfigured: { reason: 'sunset', since: '2026-06-30' },
  },
  face2: {
    handoff: 'facialVerify',
    needsSubject: true,
    face: true,
    minimum: onPhones({ sdkVersion: '3.8.12' }),
    mainlandOnly: true,
    exchanges: 4,
  },
  oemface: {
    handoff: 'webView',
    needsSubject: true,
    face: true,
    modes: ['TENCENT', 'ZHIMACREDIT', 'WE_CHAT_FACE'],
    minimum: onPhones({}),
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
} as const satisfies { [C in Exclude<ChannelId, 'iauth'>]: Traits }
