import CryptoJS from 'crypto-js'
import { isObject } from './http'
import type { ApiRefusal, Person } from './wechat-call'
import { isMissing } from './wechat-call'

/** The only kind of document there is. */
const CERT_TYPE = 'IDENTITY_CARD'

/** Every openid that begins so belongs to another AppID. */
export const FOREIGN_OPENID = 'foreign-'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECKS = '10X98765432'

/** Who is to be filmed, by a well-formed `getverifyid`. */
export interface Claimed {
  outSeqNo: string
  openid: string
  person: Person
}

/**
 * Checks `getverifyid` in the order in which the parameters are written.
 *
 * @param isTaken Has this `out_seq_no` been seen? Asking takes it.
 */
export function checkStart(
  body: Readonly<Record<string, unknown>>,
  isTaken: (outSeqNo: string) => boolean,
): Claimed | ApiRefusal {
  const { out_seq_no, cert_info, openid } = body
  if (isMissing(out_seq_no)) return { code: '84010', reason: '没有 out_seq_no' }
  if (typeof out_seq_no !== 'string' || !/^[0-9A-Za-z_-]{5,32}$/.test(out_seq_no)) {
    return { code: '84011', reason: 'out_seq_no 应为 5 到 32 个字母、数字、_ 或 -' }
  }
  if (isTaken(out_seq_no)) return { code: '84019', reason: 'out_seq_no 用过了' }
  const person = readCertInfo(cert_info)
  if ('reason' in person) return person
  if (isMissing(openid)) return { code: '84016', reason: '没有 openid' }
  if (typeof openid !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(openid)) {
    return { code: '40003', reason: 'openid 不成样子' }
  }
  if (openid.startsWith(FOREIGN_OPENID)) return { code: '40003', reason: 'openid 属于别的 AppID' }
  return { outSeqNo: out_seq_no, openid, person }
}

function readCertInfo(info: unknown): Person | ApiRefusal {
  if (!isObject(info)) return { code: '84012', reason: '没有 cert_info' }
  const { cert_type, cert_name: name, cert_no: idNumber } = info
  if (cert_type !== CERT_TYPE) return { code: '84013', reason: `cert_type 不是 ${CERT_TYPE}` }
  // Bytes that are no UTF-8 have become U+FFFD by now.
  if (typeof name !== 'string' || name === '' || name.includes('\ufffd')) {
    return { code: '84014', reason: 'cert_name 为空，或不是 UTF-8' }
  }
  if (typeof idNumber !== 'string' || !isIdNumber(idNumber)) {
    return { code: '84015', reason: 'cert_no 不是 18 位的公民身份号码' }
  }
  return { name, idNumber }
}

/** 18 characters with a right check character (GB 11643). */
function isIdNumber(text: string): boolean {
  if (!/^[0-9]{17}[0-9X]$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return CHECKS[sum % 11] === text[17]
}

/** Lower-case hexadecimal SHA-256 of the three values, each in base64; the number is taken as it is. */
export function certHashOf({ name, idNumber }: Person): string {
  const base64 = (text: string) => CryptoJS.enc.Base64.stringify(CryptoJS.enc.Utf8.parse(text))
  const parts = [
    `cert_type=${base64(CERT_TYPE)}`,
    `cert_name=${base64(name)}`,
    `cert_no=${base64(idNumber)}`,
  ]
  return CryptoJS.SHA256(parts.join('&')).toString()
}
