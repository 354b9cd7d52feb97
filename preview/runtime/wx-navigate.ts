import type { WxPart } from './api'
import { ApiFailure } from './api'
import type { Dialogs } from './dialogs'
import { TAP_RULE_SINCE } from './since'
import type { Travel } from './travel'
import { compareVersions } from './versions'
import type { Destination } from './visit'
import type { AccountParts } from './wx-account'
import { requireTap } from './wx-account'

export interface NavigateParts extends Pick<AccountParts, 'settings' | 'taps'> {
  dialogs: Dialogs
  travel: Travel
}

interface Listing {
  miniPrograms: Record<string, Destination>
}

/** Jumping to another mini-program, and leaving this one. */
export function wxNavigate(parts: NavigateParts): WxPart {
  const { settings, dialogs, travel } = parts
  const asks = compareVersions(settings.sdkVersion, TAP_RULE_SINCE) >= 0

  async function isAllowed(name: string): Promise<boolean> {
    return dialogs.ask({
      title: `即将打开“${name}”小程序`,
      choices: [
        { text: '取消', value: false },
        { text: '允许', value: true, main: true },
      ],
    })
  }

  return {
    async: {
      async navigateToMiniProgram({ appId, path = '', extraData, envVersion = 'release' }) {
        requireTap(parts)
        const to = typeof appId === 'string' ? await destinationOf(appId) : undefined
        if (!to) throw new ApiFailure('invalid appid')
        if (asks && !(await isAllowed(to.name))) throw new ApiFailure('cancel')
        const entry = { path: String(path), extraData, envVersion: String(envVersion) }
        // The caller hears of the success before the app hears that it is left.
        setTimeout(() => travel.open(String(appId), to, entry))
      },
      navigateBackMiniProgram() {
        throw new ApiFailure('no caller mini program')
      },
      exitMiniProgram() {
        requireTap(parts)
        setTimeout(() => void leaveUnderCover(dialogs, travel))
      },
    },
  }
}

/** The mini-program lies in the background until the person takes it back. */
export async function leaveUnderCover(dialogs: Dialogs, travel: Travel): Promise<void> {
  travel.leave()
  await dialogs.cover('小程序在后台', '回到小程序')
  travel.comeBack()
}

async function destinationOf(appId: string): Promise<Destination | undefined> {
  const response = await fetch('/__preview.json')
  const { miniPrograms } = (await response.json()) as Listing
  return Object.hasOwn(miniPrograms, appId) ? miniPrograms[appId] : undefined
}
