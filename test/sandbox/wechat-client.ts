import { constants, createPublicKey, privateDecrypt, sign as signRsa } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WechatSandbox, WechatSandboxOptions } from '../../sandbox/wechat'
import { createWechatSandbox } from '../../sandbox/wechat'

export const NOW = 1_763_600_000

/** What the sandbox and this client agree on. Made up. */
export const ACCOUNT = {
  appId: 'wx2222222222222222',
  appSecret: '0123456789abcdef0123456789abcdef',
}
export const PERSON = { name: '李四', idNumber: '65000019720101009X' }
export const SERIAL = '6F5F155057246245F7ED658A39288ACDBA11FFE3'
export const MCH_ID = '1900006511'
export const CATEGORY = [99, 904]

export const keyFile = (path: string) => readFileSync(join(__dirname, '../vectors', path), 'utf8')

export const MERCHANT_KEY = keyFile('keys/realname-merchant.test-key.pem')

export const MERCHANT = {
  mchId: MCH_ID,
  certSerial: SERIAL,
  publicKeyPem: String(createPublicKey(MERCHANT_KEY).export({ type: 'spki', format: 'pem' })),
}

export const PATHS = {
  realname: '/cgi-bin/wxopen/getrealnameinfo',
  getuseridkey: '/cityservice/face/identify/getuseridkey',
  getinfo: '/cityservice/face/identify/getinfo',
  getverifyid: '/cityservice/face/identify/getverifyid',
  queryverifyinfo: '/cityservice/face/identify/queryverifyinfo',
  category: '/wxa/get_category',
}

export type Json = Record<string, unknown>

export interface House {
  wechat: WechatSandbox
  origin: string
  /** Fetches a token, in normal mode. */
  token(): Promise<string>
  /** The token in force; fetched when there is none yet. */
  call(path: string, body: unknown): Promise<Json>
  /** The same, as it comes. */
  send(path: string, body: unknown, init?: RequestInit): Promise<Response>
  json(path: string, init?: RequestInit): Promise<Json>
}

/** A sandbox that listens, with a clock that stands still. */
export async function openHouse(changed: Partial<WechatSandboxOptions> = {}): Promise<House> {
  const clock = { now: () => NOW }
  const options = { ...ACCOUNT, merchant: MERCHANT, clock, lateMs: 20, ...changed }
  const wechat = createWechatSandbox(options)
  const origin = await wechat.listen()
  let token: string | undefined

  const json = async (path: string, init?: RequestInit): Promise<Json> =>
    (await fetch(origin + path, init)).json()

  async function fetchToken(): Promise<string> {
    const answer = await json('/cgi-bin/stable_token', stableToken())
    token = String(answer.access_token)
    return token
  }

  async function send(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
    token ??= await fetchToken()
    const whole = {
      method: 'POST',
      body: JSON.stringify(body),
      redirect: 'manual',
      ...init,
    } as const
    return fetch(`${origin}${path}?access_token=${token}`, whole)
  }

  return {
    wechat,
    origin,
    token: fetchToken,
    json,
    send,
    call: async (path, body) => (await send(path, body)).json(),
  }
}

/** A request for a token; `undefined` leaves a field out. */
export function stableToken(changed: Json = {}): RequestInit {
  const { appId: appid, appSecret: secret } = ACCOUNT
  const body = { grant_type: 'client_credential', appid, secret, ...changed }
  return { method: 'POST', body: JSON.stringify(body) }
}

/** Signs with `node:crypto` and the merchant's key. */
export function sign(text: string, key = MERCHANT_KEY): string {
  return signRsa('sha256', Buffer.from(text), key).toString('base64')
}

/** A well-formed body of `getrealnameinfo`, but for what is changed. */
export function realnameBody(auth_token: unknown, changed: Json = {}): Json {
  const signed = sign(`cert_serialno=${SERIAL}&timestamp=${NOW}`)
  const body = { auth_token, mch_id: MCH_ID, cert_serialno: SERIAL, timestamp: NOW, sign: signed }
  return { ...body, ...changed }
}

/** The PKCS#1 message inside, found by plain search: the reader of a test, not of the product. */
export function open(base64: unknown, key = MERCHANT_KEY): Buffer {
  const padding = constants.RSA_NO_PADDING
  const block = privateDecrypt({ key, padding }, Buffer.from(String(base64), 'base64'))
  const end = block.indexOf(0, 2)
  if (block[0] !== 0 || block[1] !== 2 || end < 10) throw new Error('not a PKCS#1 block')
  return block.subarray(end + 1)
}
