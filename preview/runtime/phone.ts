import { readSettings } from '../bridge'
import type { ProgramData } from '../program-data'
import type { AppInstance } from './app-life'
import { createAppLife } from './app-life'
import type { Registry } from './code-space'
import { createRegistry } from './code-space'
import { createDialogs } from './dialogs'
import { createDomContext } from './dom-context'
import type { ComponentCaller, EaselEvent } from './easel'
import { createForms } from './forms'
import { createLog } from './log'
import { homePageOf, isDark, lookOf } from './look'
import type { OpenPage } from './page-stack'
import { createPageStack } from './page-stack'
import { createPhoneAbilities } from './phone-abilities'
import { createPhoneBridge } from './phone-bridge'
import { createPhoneSettings } from './phone-settings'
import { createPrivacy } from './privacy'
import { createScreen } from './screen'
import { createTabBar } from './tab-bar'
import { createTapGate } from './tap-gate'
import { createTravel } from './travel'
import type { WxWorld } from './wx'
import { createWx } from './wx'
import { leaveUnderCover } from './wx-navigate'
import { navigatorCall } from './wx-router'
import { keptKey } from './wx-storage'
import { callListener } from './wxs-events'

/** A phone with WeChat and one mini-program in it. */
export interface Phone extends WxWorld {
  registry: Registry
  /** Calls `wx.<name>` as the mini-program would. */
  callWx(name: string, options?: object): void
}

/** Builds the phone's parts around each other and draws the empty screen. */
export function createPhone(program: ProgramData, firstPage: Promise<void>): Phone {
  const log = createLog(Date.now)
  const settings = createPhoneSettings(readSettings(new URLSearchParams(location.search)), log)
  const life = createAppLife(log)
  const taps = createTapGate()
  const screen = createScreen(settings.now().platform, {
    back: () => callWx('navigateBack'),
    home: () => callWx('reLaunch', { url: `/${homePageOf(program)}` }),
    more: () => void dialogs.sheet(['重新进入小程序']).then((index) => index === 0 && restart()),
    close: () => void leaveUnderCover(dialogs, travel),
  })
  const dialogs = createDialogs(screen.root)
  const privacyKey = keptKey(settings.now().openid, 'privacy')
  const privacy = createPrivacy(localStorage, privacyKey, dialogs)
  const { root: over } = screen
  const abilities = createPhoneAbilities({ privacy, log, root: over, settings: settings.now })
  const tabBar = createTabBar(program.app, screen.root, (path) =>
    callWx('switchTab', { url: `/${path}` }),
  )
  const registry: Registry = createRegistry(program, createDomContext(taps.open), {
    forms: createForms((element) => registry.isFormField(element)),
    tapped: taps.open,
    async openType(type, data) {
      log.add('event', `button open-type ${type}`)
      return abilities.buttons[type]?.(data)
    },
    navigate: (data) => callWx(...navigatorCall(data)),
  })
  const { pages, components, app } = program
  const { backend, space } = registry
  const { viewport, root } = screen
  const stack = createPageStack({
    ...{ app, pageNames: pages, components, backend, space, viewport, log },
    changed: draw,
  })
  const travel = createTravel({
    ...{ life, stack, root, log, settings: settings.now },
    appId: program.appId,
  })

  function callWx(name: string, options: object = {}): void {
    const api = (window.wx as Record<string, ((options: object) => unknown) | undefined>)[name]
    const fail = (failure: unknown) =>
      log.error(`wx.${name}`, (failure as Error).message ?? failure)
    api?.({ fail, ...options })
  }

  function draw(page: OpenPage): void {
    registry.showPageStyle(page.record.is)
    screen.draw(lookOf(page, stack, program, settings.now()))
    tabBar.show(page.record.is)
  }

  function redraw(): void {
    const page = stack.top()
    if (page) draw(page)
  }

  function applyTheme(): void {
    document.documentElement.dataset.theme = isDark(program, settings.now()) ? 'dark' : 'light'
    redraw()
  }

  settings.themeChanged.on(applyTheme)
  applyTheme()
  document.documentElement.dataset.style = app.style ?? ''
  window.__preview = createPhoneBridge(settings, stack, travel, log)
  const world = { program, settings, log, life, taps, screen, dialogs, privacy, abilities }
  return { ...world, stack, travel, firstPage, redraw, registry, callWx }
}

/** Puts `wx`, `App` and the others where the mini-program's scripts look for them. */
export function installGlobals(phone: Phone): void {
  const { life, stack } = phone
  Object.assign(window, {
    wx: createWx(phone),
    App: (app: AppInstance) => life.register(app),
    getApp: life.app,
    getCurrentPages: () => stack.pages().map(({ caller }) => caller),
    __wxsListener: (
      ...[caller, event, handler, path]: [ComponentCaller, EaselEvent, () => unknown, unknown]
    ) => callListener(caller, event, handler, path),
  })
}

function restart(): void {
  history.replaceState(null, '', location.pathname + location.search)
  location.reload()
}
