import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Control } from './control'
import { isObject, readBody, readJsonObject, sendJson } from './http'
import type { Refused } from './iauth-check'
import { isRefused } from './iauth-check'
import { REFUSALS, VERDICTS } from './iauth-codes'
import type { Ending, IauthOutcome } from './iauth-outcome'
import type { Person, Visit, Visits } from './iauth-visits'
import { codeOf } from './iauth-visits'
import type { SandboxLog } from './log'
import { maskIdNumber, maskName, maskTicket } from './log'

/** The way into the mini-program, through it, and out of it again; each step is logged. */
export interface Entry {
  enter(extraData: unknown): Visit | Refused
  /** What the outcome in force makes of this person. */
  complete(visit: Visit, person: Person): Ending | Refused
  /** `POST /enter`: `{ extraData }` → `{ visit, digits }`, or `{ refused }`. */
  handleEnter(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** `POST /complete`: `{ visit, person }` → `{ ending, verdict }`, or `{ refused }`. */
  handleComplete(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** What the entry needs of the sandbox around it. */
export interface EntryOptions {
  control: Control<IauthOutcome>
  visits: Visits
  log: SandboxLog
}

/** The entry of one deployment. */
export function createEntry({ control, visits, log }: EntryOptions): Entry {
  function enter(extraData: unknown): Visit | Refused {
    const { text, entered } = visits.enter(extraData)
    const signed = ['签名原文', text ?? '（读不出）'] as const
    if (isRefused(entered)) {
      log.add(`进入小程序 → 拒绝 ${entered.code}`, [signed, ['原因', entered.reason]])
      return entered
    }
    log.add('进入小程序', [
      signed,
      ['签名核对', 'HMAC-SHA1(secretkey, 原文) 一致；a、m、t、e 有效'],
      ['uid', maskTicket(entered.ticket.uid)],
      ['生成 token', maskTicket(entered.ticket.token)],
    ])
    return entered
  }

  function complete(visit: Visit, person: Person): Ending | Refused {
    const outcome = control.current
    const done = visits.complete(visit, person, outcome)
    if (isRefused(done)) {
      log.add(`完成验证 → 拒绝 ${done.code}`, [['原因', done.reason]])
      return done
    }
    log.add(`完成验证 → ${outcome.label}`, [
      ['证件', `${maskName(person.name)} ${maskIdNumber(person.idNumber)}`],
      ['返回', describeEnding(done)],
    ])
    return done
  }

  return {
    enter,
    complete,

    handleEnter: async (request, response) => {
      const visit = enter(readJsonObject(await readBody(request))?.extraData)
      sendJson(
        response,
        isRefused(visit)
          ? { refused: explain(visit) }
          : { visit: visit.id, digits: visit.ticket.digits },
      )
    },

    handleComplete: async (request, response) => {
      const asked = readJsonObject(await readBody(request))
      const visit = visits.visit(String(asked?.visit))
      const person = readPerson(asked?.person)
      if (!person) return sendJson(response, { error: 'person' }, 400)
      const verdict = verdictOf(control.current)
      const ending: Ending | Refused = visit
        ? complete(visit, person)
        : { code: '14', reason: '没有这次验证，或已经结束' }
      sendJson(response, isRefused(ending) ? { refused: explain(ending) } : { ending, verdict })
    },
  }
}

function readPerson(value: unknown): Person | undefined {
  if (!isObject(value)) return undefined
  const { name, idNumber } = value
  return typeof name === 'string' && typeof idNumber === 'string' ? { name, idNumber } : undefined
}

/** What the screen says: `words` are the vendor's, absent where the person passed. */
function verdictOf(outcome: IauthOutcome): { words?: string } {
  const code = codeOf(outcome)
  return code === '0' ? {} : { words: VERDICTS[code] ?? `未知的结果 ${code}` }
}

function explain({ code, reason }: Refused) {
  return { code, words: REFUSALS[code], reason }
}

function describeEnding({ close, extraData, fromAppId }: Ending): string {
  if (close) return '关闭，什么也没有带回'
  if (!extraData) return '没有 extraData'
  const fields = Object.entries(extraData).map(([key, value]) =>
    key === 'token' ? `token ${maskTicket(String(value))}` : `${key} ${JSON.stringify(value)}`,
  )
  return [fields.join('，') || '空的 extraData', ...(fromAppId ? ['来自别的小程序'] : [])].join(
    '；',
  )
}
