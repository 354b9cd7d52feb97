/** What the frame (panel, phone body) and the phone (app.html) know of each other. */

/** Which phone the preview plays, and what the person at the panel has switched on. */
export interface Settings {
  platform: Platform
  wechatVersion: string
  sdkVersion: string
  theme: 'light' | 'dark'
  /** Font size of WeChat's settings in px; 16 is normal. */
  fontSize: number
  openid: string
  offline: boolean
  /** The mini-program is killed when it is left for another one. */
  killWhenAway: boolean
}

export type Platform = 'ios' | 'android' | 'devtools' | 'ohos' | 'windows' | 'mac'

/** In the order in which the panel offers them. */
export const PLATFORMS: readonly Platform[] = [
  'ios',
  'android',
  'devtools',
  'ohos',
  'windows',
  'mac',
]

export const DEFAULT_SETTINGS: Settings = {
  platform: 'ios',
  wechatVersion: '8.0.57',
  sdkVersion: '3.8.12',
  theme: 'light',
  fontSize: 16,
  openid: 'preview-person-1',
  offline: false,
  killWhenAway: false,
}

/** One thing that happened, readable and masked. `at` in milliseconds. */
export interface LogEntry {
  at: number
  tone: 'call' | 'event' | 'note' | 'error'
  title: string
  lines: { label: string; value: string }[]
}

/** The phone as the frame and the browser tests see it: `window.__preview` of app.html. */
export interface PhoneBridge {
  /** Settings that take effect at once: theme, network, kill when away. Others need a restart. */
  update(settings: Settings): void
  /** WeChat goes to the background and comes back: onHide, onShow. */
  leaveAndReturn(): void
  /** Back from another mini-program by the task switcher, so that nothing returns. */
  switchBack(): void
  /** Whether another mini-program is in front. */
  isAway(): boolean
  /** The entries so far; `listener` hears the later ones. */
  watchLog(listener: (entry: LogEntry) => void): LogEntry[]
  /** `path?query` of the page in front. */
  currentUrl(): string
}

declare global {
  interface Window {
    __preview?: PhoneBridge
  }
}

/** Settings from the query of a URL; what is missing or senseless has its default. */
export function readSettings(query: URLSearchParams): Settings {
  const text = (key: keyof Settings, fallback: string) => query.get(key) || fallback
  const platform = PLATFORMS.find((one) => one === query.get('platform'))
  const fontSize = Number(query.get('fontSize'))
  return {
    platform: platform ?? DEFAULT_SETTINGS.platform,
    wechatVersion: text('wechatVersion', DEFAULT_SETTINGS.wechatVersion),
    sdkVersion: text('sdkVersion', DEFAULT_SETTINGS.sdkVersion),
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    fontSize: fontSize > 0 ? fontSize : DEFAULT_SETTINGS.fontSize,
    openid: text('openid', DEFAULT_SETTINGS.openid),
    offline: query.get('offline') === '1',
    killWhenAway: query.get('killWhenAway') === '1',
  }
}

/** The reverse of `readSettings`, without what is at its default. */
export function settingsQuery(settings: Settings): string {
  const query = new URLSearchParams()
  for (const key of Object.keys(DEFAULT_SETTINGS) as (keyof Settings)[]) {
    const value = settings[key]
    if (value !== DEFAULT_SETTINGS[key]) query.set(key, value === true ? '1' : String(value))
  }
  return query.toString()
}
