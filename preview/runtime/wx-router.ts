import type { CallOptions, WxPart } from './api'
import { ApiFailure } from './api'
import type { ChannelListener } from './event-channel'
import { createEventChannel } from './event-channel'
import type { PageStack } from './page-stack'

const MOST_PAGES = 10

/** What each open-type of `navigator` calls. */
const NAVIGATOR_CALLS: Record<string, string> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
  exit: 'exitMiniProgram',
}

/** The call that a tapped `navigator` makes: name of the API, and its options. */
export function navigatorCall(data: Record<string, unknown>): [name: string, options: object] {
  const { target, openType, url, delta, appId, path, extraData, version } = data
  if (target === 'miniProgram') {
    return ['navigateToMiniProgram', { appId, path, extraData, envVersion: version }]
  }
  const name = NAVIGATOR_CALLS[String(openType)] ?? 'navigateTo'
  return [name, name === 'navigateBack' ? { delta } : { url }]
}

/** Moving between pages. `started` resolves when the first page is open; earlier calls wait. */
export function wxRouter(stack: PageStack, started: Promise<void>): WxPart {
  function target(options: CallOptions): string {
    const { url } = options
    if (typeof url !== 'string') throw new ApiFailure('parameter error: url should be String')
    const { route } = stack.resolve(url)
    if (!stack.isPage(route)) throw new ApiFailure(`page "${route}" is not found`)
    return url
  }

  function ordinary(options: CallOptions, name: string): string {
    const url = target(options)
    if (stack.isTab(stack.resolve(url).route)) {
      throw new ApiFailure(`can not ${name} a tabbar page`)
    }
    return url
  }

  return {
    async: {
      async navigateTo(options) {
        await started
        const url = ordinary(options, 'navigateTo')
        if (stack.pages().length >= MOST_PAGES) {
          throw new ApiFailure('webview count limit exceed')
        }
        const channel = createEventChannel()
        for (const [name, listener] of Object.entries(options.events ?? {})) {
          channel.on(name, listener as ChannelListener)
        }
        stack.open(url, channel)
        return { eventChannel: channel }
      },
      async redirectTo(options) {
        await started
        stack.redirect(ordinary(options, 'redirectTo'))
      },
      async reLaunch(options) {
        await started
        stack.relaunch(target(options))
      },
      async switchTab(options) {
        await started
        const url = target(options)
        if (!stack.isTab(stack.resolve(url).route)) {
          throw new ApiFailure('can not switch to no-tabBar page')
        }
        stack.relaunch(url.replace(/\?.*$/, ''))
      },
      async navigateBack({ delta = 1 }) {
        await started
        if (stack.pages().length < 2) throw new ApiFailure('cannot navigate back at first page')
        stack.back(Math.max(1, Number(delta)))
      },
    },
  }
}
