import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Largest request body that a sandbox reads. Bytes. */
const MAX_BODY = 1024 * 1024

/** The request body is larger than a sandbox reads. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/** @throws {BodyTooLarge} More than 1 MiB; the rest is not read. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > MAX_BODY) throw new BodyTooLarge('request body')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** @returns `undefined` when the bytes are not one JSON object. */
export function readJsonObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Is it an object with fields, neither a list nor `null`? */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The path alone, as the sandbox sees it: a front door has taken its prefix away. */
export function pathOf(request: IncomingMessage): string {
  return urlOf(request).pathname
}

/** The path and query. The host is made up: a sandbox does not look at it. */
export function urlOf(request: IncomingMessage): URL {
  // A target such as `//host` would be read as another host, not as a path.
  return new URL(`http://sandbox${(request.url ?? '/').replace(/^\/*/, '/')}`)
}

/** One whole answer with its length. */
export interface Answer {
  status: number
  type?: string
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
}

/** Sends one whole answer. Nothing is cached: the next call may be answered otherwise. */
export function send(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body ?? '')
  response.writeHead(answer.status, {
    'cache-control': 'no-store',
    ...(answer.type === undefined ? {} : { 'content-type': answer.type }),
    ...(answer.status === 204 ? {} : { 'content-length': String(body.length) }),
    ...answer.headers,
  })
  response.end(body)
}

/** Sends `value` as JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  send(response, { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) })
}

/** Answers that this path is not there, or not for this method. */
export function sendNoSuchCall(response: ServerResponse, allowed?: 'GET' | 'POST'): void {
  if (allowed === undefined) send(response, { status: 404, type: 'text/plain', body: 'not found' })
  else
    send(response, {
      status: 405,
      type: 'text/plain',
      headers: { allow: allowed },
      body: 'method not allowed',
    })
}

/** A server on the loopback interface: a sandbox is never reachable from another machine. */
export interface LoopbackServer {
  /** @returns Its origin, such as `http://127.0.0.1:4711`. Without a port the system picks one. */
  listen(port?: number): Promise<string>
  /** Also ends the calls that are still waiting for an answer. */
  close(): Promise<void>
}

/** Serves `handle` once `listen` is called. */
export function createLoopbackServer(handle: RequestListener): LoopbackServer {
  const server = createServer(handle)
  return {
    listen: (port = 0) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject)
          resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
        })
      }),
    close: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
