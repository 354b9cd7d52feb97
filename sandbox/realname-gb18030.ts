/**
 * Cells of GB18030 row FE for which decoders differ: some Node give private use. The names of people
 * lie there, so these are written down: byte after FE → code point.
 */
const ROW_FE: readonly (readonly [trail: number, codePoint: number])[] = [
  [0x51, 0x20087],
  [0x52, 0x20089],
  [0x53, 0x200cc],
  [0x59, 0x9fb4],
  [0x61, 0x9fb5],
  [0x66, 0x9fb6],
  [0x67, 0x9fb7],
  [0x6c, 0x215d7],
  [0x6d, 0x9fb8],
  [0x76, 0x2298f],
  [0x7e, 0x9fb9],
  [0x90, 0x9fba],
  [0x91, 0x241fe],
  [0xa0, 0x9fbb],
]

/** Four-byte codes of the Basic Multilingual Plane end before this one. */
const BMP_CODES = 39_420
/** Linear index of U+10000. */
const SUPPLEMENTARY = 189_000

const decoder = new TextDecoder('gb18030')
let twoByte: Map<string, Buffer> | undefined
let fourByte: Map<string, number> | undefined

/**
 * Text as the bytes that the upstream calls GBK: one byte for ASCII, two where GBK has a cell, else the
 * four of GB18030.
 *
 * @throws {RangeError} A character that cannot be written, such as half a surrogate pair.
 */
export function encodeGb18030(text: string): Buffer {
  return Buffer.concat([...text].map(encodeCharacter))
}

function encodeCharacter(character: string): Buffer {
  const codePoint = character.codePointAt(0) ?? 0
  if (codePoint < 0x80) return Buffer.of(codePoint)
  twoByte ??= invertTwoByte()
  const known = twoByte.get(character)
  if (known) return known
  if (codePoint >= 0x10000) return fourBytes(codePoint - 0x10000 + SUPPLEMENTARY)
  fourByte ??= invertFourByte()
  const index = fourByte.get(character)
  if (index === undefined) throw new RangeError('not a character of GB18030')
  return fourBytes(index)
}

/** Every two-byte code that decodes to one character outside private use. */
function invertTwoByte(): Map<string, Buffer> {
  const codes = new Map<string, Buffer>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const bytes = Buffer.of(lead, trail)
      const character = trail === 0x7f ? '' : decoder.decode(bytes)
      if (isCharacter(character)) codes.set(character, bytes)
    }
  }
  for (const [trail, codePoint] of ROW_FE) {
    codes.set(String.fromCodePoint(codePoint), Buffer.of(0xfe, trail))
  }
  return codes
}

function invertFourByte(): Map<string, number> {
  const codes = new Map<string, number>()
  for (let index = 0; index < BMP_CODES; index += 1) {
    const character = decoder.decode(fourBytes(index))
    if (isCharacter(character)) codes.set(character, index)
  }
  return codes
}

function isCharacter(text: string): boolean {
  return [...text].length === 1 && !/[\ufffd\ue000-\uf8ff]/.test(text)
}

/** The code at this place of the four-byte order 81308130, 81308131, … */
function fourBytes(index: number): Buffer {
  return Buffer.of(
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  )
}
