import type { Failure, Handoff } from '../../../typings/contract'
import type { Denied, ErrorText } from '../texts/errors'
import { DENIED_TEXTS, UNFIT_TEXT } from '../texts/errors'
import { readClient } from './device'
import { canHandOff } from './handoff'

/** Why this phone cannot go that way, and what can be done about it. */
export interface Trouble {
  failure: Failure
  /** More to the point than those of the code. */
  words?: ErrorText
}

const NEVER: Trouble = {
  failure: { code: 'DEVICE_UNSUPPORTED', retry: 'switch', trace: '' },
  words: UNFIT_TEXT,
}
/** WeChat has to be updated, or has to fetch something first. */
const NOT_YET: Trouble = {
  failure: { code: 'DEVICE_UNSUPPORTED', retry: 'retry', trace: '' },
}
/** The mini-program lacks a permission: not the phone's fault. */
const NOT_ALLOWED: Trouble = {
  failure: { code: 'CHANNEL_UNAVAILABLE', retry: 'switch', trace: '' },
}
/** A call that this WeChat does not have, of a kind that has nothing to do with the phone. */
const NO_CALL: Trouble = {
  failure: { code: 'DEVICE_UNSUPPORTED', retry: 'switch', trace: '' },
}

/** `errCode` of the question. Its numbers mean something else in every other table. */
const BY_CODE: Readonly<Record<string, Trouble>> = {
  '10001': NEVER, // no front camera
  '10002': NOT_YET, // the model has not been downloaded
  '10003': NEVER, // the device is blocked
}

const ERRNO_ACCESS = '102'

/** Clients that give words and no code. */
const BY_WORDS: readonly [RegExp, Trouble][] = [
  [/function not exist/i, NOT_YET],
  [/access denied|no permission/i, NOT_ALLOWED],
  [/not support/i, NEVER],
]

/** A question that is not answered says nothing against the phone. */
const PATIENCE_MS = 3000

/** The kinds in which WeChat films the face itself. */
export function isFilming(kind: Handoff['kind'] | undefined): boolean {
  return kind === 'faceVerify' || kind === 'facialVerify'
}

/**
 * Why this handoff cannot be offered here. Asked before its button is shown, so that nobody taps in
 * vain.
 */
export async function whyNot(handoff: Handoff): Promise<Trouble | undefined> {
  const { kind } = handoff
  if (canHandOff(handoff)) return whyNotKind(kind)
  if (!isFilming(kind)) return NO_CALL
  return isComputer() ? NEVER : NOT_YET
}

/** The same of a kind alone, before anybody has typed anything. `undefined`: nothing is known. */
export async function whyNotKind(kind?: Handoff['kind']): Promise<Trouble | undefined> {
  return isFilming(kind) ? askWeChat() : undefined
}

/** `typeof` and not `canIUse`, which is wrong about these calls. */
function askWeChat(): Promise<Trouble | undefined> {
  if (typeof wx.checkIsSupportFacialRecognition !== 'function') return Promise.resolve(undefined)
  return new Promise((resolve) => {
    const answered = (answer: WechatMiniprogram.FaceResult) => resolve(readTrouble(answer))
    wx.checkIsSupportFacialRecognition({ success: answered, fail: answered, complete: answered })
    setTimeout(() => resolve(undefined), PATIENCE_MS)
  })
}

function readTrouble({
  errCode,
  errno,
  errMsg = '',
}: WechatMiniprogram.FaceResult): Trouble | undefined {
  if (String(errno) === ERRNO_ACCESS) return NOT_ALLOWED
  const known = errCode === undefined ? undefined : BY_CODE[String(errCode)]
  if (known || /:ok/.test(errMsg)) return known
  return BY_WORDS.find(([words]) => words.test(errMsg))?.[1]
}

function isComputer(): boolean {
  const platform = readClient()?.platform
  return platform === 'windows' || platform === 'mac'
}

/** What the phone was not allowed to use, by the face calls' `errCode`. */
const DENIED: Readonly<Record<string, Denied>> = {
  '90101': 'camera',
  '90008': 'camera',
  '90009': 'microphone',
  '90010': 'both',
}

/** Words for a permission of the phone that has to be given before another try makes sense. */
export function deniedBy(evidence: object | undefined): ErrorText | undefined {
  const { errCode } = (evidence ?? {}) as { errCode?: string }
  const denied = errCode === undefined ? undefined : DENIED[errCode]
  return denied && DENIED_TEXTS[denied]
}
