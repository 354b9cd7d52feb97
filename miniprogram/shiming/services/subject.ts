import type { SubjectProblem } from '../texts/subject'

/** What stands in the two fields, as it is sent. */
export interface Typed {
  name: string
  idNumber: string
}

const DOT_LOOKALIKES = /[\u2022\u30fb\uff65\u2027\u22c5\u2219\uff0e\u0387\u2024.]/g
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'
const PROVINCES = /^9?(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/

/** The name without outer spaces, with the one true dot. The server normalises again. */
export function tidyName(text: string): string {
  return text
    .trim()
    .replace(DOT_LOOKALIKES, '·')
    .replace(/\s*·\s*/g, '·')
}

/** The number without spaces, full-width characters as ASCII, X as a capital. */
export function tidyIdNumber(text: string): string {
  return text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (c) =>
      String.fromCharCode(c.charCodeAt(0) - 0xfee0),
    )
    .replace(/\s/g, '')
    .toUpperCase()
}

/**
 * What is wrong with a name, in the person's sight.
 *
 * @param done The person has left the field: what is too short now stays too short.
 */
export function nameProblem(text: string, done: boolean): SubjectProblem | undefined {
  const name = tidyName(text)
  if (name === '') return done ? 'nameMissing' : undefined
  if (/[!-~\s\u200b-\u200f\ufeff\ufffd]/.test(name)) return 'nameCharacters'
  if (/·{2}/.test(name)) return 'nameDots'
  const length = Array.from(name).length
  if (length > 50) return 'nameLong'
  if (!done) return undefined
  if (/^·|·$/.test(name)) return 'nameDots'
  return length < 2 ? 'nameShort' : undefined
}

/** What is wrong with an ID number. A number that is still being typed is not judged for its length. */
export function idNumberProblem(text: string, done: boolean): SubjectProblem | undefined {
  const number = tidyIdNumber(text)
  if (number === '') return done ? 'idNumberMissing' : undefined
  if (!/^\d*X?$/.test(number) || (number.endsWith('X') && number.length !== 18)) {
    return 'idNumberCharacters'
  }
  if (number.length < 18) return done ? 'idNumberShort' : undefined
  if (number.length > 18) return 'idNumberLong'
  return isWellFormed(number) ? undefined : 'idNumberWrong'
}

/** Ready to be sent? */
export function isComplete({ name, idNumber }: Typed): boolean {
  return nameProblem(name, true) === undefined && idNumberProblem(idNumber, true) === undefined
}

function isWellFormed(number: string): boolean {
  if (!PROVINCES.test(number) || !isBirthday(number.slice(6, 14))) return false
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number[i]), 0)
  return CHECK_CHARACTERS[sum % 11] === number[17]
}

/** A calendar date since 1900 that is not in the future, China time. */
function isBirthday(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number)
  if (year === undefined || month === undefined || day === undefined || year < 1900) return false
  const date = new Date(Date.UTC(year, month - 1, day))
  const today = Date.now() + 8 * 60 * 60 * 1000
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getTime() <= today
}
