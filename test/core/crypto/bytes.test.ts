import fc from 'fast-check'
import { createBase64Reader, readBase64, sameBytes, sameText } from '../../../core/crypto/bytes'

const REFUSED = [
  ['url-safe minus', '-_8='],
  ['url-safe underscore', 'AA_/'],
  ['no padding', 'QQ'],
  ['half the padding', 'QQ='],
  ['too much padding', 'QUI=='],
  ['padding alone', '===='],
  ['padding inside', 'QQ==QQ=='],
  ['stray bits before two', 'QR=='],
  ['stray bits before one', 'QUJ='],
  ['space', 'QU I='],
  ['line break at the end', 'QUJD\n'],
  ['CR LF inside', 'QUJD\r\nQUJD'],
  ['other characters', '****'],
  ['beyond ASCII', 'QUJé'],
  ['one character', 'Q'],
] as const

/** Reads in pieces of `size` characters. */
function readPieces(text: string, size: number): Buffer | undefined {
  const reader = createBase64Reader()
  const read: Buffer[] = []
  for (let at = 0; at < text.length; at += size) {
    const bytes = reader.push(text.slice(at, at + size))
    if (!bytes) return undefined
    read.push(bytes)
  }
  return reader.end() ? Buffer.concat(read) : undefined
}

test.each(REFUSED)('base64 · IA-7 %s · refused', (_name, text) => {
  expect(readBase64(text)).toBeUndefined()
})

test.each(REFUSED)('base64 in pieces · IA-7 %s · refused', (_name, text) => {
  for (const size of [1, 2, 3, 4, 5, 64]) expect(readPieces(text, size)).toBeUndefined()
})

test('base64 in pieces · more after a refusal or after padding · stays refused', () => {
  const reader = createBase64Reader()
  expect(reader.push('QUJD')?.toString()).toBe('ABC')
  expect(reader.push('****')).toBeUndefined()
  expect(reader.push('QUJD')).toBeUndefined()
  expect(reader.push('')).toBeUndefined()
  expect(reader.end()).toBe(false)

  const padded = createBase64Reader()
  expect(padded.push('QQ==')?.toString()).toBe('A')
  expect(padded.push('QUJD')).toBeUndefined()
  expect(padded.end()).toBe(false)
})

test('base64 · whatever the bytes · read back, whole and in pieces', () => {
  const size = fc.integer({ min: 1, max: 9 })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), size, (bytes, n) => {
      const text = Buffer.from(bytes).toString('base64')
      expect(readBase64(text)).toEqual(Buffer.from(bytes))
      expect(readPieces(text, n)).toEqual(Buffer.from(bytes))
    }),
    { seed: 4, numRuns: 1000 },
  )
})

test('base64 · whatever the text · pieces and whole agree', () => {
  const unit = fc.constantFrom('A', 'Q', 'R', '/', '+', '=', '-', '_', ' ', '\n', 'é')
  const text = fc.string({ unit, maxLength: 12 })
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 5 }), (chars, n) => {
      expect(readPieces(chars, n)).toEqual(readBase64(chars))
    }),
    { seed: 5, numRuns: 5000 },
  )
})

test.each([
  ['', '', true],
  ['a', 'a', true],
  ['张三', '张三', true],
  ['a', 'b', false],
  ['a', 'aa', false],
  ['', 'a', false],
])('same · %p and %p · %p', (one, other, same) => {
  expect(sameText(one, other)).toBe(same)
  expect(sameBytes(Buffer.from(one), Buffer.from(other))).toBe(same)
})
