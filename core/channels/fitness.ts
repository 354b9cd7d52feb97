import type { Client } from '../../typings/contract'
import type { Traits } from './channel'

/** Why this client cannot use a channel; `undefined` when it can, or says nothing of itself. */
export function unfit(
  { minimum }: Traits,
  client: Client | undefined,
): 'client-too-old' | 'device' | undefined {
  if (!client) return undefined
  const least = minimum[client.platform]
  if (!least) return 'device'
  const { wechatVersion = '0', sdkVersion = '0' } = least
  const enough =
    reaches(client.wechatVersion, wechatVersion) && reaches(client.sdkVersion, sdkVersion)
  return enough ? undefined : 'client-too-old'
}

/**
 * Is `version` at least `minimum`? Compared segment by segment as numbers; a missing segment is 0.
 * Anything but digits and dots is no version and reaches nothing.
 */
export function reaches(version: string, minimum: string): boolean {
  const have = segmentsOf(version)
  const need = segmentsOf(minimum)
  if (!have || !need) return false
  for (let n = 0; n < Math.max(have.length, need.length); n++) {
    const difference = (have[n] ?? 0) - (need[n] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}

function segmentsOf(version: string): number[] | undefined {
  return /^\d{1,9}(\.\d{1,9})*$/.test(version) ? version.split('.').map(Number) : undefined
}
