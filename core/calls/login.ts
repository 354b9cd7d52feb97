import { isOpenid } from '../openid'
import type { Sealed, Vault } from '../vault'
import type { Caller } from '../verification/deps'
import type { WechatApi } from '../wechat'

export interface LoginToken {
  /** Opaque: nothing can be read from it without the server's key. */
  token: string
  expiresAt: number
}

export type Login = (code: string) => Promise<LoginToken>

export interface Logins {
  login: Login
  /** The person behind a token; `undefined` when it is not ours, altered or expired. */
  callerOf(token: string): Caller | undefined
}

/** How long a login holds. Seconds. */
const LOGIN_S = 7200

/** A place of its own, so that no sealed field of a session can pass for a token. */
const PLACE = { sessionId: 'login', field: 'token' }

/** Logins by `wx.login` for private deployments; the token is the sealed openid, kept by nobody. */
export function createLogins(wechat: WechatApi, vault: Vault, now: () => number): Logins {
  return {
    async login(code) {
      const openid = await wechat.login(code)
      const expiresAt = now() + LOGIN_S
      return { token: vault.seal({ openid, expiresAt }, PLACE), expiresAt }
    },

    callerOf(token) {
      try {
        const { openid, expiresAt } = vault.open(token as Sealed, PLACE) as Record<string, unknown>
        if (typeof expiresAt !== 'number' || expiresAt <= now() || !isOpenid(openid))
          return undefined
        return { kind: 'person', owner: openid }
      } catch {
        return undefined
      }
    },
  }
}
