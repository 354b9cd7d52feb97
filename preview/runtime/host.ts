import '../builtins/base.css'
import './phone.css'
import type { PhoneBridge, Settings } from '../bridge'
import { readSettings, settingsQuery } from '../bridge'
import type { ProgramData } from '../program-data'
import { assembleWx, createApiMaker } from './api'
import type { AppInstance } from './app-life'
import { createAppLife } from './app-life'
import { createCanIUse } from './can-i-use'
import { createRegistry, listenToFramework } from './code-space'
import { createDialogs } from './dialogs'
import { createDomContext } from './dom-context'
import type { ComponentCaller, EaselEvent } from './easel'
import { createForms } from './forms'
import { createListeners } from './listeners'
import { createLog } from './log'
import { createNetwork } from './network'
import type { OpenPage } from './page-stack'
import { createPageStack } from './page-stack'
import { createPhoneAbilities } from './phone-abilities'
import { createPrivacy } from './privacy'
import { createScreen, themeColour } from './screen'
import { createTabBar } from './tab-bar'
import { createTapGate } from './tap-gate'
import { createTravel, readLaunch } from './travel'
import { wxAccount } from './wx-account'
import { wxApp } from './wx-app'
import { wxCloud } from './wx-cloud'
import { wxDevice } from './wx-device'
import { leaveUnderCover, wxNavigate } from './wx-navigate'
import { wxNetwork } from './wx-network'
import { wxRouter } from './wx-router'
import { keptKey, wxStorage } from './wx-storage'
import { wxUi } from './wx-ui'
import { callListener } from './wxs-events'

/** What the generated entry of the bundle drives. */
export interface Host {
  /** Runs the app's script. */
  run(script: () => void): void
  /** Runs the script of a page or component. */
  define(is: string, script: () => void): void
  /** Launches the app and opens the first page. */
  start(): void
}

type Wx = Record<string, (options?: object) => unknown>

