import type { Handoff } from '../../../typings/contract'

type FaceResult = WechatMiniprogram.FaceResult
type FaceKind = Extract<Handoff['kind'], 'faceVerify' | 'facialVerify'>

/** The person turned back. */
export const TURNED_BACK = '90100'
const FINISHED = '0'
const NO_REASON = '-1'

/** What the server knows such words by. First match counts. */
const WORDS: Readonly<Record<FaceKind, readonly [RegExp, string][]>> = {
  faceVerify: [
    [/no permission|access denied/i, 'errno 102'],
    [/function not exist/i, 'function not exist'],
    [/not support/i, 'fail not support'],
  ],
  facialVerify: [
    [/offline verifying|no permission|access denied/i, 'permission value is offline verifying'],
    [/privacy/i, 'errno 104'],
    [/function not exist/i, 'no API'],
  ],
}

/**
 * What the face call brings back, as the contract names it: code, and the ticket of those calls
 * that give one. A hint: only the server finds out how it ended.
 */
export function faceEvidence(kind: FaceKind, result: FaceResult): object {
  const { errCode, verifyResult } = result
  return {
    ...(kind === 'faceVerify' && verifyResult ? { verifyResult } : {}),
    errCode: errCode === undefined ? guessCode(kind, result) : String(errCode),
  }
}

/** Some clients give words and no code. */
function guessCode(kind: FaceKind, { errMsg = '', errno }: FaceResult): string {
  if (/:ok/.test(errMsg)) return FINISHED
  if (/cancel/i.test(errMsg)) return TURNED_BACK
  if (errno !== undefined) return `errno ${errno}`
  return WORDS[kind].find(([words]) => words.test(errMsg))?.[1] ?? NO_REASON
}
