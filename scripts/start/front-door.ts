import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { request as send } from 'node:http'
import type { Preview } from '../../preview/server'
import type { Sandboxes } from './sandboxes'

export interface FrontDoorOptions {
  server: { port: number }
  sandboxes: Pick<Sandboxes, 'byId'>
  preview: Pick<Preview, 'handle'>
}

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/
const SANDBOX_PATH = /^\/sandbox\/([a-z0-9]+)(?=\/|\?|$)/

/**
 * One URL for everything: the product's calls go to the server, `/sandbox/<id>` to the stand-ins, the
 * rest is the preview. Names other than this machine's are refused: the server behind it takes a
 * header's word for who is calling, so no page from elsewhere may get here by another name.
 */
export function createFrontDoor({ server, sandboxes, preview }: FrontDoorOptions): RequestListener {
  return (request, response) => {
    if (!LOOPBACK_HOST.test(request.headers.host ?? '')) return refuse(response, 403)
    const url = request.url ?? '/'
    if (url.startsWith('/api/') || url === '/healthz') return pass(request, response, server.port)
    const [prefix, id] = SANDBOX_PATH.exec(url) ?? []
    const sandbox = id === undefined ? undefined : sandboxes.byId.get(id)
    if (prefix !== undefined && sandbox) {
      request.url = url.slice(prefix.length) || '/'
      return sandbox.handle(request, response)
    }
    if (!preview.handle(request, response)) refuse(response, 404)
  }
}

function pass(request: IncomingMessage, response: ServerResponse, port: number): void {
  const onward = send(
    {
      host: '127.0.0.1',
      port,
      method: request.method,
      path: request.url,
      headers: request.headers,
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    },
  )
  onward.once('error', () => refuse(response, 502))
  request.pipe(onward)
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) return void response.destroy()
  response.writeHead(status, { 'content-type': 'text/plain' }).end(`${status}\n`)
}