/** The WeChat client: puts `wx`, `App`, `Page` and the others in place for one mini-program. */
export function createHost(program: ProgramData): Host {
  let settings = readSettings(new URLSearchParams(location.search))
  const log = createLog(Date.now)
  const life = createAppLife(log)
  const taps = createTapGate()
  const isDarkAware = program.app.darkmode === true
  const themeChanged = createListeners<{ theme: string }>((error) => log.error('主题', error))
  const networkChanged = createListeners<{ isConnected: boolean; networkType: string }>((error) =>
    log.error('网络', error),
  )
  const network = createNetwork(() => settings, networkChanged)
  const wx = () => window.wx as Wx
  let started = () => {}
  const firstPage = new Promise<void>((resolve) => {
    started = resolve
  })

  const screen = createScreen(settings, {
    back: () => void wx().navigateBack?.(),
    home: () => void wx().reLaunch?.({ url: `/${homePage()}` }),
    more: () => void showMore(),
    close: () => void leaveUnderCover(dialogs, travel),
  })
  const dialogs = createDialogs(screen.root)
  const privacy = createPrivacy(localStorage, keptKey(settings.openid, 'privacy'), dialogs)
  const abilities = createPhoneAbilities(privacy, log)
  const tabBar = createTabBar(program.app, screen.root, (path) => {
    void wx().switchTab?.({ url: `/${path}` })
  })
  const registry = createRegistry(program, createDomContext(taps.open), {
    forms: createForms((element) => registry.isFormField(element)),
    tapped: taps.open,
    async openType(type, data) {
      log.add('event', `button open-type ${type}`)
      return abilities.buttons[type]?.(data)
    },
    navigate,
  })
  const stack = createPageStack({
    app: program.app,
    pageNames: program.pages,
    components: program.components,
    backend: registry.backend,
    space: registry.space,
    viewport: screen.viewport,
    log,
    changed: draw,
  })
  const travel = createTravel({
    appId: program.appId,
    settings: () => settings,
    life,
    stack,
    root: screen.root,
    log,
  })

  function homePage(): string {
    return program.app.entryPagePath ?? program.pages[0] ?? ''
  }

  async function showMore(): Promise<void> {
    if ((await dialogs.sheet(['重新进入小程序'])) === 0) restart()
  }

  function restart(): void {
    history.replaceState(null, '', location.pathname + location.search)
    location.reload()
  }

  function draw(page: OpenPage): void {
    registry.showPageStyle(page.record.is)
    const config = { ...program.app.window, ...page.record.config }
    const colour = (value: string | undefined) => themeColour(value, program.themes, settings.theme)
    const depth = stack.pages().length
    const ink = page.bar.ink ?? colour(config.navigationBarTextStyle)
    screen.draw({
      title: page.bar.title ?? config.navigationBarTitleText ?? '',
      custom: config.navigationStyle === 'custom',
      background:
        page.bar.background ?? colour(config.navigationBarBackgroundColor) ?? 'var(--mp-bar)',
      ink: ink === 'white' || (ink === undefined && isDark()) ? 'white' : 'black',
      canGoBack: depth > 1,
      canGoHome: depth === 1 && page.record.is !== homePage() && !stack.isTab(page.record.is),
      loading: page.bar.loading === true,
    })
    screen.viewport.style.background = colour(config.backgroundColor) ?? ''
    tabBar.show(page.record.is)
  }

  function isDark(): boolean {
    return isDarkAware && settings.theme === 'dark'
  }

  function applyTheme(): void {
    document.documentElement.dataset.theme = isDark() ? 'dark' : 'light'
    const page = stack.top()
    if (page) draw(page)
  }

  function navigate(data: Record<string, unknown>): void {
    if (data.target === 'miniProgram') return void wx().navigateToMiniProgram?.(data)
    const name = NAVIGATOR_APIS[String(data.openType)]
    if (name)
      void wx()[name]?.({ ...data, fail: (error: unknown) => log.error('navigator', error) })
  }

  function update(next: Settings): void {
    const before = settings
    settings = { ...next }
    history.replaceState(null, '', `${location.pathname}?${settingsQuery(next)}${location.hash}`)
    if (before.theme !== next.theme) {
      applyTheme()
      if (isDarkAware) themeChanged.emit({ theme: next.theme })
    }
    if (before.offline !== next.offline) {
      const networkType = next.offline ? 'none' : 'wifi'
      networkChanged.emit({ isConnected: !next.offline, networkType })
    }
  }

  const make = createApiMaker(settings, log, travel.isAlive)
  const account = { appId: program.appId, settings, dialogs, privacy, taps }
  const parts = [
    wxRouter(stack, firstPage),
    wxStorage(localStorage, settings.openid, travel.isAlive),
    wxUi(dialogs, stack, () => applyTheme()),
    wxDevice(() => settings, screen, isDarkAware),
    wxAccount(account),
    wxNavigate({ ...account, travel }),
    wxNetwork(network, make),
    wxCloud(settings.openid, network, make, log),
    wxApp(life, stack, themeChanged, log),
    { async: abilities.apis },
    { plain: { canIUse: createCanIUse(settings.sdkVersion, () => window.wx) } },
  ]

  Object.assign(window, {
    wx: assembleWx(parts, make, settings, log),
    App: (app: AppInstance) => life.register(app),
    getApp: life.app,
    getCurrentPages: () => stack.pages().map(({ caller }) => caller),
    __wxsListener: (
      ...[caller, event, handler, path]: [ComponentCaller, EaselEvent, () => unknown, unknown]
    ) => callListener(caller, event, handler, path),
  })
  const bridge: PhoneBridge = {
    update,
    leaveAndReturn() {
      if (travel.isAway()) return
      travel.leave()
      setTimeout(travel.comeBack, 400)
    },
    isAway: travel.isAway,
    watchLog: log.watch,
    currentUrl() {
      const page = stack.top()
      const query = Object.entries(page?.query ?? {}).map(([name, value]) => `${name}=${value}`)
      return page ? `${page.record.is}${query.length ? `?${query.join('&')}` : ''}` : ''
    },
  }
  window.__preview = bridge
  listenToFramework((where, problem) => log.error(where, problem))
  listenToErrors(life.onError.emit, life.onUnhandledRejection.emit)
  document.documentElement.dataset.style = program.app.style ?? ''
  applyTheme()
  const launchUrl = decodeURIComponent(location.hash.slice(1)) || homePage()
  const { route, query } = stack.resolve(`/${launchUrl.replace(/^\//, '')}`)
  life.prepare(readLaunch(route, query))

  function listenToErrors(
    failed: (message: string) => void,
    rejected: (event: { reason: unknown }) => void,
  ): void {
    window.addEventListener('error', ({ error, message }) => {
      log.error('小程序代码出错', error ?? message)
      failed(String(error ?? message))
    })
    window.addEventListener('unhandledrejection', ({ reason }) => {
      const told = (reason as { errMsg?: string } | undefined)?.errMsg ?? reason
      log.error('未处理的 Promise 失败', told)
      rejected({ reason })
    })
  }

  function attempt(where: string, script: () => void): void {
    try {
      script()
    } catch (error) {
      log.error(where, error)
    }
  }

  return {
    run: (script) => attempt('app', script),
    define: (is, script) => registry.define(is, () => attempt(is, script)),
    start() {
      life.launch()
      const url = `/${launchUrl.replace(/^\//, '')}`
      if (stack.isPage(route)) stack.open(url)
      else {
        log.error('启动', `page "${route}" is not found`)
        stack.open(`/${homePage()}`)
      }
      started()
    },
  }
}

const NAVIGATOR_APIS: Record<string, string> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
  exit: 'exitMiniProgram',
}
