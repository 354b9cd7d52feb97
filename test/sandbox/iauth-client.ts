import { createDecipheriv, createHmac } from 'node:crypto'
import type { IauthSandbox, IauthSandboxOptions } from '../../sandbox/iauth'
import { createIauthSandbox } from '../../sandbox/iauth'

/** What the sandbox and this client agree on. Made up. */
export const ACCOUNT = {
  appId: '4000',
  secretKey: '0123456789abcdef0123456789abcdef',
  aesKey: 'fedcba9876543210fedcba9876543210',
  miniProgramAppId: 'wx1111111111111111',
} as const

export const NOW = 1_763_600_000

export const PERSON = { name: '张三', idNumber: '11010519491231002X' }

/** Signs with `node:crypto`; the sandbox checks with another library. */
export function sign(api: string, changed: Partial<Record<'a' | 't' | 'e' | 'key', string>> = {}) {
  const { a = ACCOUNT.appId, t = String(NOW), e = '600', key = ACCOUNT.secretKey } = changed
  const text = `a=${a}&m=${api}&t=${t}&e=${e}`
  const mac = createHmac('sha1', key).update(text).digest()
  return Buffer.concat([mac, Buffer.from(text)]).toString('base64')
}

/** What a mini-program would hand over on entry. */
export function extraDataAt(now = NOW) {
  return { signature: sign('appauth', { t: String(now) }), uid: 'openid-1', appid: ACCOUNT.appId }
}

/** Opens `data` with `node:crypto`. */
export function open(data: string, key: string = ACCOUNT.aesKey): Record<string, unknown> {
  return JSON.parse(openText(data, key))
}

export function openText(data: string, key: string = ACCOUNT.aesKey): string {
  const decipher = createDecipheriv('aes-256-ecb', Buffer.from(key), null)
  const sealed = Buffer.from(data.replace(/[\r\n]/g, ''), 'base64')
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Buffer.concat([decipher.update(sealed), decipher.final()]),
  )
}

export interface House {
  iauth: IauthSandbox
  origin: string
  /** One pull over real HTTP, well-formed but for what is changed; `undefined` leaves a field out. */
  pull(token: unknown, changed?: PullChanges): Promise<Response>
  /** The answer of a pull, as JSON. */
  ask(token: unknown, changed?: PullChanges): Promise<Record<string, unknown>>
  /** A person goes through under the outcome; gives the token. */
  tokenUnder(outcome: string): string
}

export interface PullChanges {
  signature?: string | undefined
  body?: object
  raw?: string
  type?: string
  signal?: AbortSignal
}

/** A sandbox that listens, with a clock that stands still. */
export async function openHouse(changed: Partial<IauthSandboxOptions> = {}): Promise<House> {
  const iauth = createIauthSandbox({ ...ACCOUNT, clock: { now: () => NOW }, ...changed })
  const origin = await iauth.listen()

  async function pull(token: unknown, changes: PullChanges = {}): Promise<Response> {
    const { type = 'application/json', signal } = changes
    const signature = 'signature' in changes ? changes.signature : sign('getdetectinfo')
    const body = { token, appid: ACCOUNT.appId, info_type: 1, crypt_type: 3, ...changes.body }
    return fetch(`${origin}/new/cgi-bin/getdetectinfo.php`, {
      method: 'POST',
      headers: { 'content-type': type, ...(signature === undefined ? {} : { signature }) },
      body: changes.raw ?? JSON.stringify(body),
      redirect: 'manual',
      signal: signal ?? null,
    })
  }

  return {
    iauth,
    origin,
    pull,
    ask: async (token, changes) => (await pull(token, changes)).json(),
    tokenUnder: (outcome) => {
      iauth.force(outcome)
      return iauth.visit(extraDataAt(), PERSON)?.token ?? ''
    },
  }
}
