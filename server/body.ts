import { isUtf8 } from 'node:buffer'

/** Largest body of a call. Bytes. */
export const BODY_LIMIT = 256 * 1024

/**
 * The JSON of a body, wrapped because `null` is JSON too. Strict UTF-8.
 *
 * @returns `undefined` when it is not JSON. Never throws: a parser's error quotes its input.
 */
export function parseBody(body: unknown): { value: unknown } | undefined {
  if (!Buffer.isBuffer(body) || !isUtf8(body)) return undefined
  try {
    return { value: JSON.parse(body.toString('utf8')) as unknown }
  } catch {
    return undefined
  }
}
