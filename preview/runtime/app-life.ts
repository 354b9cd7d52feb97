import type { LogEntry } from '../bridge'
import type { Listeners } from './listeners'
import { createListeners } from './listeners'
import type { Log } from './log'
import { maskedLines } from './mask'

/** Options of App.onLaunch and App.onShow. */
export interface EnterOptions {
  path: string
  query: Record<string, string>
  /** 1001 by the person, 1038 back from another mini-program. */
  scene: number
  referrerInfo: { appId?: string; extraData?: unknown }
  apiCategory: string
}

/** The object given to `App()`. */
export type AppInstance = Record<string, unknown>

/** Life of the mini-program as a whole. */
export interface AppLife {
  app(): AppInstance
  register(app: AppInstance): void
  launchOptions(): EnterOptions
  enterOptions(): EnterOptions
  /** Sets both before any script runs, since scripts may ask while they load. */
  prepare(options: EnterOptions): void
  launch(): void
  show(options: EnterOptions): void
  hide(): void
  isVisible(): boolean
  /** Calls a method of the app object; an error goes to the log and to App.onError. */
  call(name: string, argument?: unknown): void
  onShow: Listeners<EnterOptions>
  onHide: Listeners<undefined>
  onError: Listeners<string>
  onUnhandledRejection: Listeners<{ reason: unknown }>
}

export function createAppLife(log: Log): AppLife {
  let instance: AppInstance = {}
  let launched: EnterOptions = enterByPerson('', {})
  let entered = launched
  let visible = false
  const failed = (where: string) => (error: unknown) => log.error(where, error)

  function call(name: string, argument?: unknown): void {
    const method = instance[name]
    if (typeof method !== 'function') return
    try {
      const result: unknown = method.call(instance, argument)
      if (result instanceof Promise) result.catch(failed(`App.${name}`))
    } catch (error) {
      log.error(`App.${name}`, error)
      if (name !== 'onError') call('onError', String(error))
    }
  }

  const life: AppLife = {
    app: () => instance,
    register(app) {
      instance = app
    },
    launchOptions: () => launched,
    enterOptions: () => entered,
    prepare(options) {
      launched = options
      entered = options
    },
    launch() {
      log.add('event', 'App.onLaunch', told(launched))
      call('onLaunch', launched)
      life.show(launched)
    },
    show(options) {
      entered = options
      visible = true
      log.add('event', 'App.onShow', told(options))
      call('onShow', options)
      life.onShow.emit(options)
    },
    hide() {
      if (!visible) return
      visible = false
      log.add('event', 'App.onHide')
      call('onHide')
      life.onHide.emit(undefined)
    },
    isVisible: () => visible,
    call,
    onShow: createListeners(failed('wx.onAppShow')),
    onHide: createListeners(failed('wx.onAppHide')),
    onError: createListeners(failed('wx.onError')),
    onUnhandledRejection: createListeners(failed('wx.onUnhandledRejection')),
  }
  return life
}

/** What is worth reading of the options. */
function told({ path, query, scene, referrerInfo }: EnterOptions): LogEntry['lines'] {
  const isEmpty = (value: object) => Object.keys(value).length === 0
  return maskedLines({
    scene,
    path,
    query: isEmpty(query) ? undefined : query,
    referrerInfo: isEmpty(referrerInfo) ? undefined : referrerInfo,
  })
}

/** The person opened the mini-program, or brought it back from the background. */
export function enterByPerson(path: string, query: Record<string, string>): EnterOptions {
  return { path, query, scene: 1001, referrerInfo: {}, apiCategory: 'default' }
}
