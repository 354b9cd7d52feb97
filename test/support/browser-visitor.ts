import type { FrameLocator, Page, Request, Response } from 'playwright-core'
import type { Settings } from '../../preview/bridge'
import { DEFAULT_SETTINGS, settingsQuery } from '../../preview/bridge'
import type { Action, Reply, Started } from '../../typings/contract'

/** Whom the sandbox's page fills in. */
export const SOMEBODY = { name: '张三', idNumber: '11010519491231002X' }

/** One call that the mini-program made of the server. */
export interface Made {
  action: Action
  evidence?: { token?: string; errCode?: string }
}

/** A person with a phone, in front of the mini-program. */
export interface Visitor {
  page: Page
  /** The other mini-program, while it is open. */
  mini: FrameLocator
  /** Calls of the server since the phone was opened. */
  made: Made[]
  /** Tokens and signatures that were on the wire, and the person: nothing of it may be kept. */
  secrets: Set<string>
  /** Launches the mini-program for a person who was never here, or as `settings` say. */
  open(settings: Partial<Settings> & { openid: string }, path?: string): Promise<void>
  /** Taps what a screen reader calls a button of that name. */
  tap(name: string): Promise<void>
  /** Two taps on the same spot, the second without waiting for what the first did. */
  tapTwice(name: string): Promise<void>
  sees(text: string | RegExp): Promise<void>
  /** Buttons at the foot of the page in front, in reading order. */
  actions(): Promise<string[]>
  /** The calls of one action. */
  actionsMade(action: Action): Made[]
  /** Back from the other mini-program by the task switcher. */
  switchBack(): Promise<void>
  /** Timers of the pages go on by that much, at once. */
  wait(ms: number): Promise<void>
  /** Settings that take effect while it runs. */
  change(settings: Partial<Settings>): Promise<void>
  /** All words on the mini-program's page in front. */
  words(): Promise<string>
  /** From the host's button to the last page before leaving. */
  toReady(): Promise<void>
  /** Leaves for the other mini-program. */
  jump(): Promise<void>
  /** Through card and face there, up to the button that leads back. */
  beFilmed(): Promise<void>
  /** Back with what it hands over. */
  goBack(): Promise<void>
}

/** Four digits are read at 700 ms each. */
const FACE_MS = 4 * 700 + 200

/** Plays persons on one page, one after the other. */
export async function createVisitor(page: Page, url: string): Promise<Visitor> {
  await page.context().clock.install()
  page.setDefaultTimeout(15_000)
  const mini = page.frameLocator('.mp-visit-frame')
  const made: Made[] = []
  let current = DEFAULT_SETTINGS
  const secrets = new Set<string>(Object.values(SOMEBODY))
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  page.on('request', (request) => note(request, made, secrets))
  page.on('response', (response) => void noteSignature(response, secrets))

  const visitor: Visitor = {
    page,
    mini,
    made,
    secrets,
    async open(settings, path = '') {
      made.length = 0
      current = { ...DEFAULT_SETTINGS, ...settings }
      const query = settingsQuery(current)
      await page.goto('about:blank') // a new fragment alone would load nothing
      await page.goto(`${url}app.html?${query}${path && `#${path}`}`)
      await page.locator('wx-page').first().waitFor()
    },
    tap: (name) => button(name).tap(),
    async tapTwice(name) {
      const { x, y } = (await button(name).boundingBox()) ?? { x: 0, y: 0 }
      const tap = () => page.touchscreen.tap(x + 10, y + 10)
      await Promise.all([tap(), tap()])
    },
    sees: (text) => page.getByText(text).filter({ visible: true }).first().waitFor(),
    actions: () => page.locator('wx-page').last().locator('.foot wx-button').allInnerTexts(),
    actionsMade: (action) => made.filter((call) => call.action === action),
    switchBack: () => page.evaluate(() => window.__preview?.switchBack()),
    wait: (ms) => page.clock.runFor(ms),
    change: (settings) => {
      current = { ...current, ...settings }
      return page.evaluate((next) => window.__preview?.update(next), current)
    },
    // biome-ignore lint/performance/useDomNodeTextContent: a person reads what is laid out
    words: () => page.locator('wx-page').last().innerText(),
    async toReady() {
      await visitor.tap('去核验')
      await visitor.tap('同意')
      await visitor.tap('同意并继续')
      await page.getByRole('button', { name: '拍身份证并刷脸' }).tap()
      await button('开始核验').waitFor()
    },
    async jump() {
      await visitor.tap('开始核验')
      await visitor.tap('允许')
      await mini.getByRole('button', { name: '拍好了，下一步' }).waitFor()
    },
    async beFilmed() {
      await mini.getByRole('button', { name: '拍好了，下一步' }).tap()
      await mini.getByRole('button', { name: '开始' }).tap()
      await visitor.wait(FACE_MS)
    },
    async goBack() {
      await visitor.beFilmed()
      await mini.getByRole('button', { name: '返回业务小程序' }).tap()
    },
  }
  return visitor
}

function note(request: Request, made: Made[], secrets: Set<string>): void {
  if (!request.url().endsWith('/api/verify')) return
  const call = request.postDataJSON() as Made
  made.push(call)
  if (call.evidence?.token) secrets.add(call.evidence.token)
}

/** A page that reloads takes answers with it: those were not kept either. */
async function noteSignature(response: Response, secrets: Set<string>): Promise<void> {
  if (!response.url().endsWith('/api/verify')) return
  const reply = (await response.json().catch(() => undefined)) as Reply<Started> | undefined
  const handoff = reply?.ok ? reply.data.handoff : undefined
  if (handoff?.kind === 'miniProgram') secrets.add(handoff.extraData?.signature ?? '')
}
