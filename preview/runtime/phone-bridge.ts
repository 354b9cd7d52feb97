import type { PhoneBridge } from '../bridge'
import type { Log } from './log'
import type { PageStack } from './page-stack'
import type { PhoneSettings } from './phone-settings'
import type { Travel } from './travel'

const BACKGROUND_MS = 400

/** The phone's side of the bridge to the frame. */
export function createPhoneBridge(
  settings: PhoneSettings,
  stack: PageStack,
  travel: Travel,
  log: Log,
): PhoneBridge {
  return {
    update: settings.set,
    leaveAndReturn() {
      if (travel.isAway()) return
      travel.leave()
      setTimeout(travel.comeBack, BACKGROUND_MS)
    },
    switchBack: travel.switchBack,
    isAway: travel.isAway,
    watchLog: log.watch,
    currentUrl() {
      const page = stack.top()
      if (!page) return ''
      const pairs = Object.entries(page.query).map(([name, value]) => `${name}=${value}`)
      return pairs.length > 0 ? `${page.record.is}?${pairs.join('&')}` : page.record.is
    },
  }
}
