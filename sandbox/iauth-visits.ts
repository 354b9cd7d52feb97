import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import type { Clock } from './clock'
import type { Expected, Refused } from './iauth-check'
import { checkSignature, isRefused } from './iauth-check'
import type { Ending, IauthOutcome } from './iauth-outcome'

/** Whom the card says, as typed. Fictitious people only. */
export interface Person {
  name: string
  idNumber: string
}

/** A token and what it stands for. */
export interface Ticket {
  token: string
  /** The appid it was made for. */
  appId: string
  uid: string
  /** Unix seconds. */
  createdAt: number
  /** Four digits read aloud; text, because it may begin with 0. */
  digits: string
  /** Absent until the person is done. */
  person?: Person
  /** What was in force when the person was done. */
  outcome?: IauthOutcome
}

/** The person inside the mini-program. */
export interface Visit {
  /** Known to the page alone; not the token. */
  id: string
  ticket: Ticket
}

/** The person has this long from the making of the token. Seconds. */
export const ENTRY_LIFE_S = 2 * 3600

/** Results are kept this long. Seconds. */
export const RESULT_LIFE_S = 3 * 86_400

/** Another appid of the same vendor, for tokens that belong elsewhere. */
const FOREIGN_APP_ID = '0000'

/** People who entered, and the tokens made for them. */
export interface Visits {
  /** Checks the entry signature. */
  enter(extraData: unknown): { text?: string; entered: Visit | Refused }
  /** The person is done: `outcome` decides what the token stands for and how it ends. */
  complete(visit: Visit, person: Person, outcome: IauthOutcome): Ending | Refused
  visit(id: string): Visit | undefined
  ticket(token: string): Ticket | undefined
}

/** @param account The appid and key that this deployment knows. */
export function createVisits(account: Pick<Expected, 'appId' | 'secretKey'>, clock: Clock): Visits {
  const visits = new Map<string, Visit>()
  const tickets = new Map<string, Ticket>()

  function begin(uid: string): Visit {
    forgetBefore(clock.now() - 2 * RESULT_LIFE_S)
    const token = makeToken()
    const digits = String(randomInt(10_000)).padStart(4, '0')
    const ticket = { token, appId: account.appId, uid, createdAt: clock.now(), digits }
    const visit = { id: randomBytes(16).toString('hex'), ticket }
    visits.set(visit.id, visit)
    tickets.set(token, ticket)
    return visit
  }

  /** Long enough after its life that a token is refused the same with and without a record. */
  function forgetBefore(time: number): void {
    for (const [token, { createdAt }] of tickets) if (createdAt < time) tickets.delete(token)
    for (const [id, { ticket }] of visits) if (ticket.createdAt < time) visits.delete(id)
  }

  return {
    enter: (extraData) => {
      const read = readExtraData(extraData)
      if (isRefused(read)) return { entered: read }
      const { text, refused } = checkSignature(read.signature, {
        ...account,
        claimedAppId: read.appid,
        api: 'appauth',
        now: clock.now(),
      })
      return { text, entered: refused ?? begin(read.uid) }
    },

    complete: (visit, person, outcome) => {
      const { ticket } = visit
      if (!visits.delete(visit.id)) return { code: '14', reason: '这次验证已经结束' }
      if (clock.now() - ticket.createdAt > ENTRY_LIFE_S) {
        return { code: '12', reason: 'token 超过有效期：创建后 2 小时' }
      }
      if (outcome.token !== 'unfinished') Object.assign(ticket, { person, outcome })
      if (outcome.token === 'foreign') ticket.appId = FOREIGN_APP_ID
      const token = outcome.token === 'unknown' ? makeToken() : ticket.token
      return endingOf(outcome, token)
    },

    visit: (id) => visits.get(id),
    ticket: (token) => tickets.get(token),
  }
}

/** The exit code of a verdict: `0` for whatever does not say plainly that it failed. */
export function codeOf({ fields }: IauthOutcome): string {
  const code = typeof fields === 'object' ? fields.yt_errorcode : undefined
  return typeof code === 'number' ? String(code) : '0'
}

function endingOf(outcome: IauthOutcome, token: string): Ending {
  const made = { token, code: codeOf(outcome) }
  return outcome.ending?.(made) ?? { extraData: { token, errCode: made.code } }
}

/** In braces and upper case, as the vendor's tokens are: they are no bare UUIDs. */
function makeToken(): string {
  return `{${randomUUID().toUpperCase()}}`
}

function readExtraData(
  extraData: unknown,
): { signature: string; uid: string; appid: string } | Refused {
  const { signature, uid, appid } = Object(extraData) as Record<string, unknown>
  if (isMissing(signature)) return { code: '4', reason: 'extraData 没有 signature' }
  if (isMissing(uid)) return { code: '1', reason: 'extraData 没有 uid' }
  if (isMissing(appid)) return { code: '1', reason: 'extraData 没有 appid' }
  if (typeof signature !== 'string' || typeof uid !== 'string' || typeof appid !== 'string') {
    return { code: '2', reason: 'extraData 的 signature、uid、appid 都应是文本' }
  }
  return { signature, uid, appid }
}

/** Is a parameter absent or empty? */
export function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}
