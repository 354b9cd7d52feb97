import * as v from 'valibot'
import type { ErrorCode } from '../../../typings/contract'
import { sameText } from '../../crypto/bytes'
import { RETRY, VerificationError } from '../../errors'
import { readCode, readJson } from '../../json'
import type { Cancelled, Failed, Memory, Outcome, Pending } from '../channel'
import type { CodeTable } from '../code-table'
import { lookUp, refused } from '../code-table'
import { CALL_CODES, FURTHER_CODES, VERDICT_CODES } from './codes'

/** What a verdict is held against: the server's own, never the client's. */
export interface Face1Holder extends Memory<'face1'> {
  /** The caller's openid. */
  owner: string
  /** Unix seconds. */
  startedAt: number
  /** Unix seconds. */
  now: number
}

const FIELD = v.optional(v.unknown())
const KEY_REPLY = v.object({ errcode: FIELD, user_id_key: FIELD })
const REPLY = v.object({
  errcode: FIELD,
  identify_ret: FIELD,
  openid: FIELD,
  id_card_number_md5: FIELD,
  name_utf8_md5: FIELD,
  finish_time: FIELD,
  identify_time: FIELD,
  check_alive_type: FIELD,
})
type Reply = v.InferOutput<typeof REPLY>

const VERDICTS: CodeTable = { ...VERDICT_CODES, ...FURTHER_CODES }

/** How far upstream's clock and ours may be apart. Seconds. */
const SKEW_S = 60
/** Longest key, in characters. */
const MOST_KEY = 1024

/**
 * Reads the answer of getuseridkey: a key that stands for name and number in the client.
 *
 * @throws {VerificationError} What the code stands for; UPSTREAM_UNAVAILABLE: it is no answer of
 *   getuseridkey at all.
 */
export function readUserIdKey(body: Buffer): string {
  const reply = readJson(KEY_REPLY, body)
  const code = readCode(reply?.errcode)
  const key = reply?.user_id_key
  if (code === '0' && typeof key === 'string' && key !== '' && key.length <= MOST_KEY) return key
  const row = code === undefined ? undefined : lookUp(CALL_CODES, code)
  throw new VerificationError(row?.code ?? 'UPSTREAM_UNAVAILABLE', 'getuseridkey refused', {
    ...(row && { retry: row.retry }),
    ...(code !== undefined && { upstream: code }),
  })
}

/**
 * Reads the answer of getinfo.
 *
 * Fails closed. A pass needs `errcode` 0, which says only that the call worked, `identify_ret` 0, our
 * person's openid, the fingerprints of both the name and the number that the server holds, a time
 * within this attempt, and a check no weaker than was demanded.
 *
 * @throws {VerificationError} UPSTREAM_UNAVAILABLE: it is no answer of getinfo at all.
 */
export function readFace1(body: Buffer, holder: Face1Holder): Outcome {
  const reply = readJson(REPLY, body)
  const code = readCode(reply?.errcode)
  if (!reply || code === undefined) {
    throw new VerificationError('UPSTREAM_UNAVAILABLE', 'getinfo: no errcode')
  }
  if (code !== '0') return refused(CALL_CODES, code)
  const verdict = readCode(reply.identify_ret)
  return verdict === '0' ? judge(reply, holder) : readVerdict(verdict)
}

/** What a verdict that is not a yes amounts to, from upstream or from the client. */
export function readVerdict(code: string | undefined): Failed | Pending | Cancelled {
  return refused(VERDICTS, code)
}

function judge(reply: Reply, holder: Face1Holder): Outcome {
  const ours =
    isSame(reply.openid, holder.owner) &&
    isFingerprint(reply.name_utf8_md5, holder.nameMd5) &&
    isFingerprint(reply.id_card_number_md5, holder.idNumberMd5) &&
    isFresh([reply.finish_time, reply.identify_time], holder)
  if (!ours) return failed('BINDING_MISMATCH')
  return isStrong(reply.check_alive_type, holder) ? { status: 'passed' } : failed('LIVENESS_FAILED')
}

function isSame(field: unknown, wanted: string): boolean {
  return typeof field === 'string' && sameText(field, wanted)
}

/** Hex in either case; in constant time, because a number can be found by trying. */
function isFingerprint(field: unknown, wanted: string): boolean {
  return typeof field === 'string' && /^[0-9a-f]{32}$/i.test(field)
    ? sameText(field.toLowerCase(), wanted)
    : false
}

/** One time has to be there, and none may be of another attempt. */
function isFresh(fields: readonly unknown[], { startedAt, now }: Face1Holder): boolean {
  const times = fields.filter((field) => field !== undefined && field !== null)
  return (
    times.length > 0 &&
    times.every((field) => {
      const time = Number(readCode(field) ?? Number.NaN)
      return time >= startedAt - SKEW_S && time <= now + SKEW_S
    })
  )
}

/** Reading digits (0) is weaker than a flashing screen (1). What larger values mean is not known. */
function isStrong(field: unknown, { checkAliveType }: Face1Holder): boolean {
  if (field === undefined || checkAliveType !== 1) return true
  const type = readCode(field)
  return type !== undefined && type !== '0'
}

function failed(code: ErrorCode): Outcome {
  return { status: 'failed', code, retry: RETRY[code] }
}
