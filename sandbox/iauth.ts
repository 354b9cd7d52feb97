import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from './clock'
import { createMovableClock } from './clock'
import type { Control } from './control'
import { createControl } from './control'
import { BodyTooLarge, createLoopbackServer, pathOf, send, sendNoSuchCall } from './http'
import { isRefused } from './iauth-check'
import { createCipher } from './iauth-crypto'
import type { Entry } from './iauth-entry'
import { createEntry } from './iauth-entry'
import type { IauthOutcome, ReturnData } from './iauth-outcome'
import { OUTCOMES } from './iauth-outcomes'
import { sendPage } from './iauth-page'
import type { Pull } from './iauth-pull'
import { createPull } from './iauth-pull'
import type { Person } from './iauth-visits'
import { createVisits } from './iauth-visits'
import { createLog } from './log'

/** What the vendor would have issued to an operator, and what a test may want to set. */
export interface IauthSandboxOptions {
  /** iauth's own short number as text, not the WeChat AppID. */
  appId: string
  /** HMAC key, UTF-8 text. */
  secretKey: string
  /** 32 characters, taken as 32 bytes. */
  aesKey: string
  /** The WeChat AppID under which this mini-program is opened. */
  miniProgramAppId: string
  /** Default: the time of this machine. */
  clock?: Clock
  /** At most 1000 calls in all, as for a trial appid. */
  trial?: boolean
  /** Size of the answer of the outcome `big`. Bytes; default 10 MB. */
  bigBytes?: number
  /** Delay of the outcome `slow`. Milliseconds; default 3000. */
  slowMs?: number
}

/** What the mini-program hands back; `undefined` stands for no `extraData`. */
export type IauthReturn = ReturnData | undefined

/**
 * A strict stand-in for 腾讯实名核身小程序 (iauth): the mini-program that the person visits and the
 * interface from which the server pulls the result. It shares no code with the product.
 */
export interface IauthSandbox {
  /** @returns The origin, such as `http://127.0.0.1:4711`. */
  listen(port?: number): Promise<string>
  close(): Promise<void>
  /** One request, its path as the sandbox knows it: a front door has taken its prefix away. */
  handle(request: IncomingMessage, response: ServerResponse): void
  /**
   * The same as `POST /__control`. The outcome stays until another one is forced.
   *
   * @throws {RangeError} No outcome has this id.
   */
  force(outcomeId: string): void
  /**
   * What the mini-program makes of `extraData`, without a browser.
   *
   * @param person Default: the fictitious 张三.
   * @throws {Error} Entry is refused; the message has the code and the reason.
   */
  visit(extraData: { signature: string; uid: string; appid: string }, person?: Person): IauthReturn
  /** How many pulls arrived, refused ones included. May be set. */
  pulls: number
  /** Moves the sandbox's own clock. */
  advance(seconds: number): void
  /** While true every connection is dropped without an answer. */
  down: boolean
}

const TITLE = '腾讯实名核身小程序（iauth）'
const DEFAULT_BIG_BYTES = 10_000_000
const DEFAULT_SLOW_MS = 3000
const WRONG_AES_KEY = 'not-the-key-that-was-issued-here'

/** Whoever visits without saying who they are. The number is the example of GB 11643. */
const SOMEBODY: Person = { name: '张三', idNumber: '11010519491231002X' }

/** A sandbox of its own: no state is shared between two of them. */
export function createIauthSandbox(options: IauthSandboxOptions): IauthSandbox {
  const { appId, secretKey, aesKey, miniProgramAppId } = options
  const clock = createMovableClock(options.clock)
  const log = createLog(clock)
  const control = createControl<IauthOutcome>({
    id: 'iauth',
    title: TITLE,
    outcomes: OUTCOMES,
    log,
  })
  const visits = createVisits({ appId, secretKey }, clock)
  const entry = createEntry({ control, visits, log })
  const pull = createPull({
    appId,
    secretKey,
    cipher: createCipher(aesKey),
    wrongCipher: createCipher(WRONG_AES_KEY),
    clock,
    control,
    visits,
    log,
    trial: options.trial ?? false,
    bigBytes: options.bigBytes ?? DEFAULT_BIG_BYTES,
    slowMs: options.slowMs ?? DEFAULT_SLOW_MS,
  })
  const counted: Pull = (request, response) => {
    sandbox.pulls += 1
    return pull(request, response)
  }
  const route = createRoutes({ control, entry, pull: counted, miniProgramAppId })
  const server = createLoopbackServer((request, response) => sandbox.handle(request, response))

  const sandbox: IauthSandbox = {
    listen: server.listen,
    close: server.close,
    handle: (request, response) => {
      if (sandbox.down) request.socket.destroy()
      else route(request, response).catch((error: unknown) => sendFailure(response, error))
    },
    force: control.force,
    visit: (extraData, person = SOMEBODY) => visitWith(entry, extraData, person),
    pulls: 0,
    advance: clock.advance,
    down: false,
  }
  return sandbox
}

function visitWith(entry: Entry, extraData: unknown, person: Person): IauthReturn {
  const visit = entry.enter(extraData)
  if (isRefused(visit)) throw new Error(`entry refused: ${visit.code} ${visit.reason}`)
  const ending = entry.complete(visit, person)
  if (isRefused(ending)) throw new Error(`refused at the end: ${ending.code} ${ending.reason}`)
  return ending.extraData
}

interface Routes {
  control: Control<IauthOutcome>
  entry: Entry
  pull: Pull
  miniProgramAppId: string
}

type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

function createRoutes({ control, entry, pull, miniProgramAppId }: Routes) {
  const routes: Readonly<Record<string, readonly ['GET' | 'POST', Handle]>> = {
    '/new/cgi-bin/getdetectinfo.php': ['POST', pull],
    '/miniprogram': ['GET', (_request, response) => sendPage(response, miniProgramAppId)],
    '/enter': ['POST', entry.handleEnter],
    '/complete': ['POST', entry.handleComplete],
  }
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (await control.handle(request, response)) return
    const path = pathOf(request)
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined
    if (!route) return sendNoSuchCall(response)
    const [method, handle] = route
    if (request.method !== method) return sendNoSuchCall(response, method)
    await handle(request, response)
  }
}

/** A body that is too large, a connection that broke, or a mistake of the sandbox itself. */
function sendFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const status = error instanceof BodyTooLarge ? 413 : 500
  send(response, { status, headers: { connection: 'close' }, type: 'text/plain', body: 'failed' })
}
