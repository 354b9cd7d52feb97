import { randomBytes } from 'node:crypto'
import type { Clock } from './clock'
import type { ApiRefusal } from './wechat-call'

/** What the holder of an AppSecret gets. */
export interface TokenAnswer {
  access_token: string
  /** Seconds that are left. */
  expires_in: number
}

/** Access tokens of one AppID. */
export interface Tokens {
  /**
   * `stable_token`. In normal mode everybody gets the token that is out, while more than five minutes
   * of it are left; a forced one voids it.
   */
  stable(force: boolean): TokenAnswer | ApiRefusal
  /** `/cgi-bin/token`: a line of its own; every fetch ends the earlier token, after five minutes. */
  classic(): TokenAnswer
  /** @returns Why a call with this token is refused; nothing when it is not. */
  refused(token: string | null): ApiRefusal | undefined
  /** Voids the stable token that is out. */
  void(): void
}

/** Seconds. */
const LIFE_S = 7200
/** The next token is made this long before the end of the one that is out. Seconds. */
const OVERLAP_S = 300
const FORCED_PER_DAY = 20
/** Between two forced fetches. Seconds. */
const FORCED_APART_S = 30

interface Issued {
  token: string
  /** Unix seconds. */
  expiresAt: number
  voided: boolean
}

/** @param length Of the tokens, in characters. */
export function createTokens(clock: Clock, length: () => number): Tokens {
  const issued = new Map<string, Issued>()
  let stable: Issued | undefined
  let classic: Issued | undefined
  let forcedAt: number[] = []

  function issue(): Issued {
    const [now, size] = [clock.now(), length()]
    // A day later a token is refused the same with and without a record.
    for (const [token, old] of issued) if (old.expiresAt + 86_400 < now) issued.delete(token)
    const token = randomBytes(size).toString('base64url').slice(0, size)
    const made: Issued = { token, expiresAt: now + LIFE_S, voided: false }
    issued.set(token, made)
    return made
  }

  function force(): TokenAnswer | ApiRefusal {
    const now = clock.now()
    forcedAt = forcedAt.filter((time) => now - time < 86_400)
    if (now - (forcedAt.at(-1) ?? -Infinity) < FORCED_APART_S) {
      return { code: '45011', reason: '两次强制刷新不到 30 秒' }
    }
    if (forcedAt.length >= FORCED_PER_DAY) return { code: '45009', reason: '强制刷新一天 20 次' }
    forcedAt.push(now)
    if (stable) stable.voided = true
    stable = issue()
    return answerOf(stable)
  }

  function answerOf({ token, expiresAt }: Issued): TokenAnswer {
    return { access_token: token, expires_in: expiresAt - clock.now() }
  }

  return {
    stable: (forced) => {
      if (forced) return force()
      const lives = stable && !stable.voided && stable.expiresAt - clock.now() > OVERLAP_S
      if (!stable || !lives) stable = issue()
      return answerOf(stable)
    },

    classic: () => {
      if (classic) classic.expiresAt = Math.min(classic.expiresAt, clock.now() + OVERLAP_S)
      classic = issue()
      return answerOf(classic)
    },

    refused: (token) => {
      if (!token) return { code: '41001', reason: '没有 access_token' }
      const known = issued.get(token)
      if (!known) return { code: '40014', reason: '没有发出过这个 access_token' }
      if (known.voided) return { code: '40001', reason: 'access_token 已作废' }
      if (known.expiresAt <= clock.now()) return { code: '42001', reason: 'access_token 已过期' }
      return undefined
    },

    void: () => {
      if (stable) stable.voided = true
    },
  }
}
