import type { Reply } from '../typings/contract'

/** What the platform's HTTP access makes an answer of. */
export interface HttpAnswer {
  statusCode: number
  headers: Record<string, string>
  body: string
}

/** One call by HTTP: who shows which key, and what is asked. */
export interface HttpCall {
  /** What follows `Bearer` in the one `Authorization` header; empty when there is no such thing. */
  key: string
  event: unknown
}

/** Largest body of a call. Bytes. */
const BODY_LIMIT = 256 * 1024

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
}

const REFUSALS = {
  400: 'bad request',
  401: 'not authenticated',
  405: 'method not allowed',
  413: 'body too large',
} as const

/**
 * Turns the platform's HTTP event `{ httpMethod, headers, body, isBase64Encoded, … }` into a call,
 * and the reply into its answer.
 *
 * @param run `undefined` for a key that is not the right one.
 */
export async function answerHttp(
  event: unknown,
  run: (call: HttpCall) => Promise<Reply<unknown> | undefined>,
): Promise<HttpAnswer> {
  const { httpMethod, headers, body, isBase64Encoded } = fieldsOf(event)
  if (httpMethod !== 'POST') return refuse(405)
  const bytes = Buffer.from(
    typeof body === 'string' ? body : '',
    isBase64Encoded ? 'base64' : 'utf8',
  )
  if (bytes.length > BODY_LIMIT) return refuse(413)
  const parsed = parse(bytes)
  if (!parsed) return refuse(400)
  const reply = await run({ key: bearerOf(fieldsOf(headers)), event: parsed.value })
  return reply ? { statusCode: 200, headers: HEADERS, body: JSON.stringify(reply) } : refuse(401)
}

function refuse(statusCode: keyof typeof REFUSALS): HttpAnswer {
  const extra = {
    ...(statusCode === 401 && { 'www-authenticate': 'Bearer' }),
    ...(statusCode === 405 && { allow: 'POST' }),
  }
  const body = JSON.stringify({ error: REFUSALS[statusCode] })
  return { statusCode, headers: { ...HEADERS, ...extra }, body }
}

/** The platform keeps the spelling of header names; the same name twice is nobody's key. */
function bearerOf(headers: Record<string, unknown>): string {
  const names = Object.keys(headers).filter((name) => name.toLowerCase() === 'authorization')
  const [value, ...more] = names.map((name) => headers[name])
  if (typeof value !== 'string' || more.length > 0) return ''
  return /^bearer +([\x21-\x7e]+)$/i.exec(value)?.[1] ?? ''
}

/** Wrapped, because `null` is JSON too. Never throws: a parser's error quotes its input. */
function parse(body: Buffer): { value: unknown } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
