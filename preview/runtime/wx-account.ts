import type { Settings } from '../bridge'
import type { WxPart } from './api'
import { ApiFailure } from './api'
import type { Dialogs } from './dialogs'
import type { Privacy } from './privacy'
import { PRIVACY_CONTRACT } from './privacy'
import { TAP_RULE_SINCE } from './since'
import type { TapGate } from './tap-gate'
import { compareVersions } from './versions'

export interface AccountParts {
  appId: string
  settings: Settings
  dialogs: Dialogs
  privacy: Privacy
  taps: TapGate
}

/** @throws ApiFailure unless a tap is being handled. */
export function requireTap({ settings, taps }: Pick<AccountParts, 'settings' | 'taps'>): void {
  const hasRule = compareVersions(settings.sdkVersion, TAP_RULE_SINCE) >= 0
  if (hasRule && !taps.isOpen()) {
    throw new ApiFailure('can only be invoked by user TAP gesture')
  }
}

/** Who the person is to the mini-program, and what they have allowed. */
export function wxAccount(parts: AccountParts): WxPart {
  const { appId, settings, dialogs, privacy } = parts
  return {
    async: {
      login: () => ({ code: `preview-${crypto.randomUUID()}` }),
      checkSession: () => ({}),
      getSetting: () => ({ authSetting: {} }),
      getPrivacySetting: () => ({
        needAuthorization: !privacy.isAgreed(),
        privacyContractName: PRIVACY_CONTRACT,
      }),
      requirePrivacyAuthorize: () => privacy.require(),
      openPrivacyContract: async () => {
        const content = '这里显示小程序在微信公众平台声明的隐私保护指引。'
        const choices: [{ text: string; value: true }] = [{ text: '关闭', value: true }]
        await dialogs.ask({ title: PRIVACY_CONTRACT, content, choices })
      },
      async requestSubscribeMessage({ tmplIds }) {
        requireTap(parts)
        if (!Array.isArray(tmplIds) || tmplIds.length === 0) {
          throw new ApiFailure("TmplIds can't be empty", { errCode: 20001 })
        }
        const answer = await dialogs.ask({
          title: '小程序申请发送消息',
          content: '办理结果会以服务通知告诉您。',
          choices: [
            { text: '取消', value: 'reject' },
            { text: '允许', value: 'accept', main: true, colour: '#07c160' },
          ],
        })
        return Object.fromEntries(tmplIds.map((id) => [String(id), answer]))
      },
      async makePhoneCall({ phoneNumber }) {
        const called = await dialogs.ask({
          title: String(phoneNumber ?? ''),
          choices: [
            { text: '取消', value: false },
            { text: '呼叫', value: true, main: true },
          ],
        })
        if (!called) throw new ApiFailure('cancel')
      },
    },
    plain: {
      onNeedPrivacyAuthorization: privacy.onNeeded,
      getAccountInfoSync: () => ({
        miniProgram: { appId, envVersion: 'develop', version: '' },
        host: { appId: '', env: settings.platform },
      }),
    },
  }
}
