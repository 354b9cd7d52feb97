import type { SandboxLog } from './log'
import type { ApiCall, ApiRefusal } from './wechat-call'
import { isRefusal, refusalAnswer } from './wechat-call'
import type { Meanings } from './wechat-codes'
import type { Trouble } from './wechat-disturb'
import { disturb } from './wechat-disturb'

/** A call that is let in. */
export interface Admitted {
  /** Does what was asked, logs it, and gives the answer. Done at most once. */
  carryOut(): object
  trouble: Trouble | undefined
}

/** One API of a channel. */
export interface HandleOptions {
  /** What the log calls it. */
  title: string
  /** Its own codes. */
  errors: Meanings
  log: SandboxLog
  /** Delay of a late answer. Milliseconds. */
  lateMs: number
  /** Looks at the body; changes nothing that an answer would change. */
  decide(body: ApiCall['body']): ApiRefusal | Admitted
}

/** Answers calls of one API as `decide` says. */
export function createHandle(options: HandleOptions): (call: ApiCall) => void {
  const { title, errors, log, lateMs, decide } = options
  return ({ request, response, body, answer }) => {
    const decided = decide(body)
    if (isRefusal(decided)) {
      const { code, reason } = decided
      const words = errors[code] ?? ''
      log.add(`${title} → errcode ${code}`, [['拒绝', `${code} ${words}（${reason}）`]])
      answer(refusalAnswer(code, words))
      return
    }
    const { carryOut, trouble } = decided
    const proceed = (send: (value: object) => void) => send(carryOut())
    if (trouble) disturb(trouble, { request, response, proceed, lateMs })
    else proceed(answer)
  }
}
