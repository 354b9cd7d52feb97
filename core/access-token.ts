import * as v from 'valibot'
import { lookUp } from './channels/code-table'
import { VerificationError } from './errors'
import type { Http } from './http'
import { readCode, readJson } from './json'
import type { Log } from './log'
import type { Slip, Slips } from './store/store'
import type { Sealed, Vault } from './vault'
import { MISSING_SETTING, WECHAT_CODES } from './wechat-codes'

export interface AccessTokenConfig {
  /** Without a slash at the end. */
  endpoint: string
  appId: string
  appSecret: string
}

export interface AccessTokenDeps {
  http: Http
  slips: Slips
  vault: Vault
  /** Unix seconds. */
  now(): number
  wait(ms: number): Promise<void>
  /** Bounds one upstream exchange, and so how long another instance may be fetching. */
  timeoutMs: number
  log: Log
}

/** The mini-program's access token (接口凭证). It leaves this module only inside a request. */
export interface AccessTokens {
  /** Fetches when needed, once however many ask, here and in the other instances. */
  get(): Promise<string>
  /** Drops a token that upstream refused, unless somebody has a newer one already. */
  drop(refused: string): Promise<void>
}

interface Held {
  token: string
  /** Unix seconds from which on a new one is fetched. */
  renewAt: number
}

/** What lies on the slip. `until`: somebody is fetching, and nobody else need. */
interface Note {
  held?: Held
  until?: number
}

/** Upstream renews in the last five minutes; a token is not used into them. */
const LAST_MINUTES_S = 300
const POLL_MS = 50

const REPLY = v.object({
  access_token: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(2048))),
  expires_in: v.optional(v.number(), 0),
  errcode: v.optional(v.union([v.number(), v.string()])),
  errmsg: v.optional(v.string()),
})

/**
 * Tokens by `stable_token` in normal mode, which gives every caller the same one and voids none.
 * `force_refresh` is never sent: it would void the token of every other instance.
 */
export function createAccessTokens(config: AccessTokenConfig, deps: AccessTokenDeps): AccessTokens {
  const { slips, vault, now, wait } = deps
  const key = `access-token:${vault.index('key', `${config.endpoint}\n${config.appId}`)}`
  const place = { sessionId: 'access-token', field: key }
  let held: Held | undefined
  let flight: Promise<string> | undefined
  /** The last token that upstream refused here: it may stand on the slip until that is written over. */
  let dead: string | undefined

  const isFresh = (candidate: Held | undefined): candidate is Held =>
    candidate !== undefined && now() < candidate.renewAt && candidate.token !== dead

  async function read(): Promise<{ rev: number; note: Note }> {
    const slip = await slips.readSlip(key)
    return { rev: slip?.rev ?? 0, note: slip ? openNote(slip.text as Sealed) : {} }
  }

  /** Sealed with a key that is gone since: nobody can use it, and a new one takes its place. */
  function openNote(text: Sealed): Note {
    try {
      return vault.open(text, place) as Note
    } catch {
      return {}
    }
  }

  function write(rev: number, note: Note): Promise<boolean> {
    const slip: Slip = { rev, text: vault.seal(note, place) }
    return slips.writeSlip(key, slip)
  }

  /** Takes what another instance has fetched, waits while it fetches, or fetches. */
  async function share(): Promise<string> {
    const leaseS = Math.ceil(deps.timeoutMs / 1000) + 2
    for (let waitedMs = 0; ; waitedMs += POLL_MS) {
      const { rev, note } = await read()
      if (isFresh(note.held)) {
        held = note.held
        return held.token
      }
      const busy = note.until !== undefined && note.until > now() && waitedMs < leaseS * 1000
      if (!busy && (await write(rev, { until: now() + leaseS }))) return fetchFor(rev + 1)
      await wait(POLL_MS)
    }
  }

  async function fetchFor(rev: number): Promise<string> {
    try {
      held = await fetchToken(config, deps)
    } catch (error) {
      await write(rev, {})
      throw error
    }
    dead = undefined // upstream may give the same one again
    await write(rev, { held })
    return held.token
  }

  return {
    async get() {
      if (isFresh(held)) return held.token
      flight ??= share().finally(() => {
        flight = undefined
      })
      return flight
    },

    async drop(refused) {
      if (held && held.token !== refused) return
      held = undefined
      dead = refused
      const { rev, note } = await read()
      if (note.held?.token === refused) await write(rev, {})
    },
  }
}

async function fetchToken(
  { endpoint, appId, appSecret }: AccessTokenConfig,
  { http, now, log }: AccessTokenDeps,
): Promise<Held> {
  const asked = now()
  const { status, body } = await http({
    method: 'POST',
    url: `${endpoint}/cgi-bin/stable_token`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credential', appid: appId, secret: appSecret }),
    repeatable: true,
  })
  const reply = readJson(REPLY, body)
  if (status === 200 && reply?.access_token !== undefined) {
    const lifeS = Math.max(reply.expires_in - LAST_MINUTES_S, Math.min(reply.expires_in / 2, 60))
    return { token: reply.access_token, renewAt: asked + Math.floor(lifeS) }
  }
  const upstream = readCode(reply?.errcode)
  const setting = settingOf(upstream)
  log('wechat.refused', {
    api: 'stable_token',
    upstream,
    setting,
    address: addressIn(reply?.errmsg),
  })
  throw refusal(upstream)
}

/** Of the message only the address that WeChat saw us come from: it belongs on the whitelist. */
function addressIn(errmsg: string | undefined): string | undefined {
  return errmsg?.match(/invalid ip ([0-9a-f.:]{2,45})/i)?.[1]
}

/** Which setting is missing at WeChat; for the log. */
export function settingOf(upstream: string | undefined): string | undefined {
  return upstream === undefined ? undefined : MISSING_SETTING[upstream]
}

/** A code that is not the channel's own, as an error. */
export function refusal(upstream: string | undefined): VerificationError {
  const row = upstream === undefined ? undefined : lookUp(WECHAT_CODES, upstream)
  const code = row && row.effect !== 'pending' ? row.code : 'UPSTREAM_UNAVAILABLE'
  const wrongSecret = upstream === '40001'
  return new VerificationError(wrongSecret ? 'CHANNEL_UNAVAILABLE' : code, 'refused by WeChat', {
    retry: wrongSecret ? 'switch' : (row?.retry ?? 'retry'),
    ...(upstream !== undefined && { upstream }),
  })
}
