import type { IncomingMessage, ServerResponse } from 'node:http'
import { isObject, readBody, readJsonObject, sendJson, sendNoSuchCall } from './http'
import type { Leaving, ScreenVisit, WechatChannel } from './wechat-channel'

/** The channels, by the word in front of their paths. */
export type Channels = Readonly<Record<string, Served>>

/** A channel, without what only its own kind of outcome needs. */
type Served = Pick<WechatChannel, 'sendScreen' | 'enter' | 'leave' | 'phone'> & {
  control: Pick<WechatChannel['control'], 'handle'>
}

const LEAVINGS: readonly string[] = ['done', 'cancel', 'denied', 'unsupported']

/**
 * What a phone and a developer's panel ask of a channel, never the product's server:
 * `/<channel>/screen`, `/enter`, `/leave`, `/__control`, `/__log`, and the channel's own.
 *
 * @returns Serves a request; `false` when it is for no channel.
 */
export function createPhone(channels: Channels) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const [prefix = '', id = ''] = /^\/([a-z0-9]+)(?=\/)/.exec(request.url ?? '') ?? []
    const channel = Object.hasOwn(channels, id) ? channels[id] : undefined
    if (!channel) return false
    request.url = request.url?.slice(prefix.length)
    if (!(await channel.control.handle(request, response))) await serve(channel, request, response)
    return true
  }
}

async function serve(
  channel: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = String(request.url).split('?')[0] ?? ''
  const get = path === '/screen' ? () => channel.sendScreen(response) : channel.phone[path]
  const post = path === '/enter' ? handleEnter : path === '/leave' ? handleLeave : undefined
  if (!get && !post) return sendNoSuchCall(response)
  if (request.method !== (get ? 'GET' : 'POST')) {
    return sendNoSuchCall(response, get ? 'GET' : 'POST')
  }
  if (get) return get(request, response)
  const asked = readJsonObject(await readBody(request))
  const visit = readVisit(asked)
  if (!visit || !post) return sendJson(response, { error: 'visit' }, 400)
  post({ channel, visit, leaving: asked?.leaving, response })
}

interface Asked {
  channel: Served
  visit: ScreenVisit
  leaving: unknown
  response: ServerResponse
}

/** Answers `{ shown }`, `{ result }`, or `{ silent: true }`. */
function handleEnter({ channel, visit, response }: Asked): void {
  const entered = channel.enter(visit)
  sendJson(response, 'shown' in entered ? entered : callbackAnswer(entered.result))
}

/** Answers `{ result }`, or `{ silent: true }`. */
function handleLeave({ channel, visit, leaving, response }: Asked): void {
  if (isLeaving(leaving)) sendJson(response, callbackAnswer(channel.leave(visit, leaving)))
  else sendJson(response, { error: 'leaving' }, 400)
}

function callbackAnswer(result: object | undefined): object {
  return result === undefined ? { silent: true } : { result }
}

function isLeaving(value: unknown): value is Leaving {
  return typeof value === 'string' && LEAVINGS.includes(value)
}

function readVisit(asked: Record<string, unknown> | undefined): ScreenVisit | undefined {
  const { openid, api, args } = asked ?? {}
  const isWhole = typeof openid === 'string' && typeof api === 'string' && isObject(args)
  return isWhole ? { openid, api, args } : undefined
}
