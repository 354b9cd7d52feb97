import type { WxPart } from './api'
import type { AppLife } from './app-life'
import type { ComponentCaller } from './easel'
import type { Listeners } from './listeners'
import type { Log } from './log'
import type { PageStack } from './page-stack'

/** Life of the app, queries about nodes, and small things that belong to nothing else. */
export function wxApp(
  life: AppLife,
  stack: PageStack,
  themeChanged: Listeners<{ theme: string }>,
  log: Log,
): WxPart {
  const logger = (level: 'log' | 'warn' | 'error') => () => {
    log.add('note', `实时日志 ${level}`)
  }
  const manager = () => ({
    debug: logger('log'),
    log: logger('log'),
    info: logger('log'),
    warn: logger('warn'),
    error: logger('error'),
    setFilterMsg() {},
    addFilterMsg() {},
  })
  return {
    plain: {
      getLaunchOptionsSync: life.launchOptions,
      getEnterOptionsSync: life.enterOptions,
      onAppShow: life.onShow.on,
      offAppShow: life.onShow.off,
      onAppHide: life.onHide.on,
      offAppHide: life.onHide.off,
      onError: life.onError.on,
      offError: life.onError.off,
      onUnhandledRejection: life.onUnhandledRejection.on,
      offUnhandledRejection: life.onUnhandledRejection.off,
      onThemeChange: themeChanged.on,
      offThemeChange: themeChanged.off,
      nextTick: (run: () => void) => void Promise.resolve().then(run),
      createSelectorQuery: () => topOf(stack).createSelectorQuery(),
      createIntersectionObserver: (component: ComponentCaller, options?: object) =>
        component.createIntersectionObserver(options),
      getLogManager: manager,
      getRealtimeLogManager: manager,
      getUpdateManager: () => ({
        onCheckForUpdate: (listener: (result: object) => void) => listener({ hasUpdate: false }),
        onUpdateReady() {},
        onUpdateFailed() {},
        applyUpdate() {},
      }),
    },
  }
}

function topOf(stack: PageStack): ComponentCaller {
  const page = stack.top()
  if (!page) throw new Error('no page is open')
  return page.caller
}
