import * as v from 'valibot'
import { RETRY, VerificationError } from '../../errors'
import { readCode, readJson } from '../../json'
import type { Outcome, Pending } from '../channel'
import type { CodeRow } from '../code-table'
import { lookUp, refused } from '../code-table'
import { CALL_CODES, CLIENT_CODES, VERDICT_CODES } from './codes'

/** What a verdict is read with. */
export interface Face2Holder {
  /** What the client said, if it said anything: a hint that decides nothing but how long to wait. */
  errCode?: string | undefined
  /** May the person still come to the end? `verify_id` has not run out. */
  alive: boolean
}

const FIELD = v.optional(v.unknown())
const ID_REPLY = v.object({ errcode: FIELD, verify_id: FIELD })
const REPLY = v.object({ errcode: FIELD, verify_ret: FIELD })

const PASSED = '10000'
/** Longest `verify_id`, in characters. */
const MOST_ID = 256

/**
 * Reads the answer of getverifyid.
 *
 * @throws {VerificationError} What the code stands for; UPSTREAM_UNAVAILABLE: it is no answer of
 *   getverifyid at all.
 */
export function readVerifyId(body: Buffer): string {
  const reply = readJson(ID_REPLY, body)
  const code = readCode(reply?.errcode)
  const id = reply?.verify_id
  if (code === '0' && typeof id === 'string' && id !== '' && id.length <= MOST_ID) return id
  const row = code === undefined ? undefined : lookUp(CALL_CODES, code)
  throw new VerificationError(row?.code ?? 'UPSTREAM_UNAVAILABLE', 'getverifyid refused', {
    ...(row && { retry: row.retry }),
    ...(code !== undefined && { upstream: code }),
  })
}

/**
 * Reads the answer of queryverifyinfo.
 *
 * Fails closed: a pass is `errcode` 0, which says that number, openid and process are the ones that
 * were sent to getverifyid, and `verify_ret` 10000. Nothing else is.
 *
 * @throws {VerificationError} UPSTREAM_UNAVAILABLE: it is no answer of queryverifyinfo at all.
 */
export function readFace2(body: Buffer, holder: Face2Holder): Outcome {
  const reply = readJson(REPLY, body)
  const code = readCode(reply?.errcode)
  if (!reply || code === undefined) {
    throw new VerificationError('UPSTREAM_UNAVAILABLE', 'queryverifyinfo: no errcode')
  }
  if (code !== '0') return refused(CALL_CODES, code)
  const verdict = readCode(reply.verify_ret)
  if (verdict === PASSED) return { status: 'passed' }
  const outcome = refused(VERDICT_CODES, verdict)
  return outcome.status === 'pending' ? unfinished(outcome, holder) : outcome
}

/** Upstream has no verdict yet: whoever gave up will not come to one, and no more will a dead id. */
function unfinished(outcome: Pending, { errCode, alive }: Face2Holder): Outcome {
  const { upstream } = outcome
  const said = errCode === undefined ? undefined : clientRow(errCode)
  if (said) {
    const why = { code: said.code, retry: said.retry, ...(upstream && { upstream }) }
    return said.effect === 'cancelled'
      ? { status: 'cancelled', ...why }
      : { status: 'failed', ...why }
  }
  if (alive) return outcome
  const why = { code: 'SESSION_EXPIRED', retry: RETRY.SESSION_EXPIRED } as const
  return { status: 'failed', ...why, ...(upstream && { upstream }) }
}

/** The row of words that say that there will be no verdict; not of those that only announce one. */
function clientRow(errCode: string): CodeRow | undefined {
  const code = readCode(errCode)
  if (code === undefined) {
    const names = Object.keys(CLIENT_CODES)
    const name = names.find((each) => new RegExp(`\\b${each}\\b`, 'i').test(errCode))
    return name === undefined ? undefined : lookUp(CLIENT_CODES, name)
  }
  const row = lookUp(CLIENT_CODES, `errCode ${code}`) ?? lookUp(VERDICT_CODES, code)
  return row?.effect === 'cancelled' ? row : undefined
}
