import { noteMoving } from './journey'

/** Our pages, by the word of their folder. */
export type PageName = 'consent' | 'channels' | 'verify' | 'result' | 'records'
type Query = Readonly<Record<string, string | undefined>>

const ROOT = 'shiming/pages/'

function urlOf(page: PageName, query: Query): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value)
    .map(([key, value]) => `${key}=${encodeURIComponent(value ?? '')}`)
  return `/${ROOT}${page}/${page}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`
}

/** Opens a page on top of this one. */
export function open(page: PageName, query: Query = {}): void {
  wx.navigateTo({ url: urlOf(page, query) })
}

/** Puts a page in the place of this one, so that going back does not lead through it again. */
export function replace(page: PageName, query: Query = {}): void {
  noteMoving(true)
  wx.redirectTo({ url: urlOf(page, query), fail: () => noteMoving(false) })
}

/** Goes to the choice of ways: back to it where it lies under this page. */
export function toChannels(sessionId: string): void {
  const below = getCurrentPages().slice(-2)[0]
  if (below?.route === `${ROOT}channels/channels`) wx.navigateBack({ delta: 1 })
  else replace('channels', { sessionId })
}

/** Leaves for the page of the host that lies under ours, or for our records if they do. */
export function leave(): void {
  const routes = getCurrentPages().map((page) => page.route)
  let delta = 0
  while (delta < routes.length - 1 && isPassing(routes[routes.length - 1 - delta] ?? '')) delta += 1
  wx.navigateBack({ delta: Math.max(delta, 1) })
}

function isPassing(route: string): boolean {
  return route.startsWith(ROOT) && route !== `${ROOT}records/records`
}

/** Values of a page's query come as they stand in the address. */
export function decode(value: string | undefined): string {
  return value === undefined ? '' : decodeURIComponent(value)
}
