import type { ErrorCode, Failure, Retry } from '../../../typings/contract'

/** What happened, and what to do now. One sentence each, at most 40 characters, no code, no blame. */
export interface ErrorText {
  text: string
  /** Ends with the ending of what is possible: {@link ENDINGS}. */
  next: string
}

/** How advice ends, by what can be done. */
export const ENDINGS: Record<Retry, string> = {
  retry: '再试一次。',
  switch: '换一种方式。',
  final: '请到柜台办理。',
}

/** Used where a code's own advice does not end in what is possible this time. */
const ADVICE: Record<Retry, string> = {
  retry: '请稍等一会儿，再试一次。',
  switch: '这种方式暂时不行，请换一种方式。',
  final: '请带上身份证，请到柜台办理。',
}

/** Better advice than that, where what is possible tells more about what happened. */
const OWN_ADVICE: Partial<Record<ErrorCode, Partial<Record<Retry, string>>>> = {
  DEVICE_UNSUPPORTED: { retry: '请更新或重新打开微信，再试一次。' },
}

export const ERROR_TEXTS: Record<ErrorCode, ErrorText> = {
  USER_CANCELLED: { text: '您已经退出，没有提交任何结果。', next: '准备好以后，可以再试一次。' },
  CONSENT_REQUIRED: { text: '告知内容有更新，需要您重新看过。', next: '请看完后同意，再试一次。' },
  INVALID_INPUT: { text: '姓名或证件号码对不上格式。', next: '请照着身份证核对，再试一次。' },
  UNDER_AGE: {
    text: '未满十四周岁的孩子不能在这里刷脸。',
    next: '请监护人带上孩子的证件，请到柜台办理。',
  },
  DEVICE_UNSUPPORTED: {
    text: '这部手机现在用不了这种方式。',
    next: '请更新微信，或者换一种方式。',
  },
  LIVENESS_FAILED: {
    text: '没有看清您的脸。',
    next: '请到亮一些的地方，正对屏幕，再试一次。',
  },
  FACE_MISMATCH: {
    text: '没有认出您的脸。',
    next: '请摘下帽子和口罩，正对屏幕，再试一次。',
  },
  IDENTITY_MISMATCH: {
    text: '姓名和证件号码没有对上。',
    next: '请照着身份证核对，再试一次。',
  },
  NO_RECORD: { text: '这里没有查到您的登记信息。', next: '这不影响您的身份，请换一种方式。' },
  BINDING_MISMATCH: {
    text: '返回的结果和这次核验对不上。',
    next: '为了您的安全没有采用，请换一种方式。',
  },
  TICKET_USED: { text: '这次的结果已经用过了。', next: '请从头做一遍，再试一次。' },
  SESSION_NOT_FOUND: {
    text: '没有找到这次核验。',
    next: '请回到首页重新开始，或者请到柜台办理。',
  },
  SESSION_CLOSED: { text: '这次核验已经结束。', next: '请回到首页重新开始，或者请到柜台办理。' },
  SESSION_EXPIRED: { text: '这次核验已经过了时间。', next: '请重新开始，再试一次。' },
  RATE_LIMITED: { text: '试的次数有点多了。', next: '请休息一会儿再来，或者换一种方式。' },
  CHANNEL_UNAVAILABLE: { text: '这种方式暂时不能用。', next: '不是您的问题，请换一种方式。' },
  UPSTREAM_UNAVAILABLE: {
    text: '网络不太稳定，没有连上。',
    next: '请看看手机网络，稍等一会儿，再试一次。',
  },
  DECRYPT_FAILED: { text: '这次的结果没能打开。', next: '不是您的问题，请换一种方式。' },
  INTERNAL: { text: '我们这边出了点问题。', next: '请过一会儿再来，或者请到柜台办理。' },
}

/** The words for a failure; the advice ends in what the server says is possible. */
export function wordsFor({ code, retry }: Pick<Failure, 'code' | 'retry'>): ErrorText {
  const { text, next } = ERROR_TEXTS[code] ?? ERROR_TEXTS.INTERNAL
  const own = OWN_ADVICE[code]?.[retry]
  return { text, next: own ?? (next.endsWith(ENDINGS[retry]) ? next : ADVICE[retry]) }
}

/** A phone that WeChat itself says will never do. */
export const UNFIT_TEXT: ErrorText = {
  text: '这部手机不能刷脸。',
  next: '请换一部手机，或者换一种方式。',
}

/** What a phone may be forbidden to use. */
export type Denied = 'camera' | 'microphone' | 'both'

const IN_SETTINGS = '请在手机设置里允许微信使用，再试一次。'

/** A person who said no to the phone's own question, perhaps long ago. */
export const DENIED_TEXTS: Record<Denied, ErrorText> = {
  camera: { text: '微信还不能使用相机。', next: IN_SETTINGS },
  microphone: { text: '微信还不能使用麦克风。', next: IN_SETTINGS },
  both: { text: '微信还不能使用相机和麦克风。', next: IN_SETTINGS },
}
