import type { Settings } from '../bridge'
import type { AppLife, EnterOptions } from './app-life'
import { enterByPerson } from './app-life'
import type { Log } from './log'
import { maskedLines } from './mask'
import type { PageStack } from './page-stack'
import type { Destination, Entry, VisitEnd } from './visit'
import { visit } from './visit'

/** Leaving the mini-program and coming back to it. */
export interface Travel {
  isAway(): boolean
  /** False once the mini-program was killed while away. */
  isAlive(): boolean
  /** To the background, by the person. */
  leave(): void
  /** From the background. Android delivers the last extraData again, iOS does not. */
  comeBack(): void
  /** From another mini-program by the task switcher: nothing returns. */
  switchBack(): void
  /** Opens another mini-program; its return comes by App.onShow, or by a new launch. */
  open(appId: string, to: Destination, entry: Omit<Entry, 'appId'>): void
}

export interface TravelParts {
  appId: string
  settings(): Settings
  life: AppLife
  stack: PageStack
  root: HTMLElement
  log: Log
}

const RETURN_SCENE = 1038
/** Session storage key: the return that is delivered after a kill. */
const PENDING_KEY = 'preview-pending-return'

export function createTravel(parts: TravelParts): Travel {
  const { life, stack, log, settings } = parts
  let away = false
  let left = new AbortController()

  /** Away and killed: nothing of the old run may be heard of again. */
  const isAlive = () => !(away && settings().killWhenAway)

  function here(): Pick<EnterOptions, 'path' | 'query'> {
    const page = stack.top()
    return { path: page?.record.is ?? '', query: page?.query ?? {} }
  }

  function leave(): void {
    if (!life.isVisible()) return
    stack.hideTop()
    life.hide()
  }

  function show(options: EnterOptions): void {
    if (life.isVisible()) return
    life.show(options)
    stack.showTop()
  }

  function returned(appId: string, end: VisitEnd): void {
    const referrerInfo: EnterOptions['referrerInfo'] = { appId: end.fromAppId ?? appId }
    if (end.extraData !== undefined) referrerInfo.extraData = end.extraData
    if (!isAlive()) {
      relaunchWith(referrerInfo)
      return
    }
    away = false
    show({ ...enterByPerson('', {}), ...here(), scene: RETURN_SCENE, referrerInfo })
  }

  return {
    isAway: () => away,
    isAlive,
    leave,
    comeBack() {
      const { scene, referrerInfo } = life.enterOptions()
      const again = settings().platform === 'android' && referrerInfo.extraData !== undefined
      const { path, query } = here()
      const fresh = enterByPerson(path, query)
      show(again ? { ...fresh, scene, referrerInfo } : fresh)
    },
    switchBack() {
      if (!away) return
      left.abort()
      if (!isAlive()) return relaunch()
      away = false
      const { path, query } = here()
      show(enterByPerson(path, query))
    },
    open(appId, to, entry) {
      away = true
      left = new AbortController()
      leave()
      log.add('event', `打开「${to.name}」`, maskedLines({ appId, ...entry }))
      if (!isAlive()) log.add('note', '小程序在后台被系统杀掉，返回时重新启动')
      visit(parts.root, to, {
        entry: { ...entry, appId: parts.appId },
        left: left.signal,
      }).then(
        (end) => returned(appId, end),
        (error) => log.error(`打开「${to.name}」`, error),
      )
    },
  }
}

function relaunchWith(referrerInfo: EnterOptions['referrerInfo']): void {
  sessionStorage.setItem(PENDING_KEY, JSON.stringify(referrerInfo))
  relaunch()
}

/** Starts the mini-program anew at its home page, as after a kill. */
export function relaunch(): void {
  history.replaceState(null, '', location.pathname + location.search)
  location.reload()
}

/** Options of this launch: by the person, or the return that a kill had put off. */
export function readLaunch(path: string, query: Record<string, string>): EnterOptions {
  const pending = sessionStorage.getItem(PENDING_KEY)
  sessionStorage.removeItem(PENDING_KEY)
  const options = enterByPerson(path, query)
  if (!pending) return options
  const referrerInfo = JSON.parse(pending) as EnterOptions['referrerInfo']
  return { ...options, scene: RETURN_SCENE, referrerInfo }
}
