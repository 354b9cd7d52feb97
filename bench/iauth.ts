import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import CryptoJS from 'crypto-js'
import { readIauth } from '../core/channels/iauth/result'
import { signIauth } from '../core/channels/iauth/sign'
import { chinaDate } from '../core/identity/calendar'
import { ratesOf } from './measure'
import type { Row } from './row'

export const AES_KEY = '0123456789abcdef0123456789abcdef'
export const OWNER = 'openid-bench'

/** A good answer of getdetectinfo about nobody: no district has this ID number. */
const RESULT = {
  yt_errorcode: 0,
  livestatus: 0,
  comparestatus: 0,
  name: '张三',
  ID: '110000199003071231',
  ID_address: '某省某市某区某路1号',
}

/** @param pictures Bytes of pictures in it, as base64. */
export function makeReply(pictures: number): Buffer {
  const video = Buffer.alloc(Math.floor((pictures * 3) / 4), 'shiming').toString('base64')
  const json = JSON.stringify({ ...RESULT, ...(video && { video }) })
  const cipher = createCipheriv('aes-256-ecb', AES_KEY, null)
  const data = Buffer.concat([cipher.update(json), cipher.final()]).toString('base64')
  return Buffer.from(JSON.stringify({ errorcode: 0, errormsg: 'success', data }))
}

/** What the product does with an answer, from bytes to verdict. */
export function openOurs(body: Buffer) {
  return readIauth(body, { aesKey: AES_KEY, owner: OWNER, today: chinaDate(Date.now() / 1000) })
}

/** The least that anybody must do: parse, decode, decrypt, parse. No check of anything. */
export function openBare(body: Buffer): typeof RESULT {
  const { data } = JSON.parse(body.toString())
  const decipher = createDecipheriv('aes-256-ecb', AES_KEY, null)
  const ciphertext = Buffer.from(data, 'base64')
  return JSON.parse(Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString())
}

/** The same with crypto-js, as public integrations do it. */
export function openCryptoJs(body: Buffer): typeof RESULT {
  const { data } = JSON.parse(body.toString())
  const key = CryptoJS.enc.Utf8.parse(AES_KEY)
  const opened = CryptoJS.AES.decrypt(data, key, { mode: CryptoJS.mode.ECB })
  return JSON.parse(opened.toString(CryptoJS.enc.Utf8))
}

const CALL = { appId: '4000', api: 'getdetectinfo', timestamp: 1_427_786_065, ttl: 600 }
const TEXT = 'a=4000&m=getdetectinfo&t=1427786065&e=600'

function signBare(): string {
  const digest = createHmac('sha1', AES_KEY).update(TEXT).digest()
  return Buffer.concat([digest, Buffer.from(TEXT)]).toString('base64')
}

function signCryptoJs(): string {
  const digest = CryptoJS.HmacSHA1(TEXT, AES_KEY)
  return CryptoJS.enc.Base64.stringify(digest.concat(CryptoJS.enc.Utf8.parse(TEXT)))
}

export async function measureSignatures(): Promise<Row[]> {
  const signOurs = () => signIauth(CALL, AES_KEY)
  same([signOurs(), signBare(), signCryptoJs()])
  const rates = await ratesOf({ ours: signOurs, bare: signBare, cryptoJs: signCryptoJs })
  const row = { what: 'iauth signature', ours: rates.ours, unit: 'per s' }
  return [
    { ...row, against: 'node:crypto', theirs: rates.bare },
    { ...row, against: 'crypto-js', theirs: rates.cryptoJs },
  ]
}

export async function measureSmallReply(): Promise<Row[]> {
  const body = makeReply(0)
  const outcome = await openOurs(body)
  if (outcome.status !== 'passed') throw new Error('the good answer did not pass')
  same([outcome.identity?.name, openBare(body).name, openCryptoJs(body).name])
  const rates = await ratesOf({
    ours: () => openOurs(body),
    bare: () => openBare(body),
    cryptoJs: () => openCryptoJs(body),
  })
  const row = { what: 'iauth reply, text only', ours: rates.ours, unit: 'per s' }
  return [
    { ...row, against: 'node:crypto and JSON.parse', theirs: rates.bare },
    { ...row, against: 'crypto-js and JSON.parse', theirs: rates.cryptoJs },
  ]
}

/** What is compared must come to the same, or the comparison means nothing. */
function same(results: readonly unknown[]) {
  if (new Set(results).size !== 1) throw new Error('the compared ways do not agree')
}
