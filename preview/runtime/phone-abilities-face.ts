import type { Platform, Settings } from '../bridge'
import type { CallOptions } from './api'
import { ApiFailure } from './api'
import type { Privacy } from './privacy'

/** How a callback ends: `errMsg` with the name of the call, and whatever else WeChat gives. */
export interface Ending {
  errMsg: string
  errCode?: number
  errno?: number
}

/** An ability that is called from script. `undefined`: its callback never comes. */
export type AbilityCall = (options: CallOptions) => Promise<object | undefined>

export interface FaceParts {
  settings: Settings
  privacy: Privacy
  /** Where the ability is played. */
  placeOf(name: string): Promise<string | undefined>
  /** Shows the screen of that ability; without a result, the person swiped it away. */
  show(name: string, args: object): Promise<object | 'swiped' | undefined>
}

const COMPUTERS: readonly Platform[] = ['windows', 'mac']
/** Where there is no camera that WeChat would film a face with. */
const BLIND: readonly Platform[] = [...COMPUTERS, 'devtools']

const FACE_1 = ['startFacialRecognitionVerify', 'startFacialRecognitionVerifyAndUploadVideo']
const FACE_2 = ['requestFacialVerify', 'requestFacialVerifyAndUploadVideo']
const SUPPORT = 'checkIsSupportFacialRecognition'
const CANCELLED = 90100

/** WeChat's face calls, first and second edition. A computer has only the question about them. */
export function faceCalls(parts: FaceParts): Record<string, AbilityCall> {
  const support = { [SUPPORT]: () => supportOf(parts) }
  if (COMPUTERS.includes(parts.settings.platform)) return support
  const first = FACE_1.map((api) => [api, (options: CallOptions) => film(api, options, parts)])
  const second = FACE_2.map((api) => [
    api,
    async (options: CallOptions) =>
      (await refusedPrivacy(api, parts.privacy)) ?? film(api, options, parts),
  ])
  return { ...support, ...Object.fromEntries([...first, ...second]) }
}

async function film(api: string, options: CallOptions, { show }: FaceParts) {
  const end = await show(api, options)
  return end === 'swiped' ? { errMsg: `${api}:cancel`, errCode: CANCELLED } : end
}

/** The second edition stands behind the privacy gate. */
async function refusedPrivacy(api: string, privacy: Privacy): Promise<Ending | undefined> {
  try {
    await privacy.require()
    return undefined
  } catch (error) {
    if (error instanceof ApiFailure)
      return { ...error.fields, errMsg: `${api}:fail ${error.reason}` }
    throw error
  }
}

async function supportOf({ settings, placeOf }: FaceParts): Promise<object> {
  if (BLIND.includes(settings.platform)) return { errMsg: `${SUPPORT}:fail not support` }
  const url = await placeOf(SUPPORT)
  if (url === undefined) return { errMsg: `${SUPPORT}:fail not support` }
  const response = await fetch(url)
  return (await response.json()) as object
}
