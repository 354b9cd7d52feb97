import * as v from 'valibot'
import { readBase64 } from '../../crypto/bytes'
import type { Pkcs1Opener } from '../../crypto/rsa'
import { RETRY, VerificationError } from '../../errors'
import type { CalendarDate } from '../../identity/calendar'
import { decodeGb18030 } from '../../identity/gb18030'
import { readIdNumber } from '../../identity/id-number'
import { readName } from '../../identity/name'
import { readCode, readJson } from '../../json'
import type { Outcome } from '../channel'
import { refused } from '../code-table'
import { CALL_CODES } from './codes'

/** What the fields are opened with. */
export interface RealnameOpener {
  /** Of the merchant's key, the one of the serial that was sent. */
  open: Pkcs1Opener
  /** In China. */
  today: CalendarDate
}

const FIELD = v.optional(v.unknown())
const REPLY = v.object({
  errcode: FIELD,
  encryted_real_name: FIELD, // sic: upstream drops the p
  encryted_credential_id: FIELD,
  encrypted_real_name: FIELD, // in case it ever mends it
  encrypted_credential_id: FIELD,
})

const NOT_OPENED: Outcome = {
  status: 'failed',
  code: 'DECRYPT_FAILED',
  retry: RETRY.DECRYPT_FAILED,
}

/**
 * Reads the answer of getrealnameinfo. The name is GBK, the ID number ASCII, each encrypted to the
 * merchant.
 *
 * Fails closed: that a field opens proves nothing, because a wrong key or ciphertext gives bytes that
 * look random. Both must come out as what they claim to be. Every failure looks the same from
 * outside, so that nobody can use it to take the padding apart.
 *
 * @throws {VerificationError} UPSTREAM_UNAVAILABLE: it is no answer of getrealnameinfo at all.
 */
export function readRealname(body: Buffer, { open, today }: RealnameOpener): Outcome {
  const reply = readJson(REPLY, body)
  if (!reply) throw strange()
  const sealedName = present(reply.encryted_real_name) ?? present(reply.encrypted_real_name)
  const sealedNumber =
    present(reply.encryted_credential_id) ?? present(reply.encrypted_credential_id)
  const both = sealedName !== undefined && sealedNumber !== undefined
  const code = reply.errcode === undefined && both ? '0' : readCode(reply.errcode)
  if (code === undefined) throw strange()
  if (code !== '0') return refused(CALL_CODES, code)
  if (!both) return NOT_OPENED

  const name = readName(openField(sealedName, open))
  const idNumber = readIdNumber(openField(sealedNumber, open), today)
  if (!name.ok || !idNumber.ok) return NOT_OPENED
  const identity = { name: name.value, idNumber: idNumber.value, credentialType: 'IDENTITY_CARD' }
  return { status: 'passed', identity }
}

/** An empty field is none. */
function present(field: unknown): string | undefined {
  return typeof field === 'string' && field !== '' ? field : undefined
}

/** The text of one sealed field; `undefined` when it does not open, or opens to no text. */
function openField(base64: string, open: Pkcs1Opener): string | undefined {
  const ciphertext = readBase64(base64)
  const plaintext = ciphertext && open(ciphertext)
  return plaintext && decodeGb18030(plaintext)
}

function strange(): VerificationError {
  return new VerificationError('UPSTREAM_UNAVAILABLE', 'getrealnameinfo: no errcode')
}
