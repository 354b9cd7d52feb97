import type { Page } from 'playwright-core'

/** A function of `wx`, as tests call it inside the page. */
export type Api = (...given: unknown[]) => unknown

declare const getCurrentPages: () => { route: string; data: Record<string, unknown> }[]
declare const getApp: () => { seen: Seen[] }

/** Options of App.onShow, as far as tests look. */
export interface Entered {
  scene: number
  path: string
  referrerInfo: { appId?: string; extraData?: unknown }
}

/** What the fixture's app noted of its own life. */
export interface Seen {
  name: string
  options?: Entered
}

/** Calls `wx.<name>` and gives what the promise ended with, well or badly. */
export function call(page: Page, name: string, options: object = {}) {
  return page.evaluate(
    ([api, given]) => {
      const { wx } = window as unknown as { wx: Record<string, Api> }
      return Promise.resolve(wx[api]?.(given)).then(
        (result) => result as Record<string, unknown>,
        (failure) => failure as Record<string, unknown>,
      )
    },
    [name, options] as const,
  )
}

/** The `errMsg` a call ended with. */
export async function messageOf(page: Page, name: string, options?: object): Promise<unknown> {
  return (await call(page, name, options)).errMsg
}

/** `data` of the page in front. */
export function dataOf(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(() => getCurrentPages().at(-1)?.data ?? {})
}

/** Routes of the open pages. */
export function routesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => getCurrentPages().map(({ route }) => route))
}

export function seenBy(page: Page): Promise<Seen[]> {
  return page.evaluate(() => getApp().seen)
}

/** Taps the button with exactly this name. */
export function tap(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}
