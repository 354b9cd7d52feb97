import { createHash } from 'node:crypto'
import type { House, Json } from './wechat-client'
import { PATHS, PERSON } from './wechat-client'

export const FACE2_API = 'requestFacialVerify'
export const OWNER = 'openid-1'

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** `cert_hash`, with `node:crypto`; the sandbox has another library. */
export function hashOf(name: string, idNumber: string): string {
  const type = base64('IDENTITY_CARD')
  const text = `cert_type=${type}&cert_name=${base64(name)}&cert_no=${base64(idNumber)}`
  return createHash('sha256').update(text).digest('hex')
}

let count = 0

/** A well-formed body of `getverifyid` with a number of its own, but for what is changed. */
export function startBody(changed: Json = {}, cert: Json = {}): Json {
  count += 1
  const { name, idNumber } = PERSON
  const cert_info = { cert_type: 'IDENTITY_CARD', cert_name: name, cert_no: idNumber, ...cert }
  return { out_seq_no: `seq-${count}`, cert_info, openid: OWNER, ...changed }
}

export interface OpenCheck {
  verifyId: string
  /** Asks for the verdict, well-formed but for what is changed. */
  query(changed?: Json): Promise<Json>
  queryBody: Json
}

/** Opens a face check. */
export async function openCheck(house: House): Promise<OpenCheck> {
  const body = startBody()
  const verifyId = String((await house.call(PATHS.getverifyid, body)).verify_id)
  const { out_seq_no, openid } = body
  const cert_hash = hashOf(PERSON.name, PERSON.idNumber)
  const queryBody = { verify_id: verifyId, out_seq_no, cert_hash, openid }
  const query = (changed?: Json) => house.call(PATHS.queryverifyinfo, { ...queryBody, ...changed })
  return { verifyId, query, queryBody }
}
