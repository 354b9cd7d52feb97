import type { Settings } from '../bridge'
import { settingsQuery } from '../bridge'
import type { Listeners } from './listeners'
import { createListeners } from './listeners'
import type { Log } from './log'

/** The settings as they are now; the panel changes some while the mini-program runs. */
export interface PhoneSettings {
  now(): Settings
  set(next: Settings): void
  themeChanged: Listeners<{ theme: Settings['theme'] }>
  networkChanged: Listeners<{ isConnected: boolean; networkType: string }>
}

export function createPhoneSettings(initial: Settings, log: Log): PhoneSettings {
  let settings = initial
  const store: PhoneSettings = {
    now: () => settings,
    set(next) {
      const before = settings
      settings = { ...next }
      history.replaceState(null, '', `${location.pathname}?${settingsQuery(next)}${location.hash}`)
      if (before.theme !== next.theme) store.themeChanged.emit({ theme: next.theme })
      if (before.offline !== next.offline) {
        const networkType = next.offline ? 'none' : 'wifi'
        store.networkChanged.emit({ isConnected: !next.offline, networkType })
      }
    },
    themeChanged: createListeners((error) => log.error('wx.onThemeChange', error)),
    networkChanged: createListeners((error) => log.error('wx.onNetworkStatusChange', error)),
  }
  return store
}
