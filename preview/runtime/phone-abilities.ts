import type { Settings } from '../bridge'
import type { CallOptions } from './api'
import type { Log } from './log'
import { maskedLines } from './mask'
import type { AbilityCall } from './phone-abilities-face'
import { faceCalls } from './phone-abilities-face'
import { showAbility } from './phone-abilities-screen'
import type { Privacy } from './privacy'
import { relaunch } from './travel'
import { compareVersions } from './versions'

/**
 * What only a phone can do, because WeChat shows screens of its own for it. Each row is answered by
 * such a screen; an API without a row does not exist for the mini-program.
 */
export interface PhoneAbilities {
  /**
   * APIs of `wx` by name, with callbacks only: they give no promise. `SINCE` says from which base
   * library they exist.
   */
  apis: Record<string, (options?: CallOptions) => void>
  /** Answers of `button` by open-type: the detail of its event, or `undefined` for no event. */
  buttons: Record<string, (data: Record<string, unknown>) => Promise<object | undefined>>
}

export interface AbilityParts {
  privacy: Privacy
  log: Log
  /** Screens cover all of it. */
  root: HTMLElement
  settings(): Settings
}

/** Abilities as `/__preview.json` lists them. */
interface Listing {
  abilities?: Record<string, { url: string }>
}

const REALNAME = 'getRealnameAuthInfo'
/** WeChat that has the button; an older one does nothing at all. */
const REALNAME_SINCE = '6.5.22'
const MISSING = 'fail not available in the preview'

export function createPhoneAbilities(parts: AbilityParts): PhoneAbilities {
  const { privacy, log } = parts

  /** @returns The result, `swiped`, or nothing when no callback comes. */
  async function show(name: string, given: object, subject = name) {
    const url = await placeOf(name)
    if (url === undefined) return { errMsg: `${subject}:${MISSING}`, errCode: -1 }
    const { openid } = parts.settings()
    const end = await showAbility(
      parts.root,
      { url, title: '微信' },
      { openid, api: name, args: plainOf(given) },
    )
    if (parts.settings().killWhenAway) {
      relaunch()
      return undefined
    }
    if (end.how === 'back') return end.result
    return end.how === 'swiped' ? ('swiped' as const) : undefined
  }

  async function authorise({ categoryId }: Record<string, unknown>): Promise<object | undefined> {
    if (compareVersions(parts.settings().wechatVersion, REALNAME_SINCE) < 0) return undefined
    if (!isPair(categoryId)) {
      return { errMsg: 'openRealnameAuth:fail:category_id is empty', errCode: 40003 }
    }
    const end = await show(REALNAME, { categoryId }, 'openRealnameAuth')
    return end === 'swiped' ? { errMsg: 'openRealnameAuth:cancel' } : end
  }

  const calls = faceCalls({ privacy, placeOf, show, settings: parts.settings() })
  return {
    apis: Object.fromEntries(
      Object.entries(calls).map(([name, call]) => [name, withCallbacks(name, call, log)]),
    ),
    buttons: {
      async agreePrivacyAuthorization() {
        privacy.agree()
        return { errMsg: 'agreePrivacyAuthorization:ok' }
      },
      async [REALNAME](data) {
        const detail = await authorise(data)
        log.add('event', 'getrealnameauthinfo', maskedLines(detail ?? { errMsg: '没有事件' }))
        return detail
      },
    },
  }
}

async function placeOf(name: string): Promise<string | undefined> {
  const response = await fetch('/__preview.json')
  const { abilities = {} } = (await response.json()) as Listing
  return Object.hasOwn(abilities, name) ? abilities[name]?.url : undefined
}

/** Callbacks and no promise, whatever the base library: these calls never had one. */
function withCallbacks(name: string, call: AbilityCall, log: Log) {
  return (options: CallOptions = {}): void => {
    log.add('call', `wx.${name}`, maskedLines(options))
    call(options)
      .catch((error: unknown) => ({ errMsg: `${name}:fail ${reasonOf(error)}` }))
      .then((end) => {
        log.add('event', `wx.${name}`, maskedLines(end ?? { errMsg: '没有回调' }))
        if (end) tell(end, options)
      })
      .catch((error: unknown) => log.error(`wx.${name}`, error))
  }
}

function tell(end: object, { success, fail, complete }: CallOptions): void {
  const ok = 'errMsg' in end && /:ok$/.test(String(end.errMsg))
  if (ok) success?.(end)
  else fail?.(end)
  complete?.(end)
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** What can go to another window. */
function plainOf(given: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => typeof value !== 'function'),
  )
}

/** `category-id` is exactly two numbers. */
function isPair(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number')
}
