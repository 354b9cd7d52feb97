import { randomBytes } from 'node:crypto'
import type { Clock } from './clock'
import type { ApiRefusal, Person } from './wechat-call'

/** What an `auth_token` stands for. */
export interface AuthTicket {
  openid: string
  person: Person
  /** Unix seconds. */
  madeAt: number
  used: boolean
}

/** An `auth_token` lives this long. Seconds. */
const LIFE_S = 600

/** The tokens that the button has handed out. */
export interface AuthTickets {
  make(openid: string, person: Person): string
  find(token: unknown): AuthTicket | ApiRefusal
}

/** No tokens yet. */
export function createAuthTickets(clock: Clock): AuthTickets {
  const tickets = new Map<string, AuthTicket>()
  return {
    make: (openid, person) => {
      const now = clock.now()
      for (const [old, { madeAt }] of tickets) if (now - madeAt > 86_400) tickets.delete(old)
      const token = makeTicket()
      tickets.set(token, { openid, person, madeAt: now, used: false })
      return token
    },
    find: (token) => {
      const ticket = tickets.get(String(token))
      if (!ticket) return { code: '94005', reason: '没有发出过这个 auth_token' }
      if (ticket.used) return { code: '94005', reason: 'auth_token 用过了' }
      const isOld = clock.now() - ticket.madeAt > LIFE_S
      return isOld ? { code: '94005', reason: `auth_token 已过 ${LIFE_S} 秒` } : ticket
    },
  }
}

/** Looks like the vendor's; stands for nothing until it is noted. */
export function makeTicket(): string {
  return randomBytes(48).toString('base64url')
}
