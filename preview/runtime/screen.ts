import type { Platform } from '../bridge'
import { element } from './element'

/** How the navigation bar looks for the page in front. */
export interface BarLook {
  title: string
  /** `custom`: no bar, only the capsule. */
  custom: boolean
  background: string
  /** Empty: WeChat's own. */
  pageBackground: string
  /** Colour of title and buttons. */
  ink: 'black' | 'white'
  canGoBack: boolean
  canGoHome: boolean
  loading: boolean
}

/** What the person does on WeChat's own part of the screen. */
export interface ScreenActions {
  back(): void
  home(): void
  more(): void
  close(): void
}

/** The phone's screen: status bar, navigation bar, capsule, and the room for pages. */
export interface Screen {
  /** Pages are put here; its height is the mini-program's `100vh`. */
  viewport: HTMLElement
  /** Dialogues and other mini-programs cover the whole screen. */
  root: HTMLElement
  draw(look: BarLook): void
  sizes(): { statusBar: number; bar: number; safeBottom: number }
}

const SAFE_BOTTOM: Partial<Record<Platform, number>> = { ios: 34, ohos: 24 }
const STATUS_BAR = 44
const BAR = 44

/** Space below that the system's home bar takes, in px. */
function safeBottomOf(platform: Platform): number {
  return SAFE_BOTTOM[platform] ?? 0
}

export function createScreen(platform: Platform, actions: ScreenActions): Screen {
  const title = element('h1', { className: 'mp-title' })
  const back = button('返回', 'mp-back', actions.back)
  const home = button('首页', 'mp-home', actions.home)
  const capsule = element('div', { className: 'mp-capsule' }, [
    button('更多', 'mp-more', actions.more),
    button('关闭小程序', 'mp-close', actions.close),
  ])
  const spinner = element('i', { className: 'mp-spinner', hidden: true })
  const bar = element('div', { className: 'mp-bar' }, [back, home, spinner, title, capsule])
  const header = element('header', { className: 'mp-header' }, [statusBar(), bar])
  const viewport = element('main', { className: 'mp-viewport' })
  const root = element('div', { className: 'mp-screen' }, [header, viewport])
  if (safeBottomOf(platform)) root.append(element('div', { className: 'mp-home-bar' }))
  const style = document.documentElement.style
  style.setProperty('--safe-bottom', `${safeBottomOf(platform)}px`)
  style.setProperty('--mp-status', `${STATUS_BAR}px`)
  document.documentElement.dataset.platform = platform
  document.body.append(root)

  return {
    viewport,
    root,
    draw(look) {
      document.title = look.title || '小程序'
      title.textContent = look.title
      header.dataset.ink = look.ink
      header.style.background = look.custom ? 'transparent' : look.background
      viewport.style.background = look.pageBackground
      root.classList.toggle('mp-custom-bar', look.custom)
      back.hidden = !look.canGoBack || look.custom
      home.hidden = !look.canGoHome || look.custom
      spinner.hidden = !look.loading
    },
    sizes: () => ({
      statusBar: STATUS_BAR,
      bar: BAR,
      safeBottom: safeBottomOf(platform),
    }),
  }
}

function button(label: string, className: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', className, onclick: onClick })
  made.setAttribute('aria-label', label)
  return made
}

function statusBar(): HTMLElement {
  const time = element('span', { className: 'mp-time' })
  const tick = () => {
    const now = new Date()
    time.textContent = `${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`
  }
  tick()
  setInterval(tick, 10_000)
  const icons = element('span', { className: 'mp-status-icons' }, [
    element('i', { className: 'mp-signal' }),
    element('i', { className: 'mp-battery' }),
  ])
  const bar = element('div', { className: 'mp-status' }, [time, icons])
  bar.setAttribute('aria-hidden', 'true')
  return bar
}
