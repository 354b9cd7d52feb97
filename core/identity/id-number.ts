import type { CalendarDate } from './calendar'
import { readCalendarDate } from './calendar'

/**
 * Which card the number is of: resident identity card (居民身份证), residence permit of a person from
 * Hong Kong, Macao or Taiwan (港澳台居民居住证), foreigner's permanent residence card (外国人永久居留身份证).
 * A well-formed number is not yet one that a channel accepts.
 */
export type IdNumberKind = 'mainland' | 'hmt-residence' | 'foreign-permanent-residence'

/** The first rule that a number breaks, in the order in which they are asked. */
export type IdNumberFault =
  | 'type'
  | 'length'
  | 'characters'
  | 'region'
  | 'birthday'
  | 'future'
  | 'check-digit'

export type IdNumberReading =
  | {
      ok: true
      /** Canonical: 17 ASCII digits and a digit or `X`. Store, hash, send and compare only this. */
      value: string
      kind: IdNumberKind
      birthDate: CalendarDate
      sex: 'male' | 'female'
    }
  | { ok: false; reason: IdNumberFault }

/**
 * Two digits each. Districts are not looked at: codes withdrawn long ago stay on the cards of people
 * who are alive.
 */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
)
const HMT_REGIONS = new Set(['810000', '820000', '830000'])
const FIRST_DAY: CalendarDate = '1900-01-01'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'

/** `！` (U+FF01) and `!` (U+0021), and so on to `～` and `~`. */
const FULL_WIDTH_OFFSET = 0xfee0

/**
 * Reads an ID number (公民身份号码): region 6, birthday 8, sequence 3, check character 1.
 *
 * Takes spaces around it, full-width digits and letters, and a small `x`. A number of 15 digits is
 * refused: those cards have not been valid since 2013, and they have no check character.
 *
 * @param text Must be text: eighteen digits do not fit into a JavaScript number.
 * @param today In China; see {@link chinaDate}.
 * @see GB 11643-1999; ISO 7064 MOD 11-2
 */
export function readIdNumber(text: unknown, today: CalendarDate): IdNumberReading {
  if (typeof text !== 'string') return refuse('type')
  const value = canonicalIdNumber(text)
  if (value.length !== 18) return refuse('length')
  if (!/^[0-9]{17}[0-9X]$/.test(value)) return refuse('characters')
  const kind = kindOf(value)
  if (!kind) return refuse('region')
  const birthDate = readCalendarDate(value.slice(6, 14))
  if (!birthDate || birthDate < FIRST_DAY) return refuse('birthday')
  if (birthDate > today) return refuse('future')
  if (value[17] !== checkCharacter(value)) return refuse('check-digit')
  return { ok: true, value, kind, birthDate, sex: Number(value[16]) % 2 === 1 ? 'male' : 'female' }
}

/** The one spelling of a number, however it was typed. Says nothing about whether it is one. */
export function canonicalIdNumber(text: string): string {
  return text
    .trim()
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (wide) =>
      String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET),
    )
    .replace(/x/g, 'X')
}

function kindOf(value: string): IdNumberKind | undefined {
  if (HMT_REGIONS.has(value.slice(0, 6))) return 'hmt-residence'
  if (PROVINCES.has(value.slice(0, 2))) return 'mainland'
  const foreign = value[0] === '9' && PROVINCES.has(value.slice(1, 3))
  return foreign ? 'foreign-permanent-residence' : undefined
}

function checkCharacter(value: string): string | undefined {
  const sum = WEIGHTS.reduce((total, weight, n) => total + weight * Number(value[n]), 0)
  return CHECK_CHARACTERS[sum % 11]
}

function refuse(reason: IdNumberFault): IdNumberReading {
  return { ok: false, reason }
}
