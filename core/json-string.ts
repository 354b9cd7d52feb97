/** Where a reader is who goes through a JSON document for its strings: between characters … */
export const TEXT = 0
/** … after a backslash, before so many hexadecimal digits, before so many bytes of a character … */
const ESCAPE = 1
const HEX1 = 2
const HEX2 = 3
const HEX3 = 4
const HEX4 = 5
const MORE1 = 6
const MORE2 = 7
const MORE3 = 8
/** … after one of the four bytes of UTF-8 that limit the next one … */
const AFTER_E0 = 9
const AFTER_ED = 10
const AFTER_F0 = 11
const AFTER_F4 = 12
/** … past the closing quote, or where there can be no JSON string in UTF-8. From here on, not in it. */
export const OUTSIDE = 13
export const BROKEN = 14

export const QUOTE = 0x22
export const BACKSLASH = 0x5c

type Rule = readonly [from: number, first: number, last: number, to: number]

/**
 * A later rule outdoes an earlier one; a byte without a rule breaks the string.
 *
 * @see RFC 8259 § 7; RFC 3629 § 4
 */
const RULES: readonly Rule[] = [
  [TEXT, 0x20, 0x7f, TEXT],
  [TEXT, QUOTE, QUOTE, OUTSIDE],
  [TEXT, BACKSLASH, BACKSLASH, ESCAPE],
  ...[...'"\\/bfnrt'].map((letter) => only(ESCAPE, letter.charCodeAt(0), TEXT)),
  only(ESCAPE, 0x75, HEX4),
  ...hex(HEX4, HEX3),
  ...hex(HEX3, HEX2),
  ...hex(HEX2, HEX1),
  ...hex(HEX1, TEXT),
  [TEXT, 0xc2, 0xdf, MORE1],
  [TEXT, 0xe1, 0xef, MORE2],
  [TEXT, 0xf1, 0xf3, MORE3],
  only(TEXT, 0xe0, AFTER_E0),
  only(TEXT, 0xed, AFTER_ED),
  only(TEXT, 0xf0, AFTER_F0),
  only(TEXT, 0xf4, AFTER_F4),
  [AFTER_E0, 0xa0, 0xbf, MORE1],
  [AFTER_ED, 0x80, 0x9f, MORE1],
  [AFTER_F0, 0x90, 0xbf, MORE2],
  [AFTER_F4, 0x80, 0x8f, MORE2],
  [MORE3, 0x80, 0xbf, MORE2],
  [MORE2, 0x80, 0xbf, MORE1],
  [MORE1, 0x80, 0xbf, TEXT],
]

/** The next state, at `state × 256 + byte`. */
export const STEPS = steps()

/** 1 for the bytes that lead from `TEXT` to `TEXT`. */
export const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => (STEPS[byte] === TEXT ? 1 : 0))

function only(from: number, byte: number, to: number): Rule {
  return [from, byte, byte, to]
}

/** 0–9, A–F, a–f. */
function hex(from: number, to: number): Rule[] {
  return [
    [from, 0x30, 0x39, to],
    [from, 0x41, 0x46, to],
    [from, 0x61, 0x66, to],
  ]
}

function steps(): Uint8Array {
  const table = new Uint8Array(256 * OUTSIDE).fill(BROKEN)
  for (const [from, first, last, to] of RULES) {
    table.fill(to, 256 * from + first, 256 * from + last + 1)
  }
  return table
}
