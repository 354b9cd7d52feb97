import * as v from 'valibot'
import { createAes256EcbOpener } from '../../crypto/aes'
import { createBase64Reader } from '../../crypto/bytes'
import { RETRY, VerificationError } from '../../errors'
import type { CalendarDate } from '../../identity/calendar'
import { readIdNumber } from '../../identity/id-number'
import { readName } from '../../identity/name'
import { createJsonSieve, readCode, readJson, textPieces } from '../../json'
import type { Outcome } from '../channel'
import { refused } from '../code-table'
import { TRANSPORT_CODES, VERDICT_CODES } from './codes'

/** What a result is held against. */
export interface IauthHolder {
  /** The 32 characters as they were issued, used as 32 bytes: neither hex nor base64. */
  aesKey: string
  /** The openid that was sent as `uid`. */
  owner: string
  /** In China. */
  today: CalendarDate
}

const FIELD = v.optional(v.unknown())
/** The message has two spellings upstream (`errmsg`, `errormsg`); neither is read. */
const REPLY = v.object({ errorcode: FIELD, data: FIELD })
const RESULT = v.object({
  yt_errorcode: FIELD,
  livestatus: FIELD,
  comparestatus: FIELD,
  uid: FIELD,
  name: FIELD,
  ID: FIELD,
})
type Result = v.InferOutput<typeof RESULT>

/** Bytes that are worked on at a time; then others get their turn. A reply may have 40 MiB. */
const PIECE = 64 * 1024

const NOT_OPENED: Outcome = {
  status: 'failed',
  code: 'DECRYPT_FAILED',
  retry: RETRY.DECRYPT_FAILED,
}

/**
 * Reads the answer of getdetectinfo: `{ errorcode, data }`, where `data` is base64 of AES-256-ECB of
 * a JSON object.
 *
 * Fails closed. A pass needs `errorcode` 0, `yt_errorcode` 0, `livestatus` and `comparestatus` 0 or
 * absent, a name and an ID number as such look, and, where the object names a `uid`, ours. Pictures
 * and video are never held: they are cut out while they are decrypted.
 *
 * @throws {VerificationError} UPSTREAM_UNAVAILABLE: it is no answer of getdetectinfo at all.
 */
export async function readIauth(body: Buffer, holder: IauthHolder): Promise<Outcome> {
  const envelope = createJsonSieve()
  for (let from = 0; from < body.length; from += PIECE) {
    if (from > 0) await othersTurn()
    if (!envelope.push(body.subarray(from, from + PIECE))) break
  }
  const small = envelope.end()
  const reply = small && readJson(REPLY, small)
  const code = readCode(reply?.errorcode)
  if (!reply || code === undefined) throw strange('errorcode')
  if (code !== '0') return refused(TRANSPORT_CODES, code)

  if (typeof reply.data !== 'string') throw strange('data')
  const span = envelope.cutAt(reply.data)
  const pieces = span ? textPieces(body, span, PIECE) : [reply.data]
  const opened = await openData(pieces, holder.aesKey)
  const result = opened && readJson(RESULT, opened)
  return result ? judge(result, holder) : NOT_OPENED
}

/**
 * The object in `data`, as JSON without its long strings. Whatever is wrong – base64, length, key,
 * padding, UTF-8 – looks the same.
 */
async function openData(pieces: Iterable<string>, aesKey: string): Promise<Buffer | undefined> {
  const base64 = createBase64Reader()
  const cipher = createAes256EcbOpener(Buffer.from(aesKey))
  const object = createJsonSieve()
  if (!cipher) return undefined

  let pause = false
  for (const piece of pieces) {
    if (pause) await othersTurn()
    pause = true
    const ciphertext = base64.push(unwrap(piece))
    if (!ciphertext || !object.push(cipher.push(ciphertext))) return undefined
  }
  const last = base64.end() ? cipher.end() : undefined
  return last && object.push(last) ? object.end() : undefined
}

/** Upstream may wrap `data` into lines. */
function unwrap(text: string): string {
  const wrapped = text.includes('\n') || text.includes('\r')
  return wrapped ? text.replace(/[\r\n]+/g, '') : text
}

function judge(result: Result, { owner, today }: IauthHolder): Outcome {
  const stages = [result.livestatus, result.comparestatus].filter((status) => status !== undefined)
  for (const verdict of [result.yt_errorcode, ...stages]) {
    const code = readCode(verdict)
    if (code !== '0') return refused(VERDICT_CODES, code)
  }

  if (result.uid !== undefined && result.uid !== owner) {
    return { status: 'failed', code: 'BINDING_MISMATCH', retry: RETRY.BINDING_MISMATCH }
  }
  const name = readName(result.name)
  const idNumber = readIdNumber(result.ID, today)
  // ECB notices no change to what it carries; what does not read as a person was not opened.
  if (!name.ok || !idNumber.ok) return NOT_OPENED
  const identity = { name: name.value, idNumber: idNumber.value, credentialType: 'IDENTITY_CARD' }
  return { status: 'passed', identity }
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function strange(field: string): VerificationError {
  return new VerificationError('UPSTREAM_UNAVAILABLE', `iauth getdetectinfo: no ${field}`)
}
