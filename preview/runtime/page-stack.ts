import type { AppConfig, ComponentRecord } from '../program-data'
import type { Backend, CodeSpace, ComponentCaller, PageRoot } from './easel'
import type { EventChannel } from './event-channel'
import { createEventChannel } from './event-channel'
import type { Log } from './log'

/** A page in the stack. */
export interface OpenPage {
  id: number
  record: ComponentRecord
  query: Record<string, string>
  root: PageRoot
  caller: ComponentCaller
  element: HTMLElement
  channel: EventChannel
  /** Set by `wx.setNavigationBarTitle` and `…Color`, over what the JSON says. */
  bar: { title?: string; background?: string; ink?: 'black' | 'white'; loading?: boolean }
}

/** Pages that are open, the last one in front. */
export interface PageStack {
  pages(): readonly OpenPage[]
  top(): OpenPage | undefined
  /** A route in words of app.json, and the query as written: WeChat does not decode it. */
  resolve(url: string): { route: string; query: Record<string, string> }
  isPage(route: string): boolean
  isTab(route: string): boolean
  /** @throws Error `page "…" is not found`. */
  open(url: string, channel?: EventChannel): OpenPage
  redirect(url: string): OpenPage
  relaunch(url: string): OpenPage
  back(delta: number): void
  /** Tells the page in front that the app came to the foreground, or left it. */
  showTop(): void
  hideTop(): void
}

export interface PageStackParts {
  app: AppConfig
  pageNames: string[]
  components: ComponentRecord[]
  backend: Backend
  space: CodeSpace
  viewport: HTMLElement
  log: Log
  /** The page in front has changed. */
  changed(page: OpenPage): void
}

const REACH_BOTTOM_PX = 50

export function createPageStack(parts: PageStackParts): PageStack {
  const { app, pageNames, components, log } = parts
  const stack: OpenPage[] = []
  const tabs = new Set(app.tabBar?.list.map(({ pagePath }) => pagePath))
  let lastId = 0

  function call(page: OpenPage, name: string, argument?: unknown): void {
    const where = `${page.record.is} ${name}`
    const method = (page.caller as unknown as Record<string, unknown>)[name]
    if (typeof method !== 'function') return
    try {
      const result: unknown = method.call(page.caller, argument)
      if (result instanceof Promise) result.catch((error) => log.error(where, error))
    } catch (error) {
      log.error(where, error)
    }
  }

  function resolve(url: string) {
    const [path = '', search = ''] = url.split('?')
    const current = stack.at(-1)?.record.is ?? ''
    const route = new URL(path, `http://app/${current}`).pathname.slice(1).replace(/\.html$/, '')
    const pairs = search.split('&').filter(Boolean)
    const query = pairs.map((pair) => {
      const at = pair.indexOf('=')
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
    })
    return { route, query: Object.fromEntries(query) as Record<string, string> }
  }

  function mount(record: ComponentRecord, query: Record<string, string>, channel?: EventChannel) {
    const root = parts.backend.createRoot('page', parts.space, record.is)
    const caller = root.get()
    const own = channel ?? createEventChannel()
    const id = ++lastId
    Object.assign(caller, {
      route: record.is,
      options: query,
      getOpenerEventChannel: () => own,
      getPageId: () => `pageId:${id}`,
    })
    const placeholder = document.createElement('div')
    parts.viewport.append(placeholder)
    const page = { id, record, query, root, caller, channel: own, bar: {} } as OpenPage
    return { page, placeholder }
  }

  function open(url: string, channel?: EventChannel): OpenPage {
    const { route, query } = resolve(url)
    const record = components.find(({ is }) => is === route)
    if (!record || !pageNames.includes(route)) throw new Error(`page "${route}" is not found`)
    hideTop()
    stack.at(-1)?.element.classList.add('mp-hidden')
    const { page, placeholder } = mount(record, query, channel)
    stack.push(page)
    parts.changed(page)
    page.root.attach(parts.viewport, placeholder)
    page.element = page.root.getComponent().getBackendElement()
    page.element.dataset.route = route
    followScroll(page)
    log.add('event', `页面 ${route}`)
    call(page, 'onLoad', query)
    showTop()
    requestAnimationFrame(() => call(page, 'onReady'))
    return page
  }

  function followScroll(page: OpenPage): void {
    const { element, record } = page
    let atBottom = false
    element.addEventListener('scroll', () => {
      call(page, 'onPageScroll', { scrollTop: element.scrollTop })
      const distance = record.config.onReachBottomDistance ?? REACH_BOTTOM_PX
      const left = element.scrollHeight - element.scrollTop - element.clientHeight
      if (left <= distance && !atBottom) call(page, 'onReachBottom')
      atBottom = left <= distance
    })
  }

  function drop(page: OpenPage): void {
    call(page, 'onUnload')
    page.root.release()
    page.element.remove()
  }

  function showTop(): void {
    const page = stack.at(-1)
    if (!page) return
    call(page, 'onShow')
    page.root.getComponent().triggerPageLifetime?.('show', [])
  }

  function hideTop(): void {
    const page = stack.at(-1)
    if (!page) return
    call(page, 'onHide')
    page.root.getComponent().triggerPageLifetime?.('hide', [])
  }

  return {
    pages: () => stack,
    top: () => stack.at(-1),
    resolve,
    isPage: (route) => pageNames.includes(route),
    isTab: (route) => tabs.has(route),
    open,
    redirect(url) {
      const absolute = absoluteUrl(resolve(url).route, url)
      const left = stack.pop()
      if (left) drop(left)
      return open(absolute)
    },
    relaunch(url) {
      const absolute = absoluteUrl(resolve(url).route, url)
      for (const page of stack.splice(0).reverse()) drop(page)
      return open(absolute)
    },
    back(delta) {
      for (let count = 0; count < delta && stack.length > 1; count++) {
        const left = stack.pop()
        if (left) drop(left)
      }
      const page = stack.at(-1)
      if (!page) return
      page.element.classList.remove('mp-hidden')
      parts.changed(page)
      showTop()
    },
    showTop,
    hideTop,
  }
}

/** A relative URL must be read before its page leaves the stack. */
function absoluteUrl(route: string, url: string): string {
  const at = url.indexOf('?')
  return `/${route}${at < 0 ? '' : url.slice(at)}`
}
