import type { Client, Platform } from '../../../typings/contract'

/** WeChat's own words for the platform → ours. A platform that is not listed gets no version gate. */
const PLATFORMS: Readonly<Record<string, Platform>> = {
  ios: 'ios',
  android: 'android',
  devtools: 'devtools',
  ohos: 'ohos',
  ohos_pc: 'ohos',
  windows: 'windows',
  mac: 'mac',
}

interface Facts {
  platform?: string
  version?: string
  SDKVersion?: string
  fontSizeSetting?: number
}

/** What WeChat says about itself; split over two calls since 2.20.1, one call before. */
export function facts(): Facts {
  if (typeof wx.getAppBaseInfo !== 'function') return wx.getSystemInfoSync()
  const device = typeof wx.getDeviceInfo === 'function' ? wx.getDeviceInfo() : {}
  return { ...device, ...wx.getAppBaseInfo() }
}

/** The WeChat that is asking; `undefined` when it does not say enough to judge it. */
export function readClient(): Client | undefined {
  const { platform = '', version, SDKVersion } = facts()
  const known = PLATFORMS[platform.toLowerCase()]
  if (!known || !version || !SDKVersion) return undefined
  return { platform: known, wechatVersion: version, sdkVersion: SDKVersion }
}

/**
 * Compares dotted numbers segment by segment; a missing segment is 0.
 *
 * @returns -1 `a` is older, 0 same, 1 newer; `undefined` when one of them is no version.
 */
export function compareVersions(a: unknown, b: unknown): -1 | 0 | 1 | undefined {
  const left = readVersion(a)
  const right = readVersion(b)
  if (!left || !right) return undefined
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference < 0 ? -1 : 1
  }
  return 0
}

/** Anything but digits and dots is no version and meets no minimum. */
export function isAtLeast(version: unknown, minimum: string): boolean {
  const order = compareVersions(version, minimum)
  return order !== undefined && order >= 0
}

function readVersion(text: unknown): number[] | undefined {
  if (typeof text !== 'string' || !/^\d+(\.\d+)*$/.test(text)) return undefined
  return text.split('.').map(Number)
}
