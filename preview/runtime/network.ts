import type { Settings } from '../bridge'
import { ApiFailure } from './api'
import type { Listeners } from './listeners'

/** The phone's network, which the panel can switch off. */
export interface Network {
  isOff(): boolean
  /** @throws ApiFailure as this platform words it. */
  check(): void
  changed: Listeners<{ isConnected: boolean; networkType: string }>
}

const OFFLINE_TEXTS: Partial<Record<Settings['platform'], string>> = {
  ios: 'The Internet connection appears to be offline.',
  android: 'errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED',
}

/** @param settings Read anew at every call: the panel changes it. */
export function createNetwork(settings: () => Settings, changed: Network['changed']): Network {
  return {
    isOff: () => settings().offline,
    check() {
      if (!settings().offline) return
      const text = OFFLINE_TEXTS[settings().platform] ?? 'net::ERR_INTERNET_DISCONNECTED'
      throw new ApiFailure(text, { errno: 600001 })
    },
    changed,
  }
}
