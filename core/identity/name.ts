import { mendPrivateUse } from './gb18030'

/** The first rule that a name breaks, in the order in which they are asked. */
export type NameFault = 'type' | 'length' | 'characters' | 'dot'

export type NameReading =
  /** `value` is normalised. Store, hash, send and compare only this. */
  { ok: true; value: string } | { ok: false; reason: NameFault }

/** Code points, dots included. Systems must take 25 at least (民委发〔2016〕33号). */
const LEAST = 2
const MOST = 50
/** UTF-16 units before normalising: keeps the patterns below off text that is no name at all. */
const MOST_RAW = 200

/**
 * What is met in place of the middle dot: U+2022, U+30FB, U+FF65, U+2027, U+22C5, U+2219, U+FF0E,
 * U+0387, U+2024; and U+00B7 itself, because of the spaces around it.
 */
const DOTS =
  /\p{White_Space}*[\u00b7\u2022\u30fb\uff65\u2027\u22c5\u2219\uff0e\u0387\u2024]\p{White_Space}*/gu
const OUTER_SPACE = /^\p{White_Space}+|\p{White_Space}+$/gu

/** With `Script=Han` come U+3007 〇 and every extension that the Unicode of this Node knows. */
const CHARACTERS = /^[\p{Script=Han}\u00b7]+$/u
const STRAY_DOT = /^\u00b7|\u00b7\u00b7|\u00b7$/

/**
 * Reads the name on a mainland card: Han characters, parts separated by single middle dots U+00B7.
 *
 * Normalises, once: spaces around it dropped, private-use characters of GB18030 row FE put right,
 * look-alikes of the dot replaced and the spaces around them dropped. Never NFC or NFKC, which turn
 * characters that people carry into others.
 */
export function readName(text: unknown): NameReading {
  if (typeof text !== 'string') return refuse('type')
  if (text.length > MOST_RAW) return refuse('length')
  const value = mendPrivateUse(text.replace(OUTER_SPACE, '')).replace(DOTS, '\u00b7')
  const length = [...value].length
  if (length < LEAST || length > MOST) return refuse('length')
  if (!CHARACTERS.test(value)) return refuse('characters')
  if (STRAY_DOT.test(value)) return refuse('dot')
  return { ok: true, value }
}

function refuse(reason: NameFault): NameReading {
  return { ok: false, reason }
}
