import { VerificationError } from './errors'
import type { Log } from './log'

export interface HttpRequest {
  method: 'GET' | 'POST'
  url: string
  headers?: Record<string, string>
  /** UTF-8 text. */
  body?: string
  /** Most bytes of the reply, after decompression. Default 1 MiB. */
  maxBytes?: number
  /** Safe to send again when no answer came. */
  repeatable?: boolean
  /** What the log shows instead of the URL's path, where the path itself carries a ticket. */
  label?: string
}

export interface HttpReply {
  status: number
  headers: Headers
  body: Buffer
}

/**
 * One exchange with an upstream system.
 *
 * @throws {VerificationError} UPSTREAM_UNAVAILABLE: not reached, timed out, too large, cut off,
 *   status 429 or 5xx, or a redirect (never followed: a redirect could carry secrets elsewhere).
 */
export type Http = (request: HttpRequest) => Promise<HttpReply>

export interface HttpOptions {
  /** Bounds one whole exchange, last byte of the body included. */
  timeoutMs: number
  log: Log
  fetch?: typeof fetch
}

const MAX_BYTES = 1024 * 1024

export function createHttp({ timeoutMs, log, fetch: send = fetch }: HttpOptions): Http {
  async function exchange(request: HttpRequest): Promise<HttpReply> {
    const reply = await send(request.url, {
      method: request.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      ...(request.headers && { headers: request.headers }),
      ...(request.body !== undefined && { body: request.body }),
    })
    const { status, headers } = reply
    if (status === 429 || status >= 500 || (status >= 300 && status < 400)) {
      await reply.body?.cancel()
      throw unavailable(`status ${status}`)
    }
    return { status, headers, body: await readBody(reply, request.maxBytes ?? MAX_BYTES) }
  }

  return async (request) => {
    const { host, pathname } = new URL(request.url)
    const place = { host, path: request.label ?? pathname }
    const tries = request.repeatable ? 2 : 1
    for (let n = 1; ; n++) {
      try {
        const reply = await exchange(request)
        log('upstream.answered', { ...place, status: reply.status, bytes: reply.body.length })
        return reply
      } catch (error) {
        const failure = error instanceof VerificationError ? error : unavailable(reasonOf(error))
        log('upstream.failed', { ...place, reason: failure.message })
        if (n >= tries || !isConnectionTrouble(error)) throw failure
      }
    }
  }
}

/** A reply larger than `maxBytes` is given up as soon as that is known, not when it is all there. */
async function readBody(reply: Response, maxBytes: number): Promise<Buffer> {
  if (!reply.body) return Buffer.alloc(0)
  const announced = announcedLength(reply.headers)
  if (announced !== undefined && announced > maxBytes) {
    await reply.body.cancel()
    throw unavailable(`the reply is larger than ${maxBytes} bytes`)
  }

  // Filled in place where the length is known: a large reply must not be held twice.
  let target = Buffer.allocUnsafe(announced ?? 0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
    if (size + chunk.length > maxBytes) {
      throw unavailable(`the reply is larger than ${maxBytes} bytes`)
    }
    if (chunks.length === 0 && size + chunk.length <= target.length) target.set(chunk, size)
    else chunks.push(chunk)
    size += chunk.length
  }
  if (chunks.length === 0) return target.subarray(0, size)
  const first = size - chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  target = Buffer.concat([target.subarray(0, first), ...chunks], size)
  return target
}

/** The length is of the body as sent, so it says nothing about a compressed one. */
function announcedLength(headers: Headers): number | undefined {
  const text = headers.get('content-length')
  if (headers.has('content-encoding') || !text || !/^\d{1,12}$/.test(text)) return undefined
  return Number(text)
}

/** Never the error's own message: it may quote the URL with its query. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } }
  if (name === 'TimeoutError') return 'no answer in time'
  return typeof cause?.code === 'string' ? cause.code : 'no answer'
}

/** A timeout is none: the request may be at work over there, and the time of this call is used up. */
function isConnectionTrouble(error: unknown): boolean {
  return !(error instanceof VerificationError) && (error as Error)?.name !== 'TimeoutError'
}

function unavailable(reason: string): VerificationError {
  return new VerificationError('UPSTREAM_UNAVAILABLE', reason)
}
