import { randomBytes } from 'node:crypto'
import CryptoJS from 'crypto-js'
import type { Clock } from './clock'
import type { ApiRefusal, Person } from './wechat-call'
import { isMissing } from './wechat-call'

/** Which face was compared with whose photo. */
export interface FaceTicket {
  openid: string
  person: Person
  /** Absent: the client gave name and number itself. */
  userIdKey?: string
  /** 0 digits, 1 flashes, 2 whatever works. */
  checkAliveType: number
  /** Four digits read aloud; text, because it may begin with 0. */
  digits: string
  /** Unix seconds. */
  madeAt: number
  /** Answered with a verdict: there is no second answer. */
  used: boolean
}

/** Seconds. */
export const KEY_LIFE_S = 3600
/** A ticket lives this long. Seconds. */
const TICKET_LIFE_S = 300

/** `user_id_key` and `verify_result` of one AppID. */
export interface FaceTickets {
  makeKey(person: Person): string
  /** @returns Nothing for a key that is unknown or has expired. */
  personOf(userIdKey: string): Person | undefined
  make(seen: Omit<FaceTicket, 'madeAt' | 'used'>): string
  find(ticket: unknown): FaceTicket | ApiRefusal
}

/** No keys and no tickets yet. */
export function createFaceTickets(clock: Clock): FaceTickets {
  const keys = new Map<string, { person: Person; madeAt: number }>()
  const tickets = new Map<string, FaceTicket>()

  function forget(entries: Map<string, { madeAt: number }>): void {
    for (const [id, { madeAt }] of entries) if (clock.now() - madeAt > 86_400) entries.delete(id)
  }

  return {
    makeKey: (person) => {
      forget(keys)
      const key = `id_key_${randomBytes(16).toString('hex')}`
      keys.set(key, { person, madeAt: clock.now() })
      return key
    },
    personOf: (userIdKey) => {
      const known = keys.get(userIdKey)
      return known && clock.now() - known.madeAt <= KEY_LIFE_S ? known.person : undefined
    },
    make: (seen) => {
      forget(tickets)
      const ticket = makeFaceTicket()
      tickets.set(ticket, { ...seen, madeAt: clock.now(), used: false })
      return ticket
    },
    find: (given) => {
      if (isMissing(given)) return { code: '84001', reason: '没有 verify_result' }
      const ticket = tickets.get(String(given))
      if (!ticket) return { code: '84001', reason: '没有发出过这个 verify_result' }
      if (clock.now() - ticket.madeAt > TICKET_LIFE_S) {
        return { code: '84002', reason: 'verify_result 已过 5 分钟' }
      }
      return ticket.used ? { code: '84001', reason: 'verify_result 用过了' } : ticket
    },
  }
}

/** Looks like the vendor's; stands for nothing until it is noted. */
export function makeFaceTicket(): string {
  return randomBytes(64).toString('base64')
}

/** The digests by which an answer names a person: lower-case hexadecimal. */
export function digestsOf({ name, idNumber }: Person) {
  return {
    id_card_number_md5: CryptoJS.MD5(idNumber.toUpperCase()).toString(),
    name_utf8_md5: CryptoJS.MD5(CryptoJS.enc.Utf8.parse(name)).toString(),
  }
}
