import { randomBytes } from 'node:crypto'
import type { Clock } from './clock'
import type { Claimed } from './face2-check'
import { certHashOf } from './face2-check'
import type { ApiRefusal } from './wechat-call'
import { isMissing } from './wechat-call'

/** One face check that was opened. */
export interface FaceCheck extends Claimed {
  /** Unix seconds. */
  madeAt: number
  /** The face page was opened with it: it opens no second time. */
  used: boolean
  /** The face was filmed. */
  filmed: boolean
}

/** A `verify_id` lives this long. Seconds. */
export const CHECK_LIFE_S = 3600

/** The face checks of one AppID. */
export interface FaceChecks {
  /** Takes an `out_seq_no`, for ever. @returns Was it taken before? */
  take(outSeqNo: string): boolean
  /** @returns The `verify_id`. */
  open(claimed: Claimed, length: number): string
  /** For the face page: only the person it was made for, once. */
  enter(verifyId: unknown, openid: string): FaceCheck | ApiRefusal
  /** For the query: all four values must belong together. */
  find(body: Readonly<Record<string, unknown>>): FaceCheck | ApiRefusal
}

/** No checks yet. */
export function createFaceChecks(clock: Clock): FaceChecks {
  const taken = new Set<string>()
  const checks = new Map<string, FaceCheck>()
  const isOld = ({ madeAt }: FaceCheck) => clock.now() - madeAt >= CHECK_LIFE_S

  return {
    take: (outSeqNo) => {
      const before = taken.has(outSeqNo)
      taken.add(outSeqNo)
      return before
    },
    open: (claimed, length) => {
      const verifyId = randomBytes(length).toString('base64url').slice(0, length)
      checks.set(verifyId, { ...claimed, madeAt: clock.now(), used: false, filmed: false })
      return verifyId
    },
    enter: (verifyId, openid) => {
      const check = checks.get(String(verifyId))
      if (!check) return { code: '84001', reason: '没有这个 verify_id' }
      if (check.openid !== openid) return { code: '84001', reason: 'verify_id 是别人的' }
      if (check.used) return { code: '84001', reason: 'verify_id 用过了' }
      return isOld(check) ? { code: '84001', reason: 'verify_id 已过期' } : check
    },
    find: ({ verify_id, out_seq_no, cert_hash, openid }) => {
      if (isMissing(verify_id)) return { code: '84021', reason: '没有 verify_id' }
      if (isMissing(out_seq_no)) return { code: '84010', reason: '没有 out_seq_no' }
      if (isMissing(openid)) return { code: '84016', reason: '没有 openid' }
      const check = checks.get(String(verify_id))
      if (!check) return { code: '84001', reason: '没有这个 verify_id' }
      if (isOld(check)) return { code: '84022', reason: 'verify_id 已过 1 小时' }
      if (out_seq_no !== check.outSeqNo) return { code: '84020', reason: 'out_seq_no 是别的' }
      if (openid !== check.openid) return { code: '84017', reason: 'openid 是别人的' }
      const isSame = cert_hash === certHashOf(check.person)
      return isSame ? check : { code: '84018', reason: 'cert_hash 对不上' }
    },
  }
}
