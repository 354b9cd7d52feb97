import type { AsyncApi } from './api'
import type { Log } from './log'
import type { Privacy } from './privacy'

/**
 * What only a phone can do, because WeChat shows screens of its own for it. Each row is answered by
 * such a screen; an API without a row does not exist for the mini-program.
 */
export interface PhoneAbilities {
  /** APIs of `wx` by name; `SINCE` says from which base library they exist. */
  apis: Record<string, AsyncApi>
  /** Answers of `button` by open-type: the detail of its event, or `undefined` for no event. */
  buttons: Record<string, (data: Record<string, unknown>) => Promise<object | undefined>>
}

export function createPhoneAbilities(privacy: Privacy, log: Log): PhoneAbilities {
  return {
    apis: {},
    buttons: {
      async agreePrivacyAuthorization() {
        privacy.agree()
        return { errMsg: 'agreePrivacyAuthorization:ok' }
      },
      async getRealnameAuthInfo() {
        log.error('实名信息授权', 'button open-type getRealnameAuthInfo: 预览没有这个界面')
        return { errMsg: 'openRealnameAuth:fail:not available in the preview', errCode: -1 }
      },
    },
  }
}
