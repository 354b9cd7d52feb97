import type { Action, Calls, Reply } from '../../../typings/contract'
import { CallError, outdated, unreachable } from './failure'

/** Where the server is: a cloud function named `verify`, or `<baseUrl>/api/verify`. */
export type Backend = { kind: 'cloud'; env?: string } | { kind: 'http'; baseUrl: string }

type Data<A extends Action> = Calls[A]['data']

/** The server's own time-outs lie below; without a bound a lost answer would be waited for forever. */
const TIMEOUT_MS = 25000

let backend: Backend = { kind: 'cloud' }
let initialised = false
let login: Promise<string> | undefined

/** Says where the server is. Forgets the login of the one before. */
export function useBackend(next: Backend): void {
  backend = next
  initialised = false
  login = undefined
}

/**
 * Makes one call of the contract.
 *
 * @throws {CallError} The server's own error; UPSTREAM_UNAVAILABLE when it was not reached;
 *   DEVICE_UNSUPPORTED when this WeChat is too old to ask.
 */
export async function call<A extends Action>(
  action: A,
  input: Calls[A]['input'],
): Promise<Data<A>> {
  const body = { ...input, action }
  const answer =
    backend.kind === 'cloud'
      ? await callFunction(body, backend.env)
      : await callHttp(body, backend.baseUrl)
  return readReply<A>(answer)
}

function readReply<A extends Action>(answer: unknown): Data<A> {
  const reply = answer as Reply<Data<A>> | null | undefined
  if (reply?.ok === true) return reply.data
  if (reply?.ok === false && reply.error) throw new CallError(reply.error)
  throw unreachable()
}

function callFunction(data: object, env?: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // Absent below base library 2.2.3: no network mends that, an update does.
    if (!wx.cloud) return reject(outdated())
    if (!initialised) wx.cloud.init(env === undefined ? {} : { env })
    initialised = true
    wx.cloud.callFunction({
      name: 'verify',
      data,
      success: ({ result }) => resolve(result),
      fail: () => reject(unreachable()),
    })
  })
}

/** With the bearer token; once more with a new one when the server no longer knows it. */
async function callHttp(body: object, baseUrl: string): Promise<unknown> {
  const first = await post(body, baseUrl, await token(baseUrl))
  if (first.statusCode !== 401) return first.data
  login = undefined
  const second = await post(body, baseUrl, await token(baseUrl))
  return second.data
}

/** The token lives in memory only. Callers that come together share one login. */
function token(baseUrl: string): Promise<string> {
  if (!login) {
    const mine = logIn(baseUrl)
    login = mine
    mine.catch(() => {
      if (login === mine) login = undefined
    })
  }
  return login
}

async function logIn(baseUrl: string): Promise<string> {
  const code = await new Promise<string>((resolve, reject) => {
    wx.login({ success: (result) => resolve(result.code), fail: () => reject(unreachable()) })
  })
  const { data } = await post({ action: 'login', code }, baseUrl, '')
  return readReply<'login'>(data).token
}

function post(
  data: object,
  baseUrl: string,
  bearer: string,
): Promise<{ statusCode: number; data: unknown }> {
  return new Promise((resolve, reject) => {
    wx.request({
      url: `${baseUrl.replace(/\/+$/, '')}/api/verify`,
      method: 'POST',
      timeout: TIMEOUT_MS,
      header: {
        'content-type': 'application/json',
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      },
      data,
      success: resolve,
      fail: () => reject(unreachable()),
    })
  })
}
