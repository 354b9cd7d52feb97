import type { ApiMaker, CallOptions, WxPart } from './api'
import { ApiFailure } from './api'
import type { Network } from './network'

const DEFAULT_TIMEOUT_MS = 60_000

/** `wx.request` with a real fetch, and the state of the network. */
export function wxNetwork(network: Network, make: ApiMaker): WxPart {
  /** Gives a task, never a promise, as WeChat does. */
  function request(options: CallOptions = {}): object {
    const abort = new AbortController()
    const call = make.async('request', (given) => send(given, abort.signal, network))
    // Without any callback the maker would give a promise that nobody listens to.
    call({ ...options, complete: options.complete ?? (() => {}) })
    return {
      abort: () => abort.abort(new ApiFailure('abort')),
      onHeadersReceived() {},
      offHeadersReceived() {},
    }
  }

  const networkType = () => (network.isOff() ? 'none' : 'wifi')
  return {
    async: { getNetworkType: () => ({ networkType: networkType() }) },
    plain: {
      request,
      onNetworkStatusChange: network.changed.on,
      offNetworkStatusChange: network.changed.off,
    },
  }
}

async function send(options: CallOptions, aborted: AbortSignal, network: Network): Promise<object> {
  network.check()
  const method = String(options.method ?? 'GET').toUpperCase()
  const { timeout, data, header, dataType } = options
  const url = new URL(String(options.url), location.href)
  if (method === 'GET' && data && typeof data === 'object') {
    for (const [name, value] of Object.entries(data)) url.searchParams.set(name, String(value))
  }
  const late = AbortSignal.timeout(Number(timeout ?? DEFAULT_TIMEOUT_MS))
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(header as object | undefined) },
    body: method === 'GET' || method === 'HEAD' ? undefined : bodyOf(data),
    signal: AbortSignal.any([aborted, late]),
  }).catch((error: unknown) => {
    if (error instanceof ApiFailure) throw error
    throw new ApiFailure(late.aborted ? 'timeout' : 'net::ERR_CONNECTION_REFUSED')
  })
  const text = await response.text()
  return {
    statusCode: response.status,
    header: Object.fromEntries(response.headers),
    cookies: [],
    data: dataType === undefined || dataType === 'json' ? parsed(text) : text,
  }
}

function bodyOf(data: unknown): string | undefined {
  return data === undefined || typeof data === 'string' ? data : JSON.stringify(data)
}

/** WeChat gives the text as it is when it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
