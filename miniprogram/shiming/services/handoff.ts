import type { ErrorCode, Handoff, Retry } from '../../../typings/contract'
import { faceEvidence } from './face-evidence'
import { CallError } from './failure'

/** The person is away and comes back later, or the answer is here already. */
export type Left = { away: true } | { evidence: object }

/**
 * Leaves for the verifying party. The only way out of the product; knows kinds, and no channel.
 *
 * Call it inside the tap, with nothing awaited before: WeChat lets nobody leave otherwise.
 *
 * @throws {CallError} (rejected) USER_CANCELLED: stayed here; DEVICE_UNSUPPORTED: cannot leave.
 */
export function handOff(handoff: Handoff): Promise<Left> {
  switch (handoff.kind) {
    case 'miniProgram':
      return jump(handoff)
    case 'webView':
      return openWebView(handoff.url)
    case 'faceVerify':
      return filmFace(handoff)
    case 'facialVerify':
      return filmFaceById(handoff)
    case 'realnameButton': // only WeChat's own button can do it, see realnameEvidence
    case 'terminal': // belongs to a face terminal, not to a phone
      return Promise.reject(failed('DEVICE_UNSUPPORTED', 'switch'))
    default:
      return handoff satisfies never
  }
}

/** Is the call there? Whether it works on this phone is another question: see `whyNot`. */
export function canHandOff(handoff: Handoff): boolean {
  switch (handoff.kind) {
    case 'miniProgram':
      return typeof wx.navigateToMiniProgram === 'function'
    case 'faceVerify':
    case 'facialVerify':
      return typeof wx[handoff.api] === 'function'
    case 'webView':
    case 'realnameButton':
      return true
    case 'terminal':
      return false
    default:
      return handoff satisfies never
  }
}

/** Reads the event of the real-name button. A cancelled one has neither code nor token. */
export function realnameEvidence(detail: WechatMiniprogram.RealnameAuthInfo): object {
  const { auth_token, errMsg, errCode } = detail
  return {
    ...(auth_token ? { authToken: auth_token } : {}),
    ...(errMsg ? { errMsg } : {}),
    ...(errCode === undefined ? {} : { errCode: String(errCode) }),
  }
}

type Of<K extends Handoff['kind']> = Extract<Handoff, { kind: K }>

function jump({ appId, path, extraData, envVersion }: Of<'miniProgram'>): Promise<Left> {
  return new Promise((resolve, reject) => {
    wx.navigateToMiniProgram({
      appId,
      path,
      ...(extraData ? { extraData } : {}),
      ...(envVersion ? { envVersion } : {}),
      success: () => resolve({ away: true }),
      fail: (error) => reject(stayed(error.errMsg)),
    })
  })
}

/** `navigateToMiniProgram:fail cancel` is a person who thought better of it. */
function stayed(errMsg = ''): CallError {
  return /cancel/i.test(errMsg)
    ? failed('USER_CANCELLED', 'retry')
    : failed('UPSTREAM_UNAVAILABLE', 'retry')
}

let webUrl = ''

/** The address holds a ticket: it goes through memory, not through a page's query. */
function openWebView(url: string): Promise<Left> {
  webUrl = url
  return new Promise((resolve, reject) => {
    wx.navigateTo({
      url: '/shiming/pages/web/web',
      success: () => resolve({ away: true }),
      fail: () => reject(failed('UPSTREAM_UNAVAILABLE', 'retry')),
    })
  })
}

/** The address for the web page, once. */
export function takeWebUrl(): string {
  const url = webUrl
  webUrl = ''
  return url
}

function filmFace({ kind, api, ...handoff }: Of<'faceVerify'>): Promise<Left> {
  const { checkAliveType, userIdKey, name, idCardNumber } = handoff
  const person = userIdKey ? { userIdKey } : { name, idCardNumber }
  return filmed(kind, (callbacks) => wx[api]({ ...person, checkAliveType, ...callbacks }))
}

function filmFaceById({ kind, api, verifyId }: Of<'facialVerify'>): Promise<Left> {
  return filmed(kind, (callbacks) => wx[api]({ verifyId, ...callbacks }))
}

/**
 * Ok, cancel and failure alike go to the server, which asks upstream what came of it. All three
 * callbacks, because not every client tells a cancel by `fail`; the first one counts.
 */
function filmed(
  kind: 'faceVerify' | 'facialVerify',
  start: (callbacks: WechatMiniprogram.FaceCallbacks) => void,
): Promise<Left> {
  return new Promise((resolve) => {
    const done = (result: WechatMiniprogram.FaceResult) =>
      resolve({ evidence: faceEvidence(kind, result) })
    start({ success: done, fail: done, complete: done })
  })
}

function failed(code: ErrorCode, retry: Retry): CallError {
  return new CallError({ code, retry, trace: '' })
}
