import type { GenericSchema, InferOutput } from 'valibot'
import { safeParse } from 'valibot'

export type { JsonSieve, Span } from './json-sieve'
export { createJsonSieve, textPieces } from './json-sieve'

/**
 * Reads JSON of a known shape.
 *
 * @param body Bytes must be strict UTF-8 without a byte order mark.
 * @returns `undefined` when it is not UTF-8, not JSON or not of that shape. Never throws: the error
 *   of a JSON parser quotes its input.
 */
export function readJson<S extends GenericSchema>(
  schema: S,
  body: Uint8Array | string,
): InferOutput<S> | undefined {
  const parsed = parseJson(body)
  const result = parsed && safeParse(schema, parsed.value)
  return result?.success ? result.output : undefined
}

/** Wrapped, because `null` is JSON too. */
function parseJson(body: Uint8Array | string): { value: unknown } | undefined {
  try {
    const text =
      typeof body === 'string'
        ? body
        : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/**
 * The one spelling of an integer: no sign on zero, no leading zeros. Fifteen digits at most, which
 * keeps ID numbers out of what is logged as a code.
 */
const CODE = /^(?:0|-?[1-9][0-9]{0,14})$/

/**
 * Reads an upstream code, which must be an integer, from a number or a text.
 *
 * Closed, because `Number('')`, `Number(null)` and `Number(false)` are 0, and 0 is what a pass looks
 * like: `0` and `"0"` are `'0'`; `"00"`, `"-0"`, `" 0"`, `"0.0"`, `"0x0"`, `""`, `-0`, `null`,
 * `false`, `[0]` are nothing.
 */
export function readCode(value: unknown): string | undefined {
  if (typeof value === 'number') return Object.is(value, -0) ? undefined : readCode(String(value))
  return typeof value === 'string' && CODE.test(value) ? value : undefined
}

/**
 * JSON with the keys of every object in order (by code unit), so that equal values give equal text.
 * Keys whose value is `undefined` are left out.
 *
 * @throws {TypeError} `value` is not JSON.
 */
export function canonicalJson(value: unknown): string {
  const text: unknown = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item) ? sorted(item) : item,
  )
  if (typeof text !== 'string') throw new TypeError('not a JSON value')
  return text
}

function sorted(item: object): object {
  return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
}
