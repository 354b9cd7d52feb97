import { isOpenid } from '../core/openid'
import type { Caller, Product } from '../core/product'

export interface CallerRules {
  /** Something in front of this server sets `X-WX-OPENID` and lets no client set it. */
  trustWxHeaders: boolean
  callerOfToken: Product['callerOfToken']
}

/** Header names and values in turn, as they came: `IncomingMessage.rawHeaders`. */
export type RawHeaders = readonly string[]

/**
 * Who is calling: the person behind the bearer token, else, where it is trusted, the openid of
 * `X-WX-OPENID`. A bearer token that is there decides alone: a bad one is nobody. So is anything
 * that was sent twice, because two readers may pick different ones.
 */
export function callerOf(headers: RawHeaders, rules: CallerRules): Caller | undefined {
  const credentials = valuesOf(headers, 'authorization')
  if (credentials.some((value) => /^bearer\b/i.test(value))) {
    const token = bearerOf(headers)
    return token === undefined ? undefined : rules.callerOfToken(token)
  }
  const [openid, ...more] = rules.trustWxHeaders ? valuesOf(headers, 'x-wx-openid') : []
  if (!isOpenid(openid) || more.length > 0) return undefined
  return { kind: 'person', owner: openid }
}

/** What follows `Bearer` in the one `Authorization` header; `undefined` when there is no such thing. */
export function bearerOf(headers: RawHeaders): string | undefined {
  const [value, ...more] = valuesOf(headers, 'authorization')
  if (value === undefined || more.length > 0) return undefined
  return /^bearer +([\x21-\x7e]+)$/i.exec(value)?.[1]
}

function valuesOf(headers: RawHeaders, name: string): string[] {
  return headers.filter((_, n) => n % 2 === 1 && headers[n - 1]?.toLowerCase() === name)
}
