import type { KeyObject } from 'node:crypto'
import {
  constants,
  createPrivateKey,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  sign,
} from 'node:crypto'
import type { RequestListener } from 'node:http'
import { Agent, createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { post } from './load'

export const CERT_SERIAL = '0123456789ABCDEF0123456789ABCDEF01234567'
export const MCH_ID = '1900000000'

/** 张三 in GBK. */
export const NAME = Buffer.from('d5c5c8fd', 'hex')
/** Nobody's: no district has this number. */
const ID_NUMBER = Buffer.from('110000199003071231')

const PULL_PATH = '/cgi-bin/wxopen/getrealnameinfo'

/** RSAES-PKCS1-v1_5 to the holder of the key, as upstream encrypts a field. */
export function seal(message: Buffer, key: KeyObject): Buffer {
  const padding = constants.RSA_PKCS1_PADDING
  return publicEncrypt({ key: createPublicKey(key), padding }, message)
}

/** In the child: upstream, at its fastest. Issues a token, and gives everybody the same answer. */
export function serveUpstream(): Promise<never> {
  const key = merchantKey()
  const token = JSON.stringify({ access_token: 'bench-access-token', expires_in: 7200 })
  const answer = JSON.stringify({
    errcode: 0,
    errmsg: 'ok',
    encryted_real_name: seal(NAME, key).toString('base64'),
    encryted_credential_id: seal(ID_NUMBER, key).toString('base64'),
  })
  return serve((request, response) => {
    const body = request.url?.startsWith(PULL_PATH) ? answer : token
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json').end(body)
    })
  })
}

/** In the child: the least that `finish` must do. The call, its signature, both fields; no store. */
export function serveBareFinish(): Promise<never> {
  const key = merchantKey()
  const path = `${PULL_PATH}?access_token=bench-access-token`
  const upstream = { port: Number(process.env.UPSTREAM_PORT), path, headers: {} }
  const agent = new Agent({ keepAlive: true })

  async function finish(body: Buffer): Promise<string> {
    const { evidence } = JSON.parse(body.toString() || '{}')
    if (!evidence) return '{}'
    const call = signedCall(evidence.authToken, key)
    const reply = JSON.parse(await post(upstream, { agent, body: JSON.stringify(call) }))
    const name = openBare(reply.encryted_real_name, key).toString('hex')
    const idNumber = openBare(reply.encryted_credential_id, key).toString('latin1')
    return JSON.stringify({ status: 'passed', name, idNumber })
  }

  return serve(async (request, response) => {
    response.setHeader('content-type', 'application/json').end(await finish(await buffer(request)))
  })
}

function signedCall(token: string, key: KeyObject) {
  const timestamp = Math.floor(Date.now() / 1000)
  const text = `cert_serialno=${CERT_SERIAL}&timestamp=${timestamp}`
  return {
    auth_token: token,
    mch_id: MCH_ID,
    cert_serialno: CERT_SERIAL,
    timestamp,
    sign: sign('sha256', Buffer.from(text), key).toString('base64'),
  }
}

/** Trusts the padding, which nobody who holds a real key may. */
function openBare(base64: string, key: KeyObject): Buffer {
  const ciphertext = Buffer.from(base64, 'base64')
  const block = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, ciphertext)
  return block.subarray(block.indexOf(0, 2) + 1)
}

function merchantKey(): KeyObject {
  return createPrivateKey(process.env.MERCHANT_KEY ?? '')
}

function serve(listener: RequestListener): Promise<never> {
  createServer(listener).listen(Number(process.env.PORT), '127.0.0.1')
  return new Promise(() => {})
}
