import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from './clock'
import type { Control } from './control'
import type { SandboxLog } from './log'
import type { ApiChannel } from './wechat-call'
import type { Troubling } from './wechat-disturb'

/** What a channel needs of the sandbox around it. */
export interface ChannelOptions {
  appId: string
  clock: Clock
  /** Delay of a late answer. Milliseconds. */
  lateMs: number
  /** Voids the access token that is out. */
  voidToken(): void
}

/** A screen of WeChat in front of the person, and what the person did there. */
export interface ScreenVisit {
  openid: string
  /** Name of the ability of the phone. */
  api: string
  args: Readonly<Record<string, unknown>>
}

/** How the person leaves the screen. Only `done` is played by the outcome in force. */
export type Leaving = 'done' | 'cancel' | 'denied' | 'unsupported'

/** What the callback gets; `undefined`: it is never called. */
export type Callback = object | undefined

/** A channel of the sandbox: its APIs, its table, and the screens it shows on the phone. */
export interface WechatChannel<O extends Troubling = Troubling> extends ApiChannel {
  control: Control<O>
  log: SandboxLog
  /** Sends the screen. */
  sendScreen(response: ServerResponse): void
  /**
   * The screen is about to open.
   *
   * @returns `shown`: facts that the screen shows; else it does not open, and that is the result.
   */
  enter(visit: ScreenVisit): { shown: object } | { result: Callback }
  /** The person leaves the screen. */
  leave(visit: ScreenVisit, leaving: Leaving): Callback
  /** Further paths of the channel, for the phone. */
  phone: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>>
  calls: number
}
