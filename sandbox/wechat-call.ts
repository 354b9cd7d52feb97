import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isObject } from './http'

/** One call of an API, its form already right. */
export interface ApiCall {
  request: IncomingMessage
  response: ServerResponse
  /** The JSON body of a POST; empty for a GET. */
  body: Readonly<Record<string, unknown>>
  /** Sends the one answer, HTTP 200 whatever it says. */
  answer(value: object): void
}

/** Why a call is refused. `reason` is Chinese, for the log; no values. */
export interface ApiRefusal {
  /** `errcode`, as digits. */
  code: string
  reason: string
  /** What the caller is told, where it is more than the meaning of the code. */
  errmsg?: string
}

/** One API. */
export interface ApiRoute {
  method: 'GET' | 'POST'
  handle(call: ApiCall): void
}

/** A channel, as far as the interface in front of it must know it. */
export interface ApiChannel {
  /** By path. */
  routes: Readonly<Record<string, ApiRoute>>
  /** A call is here, its token not yet looked at. */
  arrived(): void
}

/** Is it a refusal, rather than what was asked for? */
export function isRefusal(value: object | undefined): value is ApiRefusal {
  return isObject(value) && typeof value.code === 'string' && typeof value.reason === 'string'
}

/** An answer that refuses, with the request's number at the end as WeChat writes it. */
export function refusalAnswer(code: string, errmsg: string): object {
  const [a, b, c] = [randomBytes(4), randomBytes(4), randomBytes(4)].map((part) =>
    part.toString('hex'),
  )
  return { errcode: Number(code), errmsg: `${errmsg} rid: ${a}-${b}-${c}` }
}

/** Is a parameter absent, or an empty text? */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** Somebody whom nobody knows. Fictitious people only. */
export interface Person {
  name: string
  idNumber: string
}

/** Whoever visits without saying who they are. The number is the example of GB 11643. */
export const SOMEBODY: Person = { name: '张三', idNumber: '11010519491231002X' }

/** Somebody else; the region of the number is assigned to no district. */
export const SOMEBODY_ELSE: Person = { name: '李四', idNumber: '440000198506220480' }

/**
 * Something that happens once each time it is forced.
 *
 * @returns Asks: is it still to happen? Yes the first time, no until the next forcing.
 */
export function createOnce(control: { readonly turn: number }): () => boolean {
  let happened = -1
  return () => {
    if (happened === control.turn) return false
    happened = control.turn
    return true
  }
}
