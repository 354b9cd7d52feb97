import fc from 'fast-check'
import { createJsonSieve, textPieces } from '../../core/json'

const LIMIT = 8
/** As the first string that is cut out is marked. */
const MARK = '\u00000'

interface Sifted {
  value: unknown
  /** The document with the text of each cut string back in its place. */
  whole: unknown
}

/** Sifts in pieces of `size` bytes; `undefined` when it is refused. */
function sift(document: Uint8Array, size = 7, limit = LIMIT): Sifted | undefined {
  const bytes = Buffer.from(document)
  const sieve = createJsonSieve(limit)
  for (let at = 0; at < bytes.length; at += size) {
    if (!sieve.push(bytes.subarray(at, at + size))) return undefined
  }
  const small = sieve.end()
  const parsed = small && plain(small)
  if (!parsed) return undefined

  const textOf = (text: string): string => {
    const span = sieve.cutAt(text)
    return span ? (JSON.parse(`"${bytes.toString('utf8', span.start, span.end)}"`) as string) : text
  }
  return { value: parsed.value, whole: restore(parsed.value, textOf) }
}

function restore(value: unknown, textOf: (text: string) => string): unknown {
  if (typeof value === 'string') return textOf(value)
  if (Array.isArray(value)) return value.map((item) => restore(item, textOf))
  if (typeof value !== 'object' || value === null) return value
  const rows = Object.entries(value).map(([key, item]) => [textOf(key), restore(item, textOf)])
  return Object.fromEntries(rows)
}

/** The plain way that the sieve must agree with. */
function plain(bytes: Uint8Array): { value: unknown } | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

const agree = (document: Uint8Array, size: number) =>
  expect(sift(document, size)?.whole).toEqual(plain(document)?.value)

const unit = fc.constantFrom('a', '"', '\\', '/', '\n', '\0', 'é', '张', '𬭎', '{', ':', '\u007f')
const text = fc.oneof(
  fc.string({ unit, maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(MARK, '\u0000', '\u000012'),
)
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.constantFrom(0, -1.5, true, null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}))
const size = fc.integer({ min: 1, max: 12 })

/** As other writers spell it: slashes escaped, or everything beyond ASCII. */
const spelled = fc
  .tuple(json, fc.integer({ min: 0, max: 3 }))
  .map(([value, how]) => spell(JSON.stringify(value, null, how % 2), how))

function spell(document: string, how: number): string {
  if (how === 1) return document.replace(/\//g, '\\/')
  if (how < 2) return document
  return document.replace(/[^\0-~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

test('sieve · whatever the document · what is kept and what is cut make up the whole', () => {
  fc.assert(
    fc.property(spelled, size, (document, n) => agree(Buffer.from(document), n)),
    { seed: 9, numRuns: 3000 },
  )
})

test('sieve · a document with one byte changed · refused where JSON.parse refuses, else the same', () => {
  const place = fc.integer({ min: 0, max: 1000 })
  const byte = fc.oneof(fc.constantFrom(0x22, 0x5c, 0x75, 0x0a, 0x80, 0xed, 0xf4), fc.nat(255))
  let refused = 0
  fc.assert(
    fc.property(spelled, size, place, byte, (document, n, at, other) => {
      const bytes = Buffer.from(document)
      bytes[at % bytes.length] = other
      if (!plain(bytes)) refused++
      expect(sift(bytes, n) === undefined).toBe(plain(bytes) === undefined)
      agree(bytes, n)
    }),
    { seed: 10, numRuns: 5000 },
  )
  expect(refused).toBeGreaterThan(500)
})

test('sieve · a document cut short · refused where JSON.parse refuses, else the same', () => {
  fc.assert(
    fc.property(spelled, size, fc.nat(1000), (document, n, at) => {
      const bytes = Buffer.from(document)
      const short = bytes.subarray(0, at % bytes.length)
      expect(sift(short, n) === undefined).toBe(plain(short) === undefined)
    }),
    { seed: 11, numRuns: 2000 },
  )
})

test('sieve · any bytes in a long string · refused where the decoder of the platform refuses', () => {
  const bytes = fc.array(fc.oneof(fc.nat(255), fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x9f, 0xa0)))
  fc.assert(
    fc.property(bytes, size, (inner, n) => {
      const quoted = Buffer.concat([
        Buffer.from('"aaaaaaaaaaaa'),
        Buffer.from(inner.filter((byte) => byte !== 0x22 && byte !== 0x5c)),
        Buffer.from('"'),
      ])
      expect(sift(quoted, n) === undefined).toBe(plain(quoted) === undefined)
    }),
    { seed: 12, numRuns: 5000 },
  )
})

test('sieve · the same key twice · the last one stands, as in JSON.parse', () => {
  const long = 'x'.repeat(50)
  for (const [first, last] of [
    [0, 603],
    [long, 0],
    [0, long],
    [long, `${long}y`],
  ]) {
    const document = Buffer.from(`{"code":${JSON.stringify(first)},"code":${JSON.stringify(last)}}`)
    expect(sift(document)?.whole).toEqual({ code: last })
  }
})

test('sieve · a value that looks like a mark · is never taken for one', () => {
  const long = 'x'.repeat(50)
  const document = { a: long, b: MARK, [MARK]: 'c' }
  expect(sift(Buffer.from(JSON.stringify(document)))?.whole).toEqual(document)
})

test.each([
  [LIMIT, true],
  [LIMIT + 1, false],
])('sieve · a string of %i bytes · kept: %p', (length, kept) => {
  const value = 'a'.repeat(length)
  for (const n of [1, 3, LIMIT, 100]) {
    expect(sift(Buffer.from(JSON.stringify([value])), n)?.value).toEqual([kept ? value : MARK])
  }
})

test('sieve · what is cut out · is not held', () => {
  const sieve = createJsonSieve(LIMIT)
  sieve.push(Buffer.from('{"video":"'))
  for (let n = 0; n < 100; n++) sieve.push(Buffer.alloc(10_000, 0x41))
  sieve.push(Buffer.from('","code":0}'))
  expect(sieve.end()?.length).toBeLessThan(64)
})

test('sieve · broken · says so at once, and stays broken', () => {
  const sieve = createJsonSieve(LIMIT)
  expect(sieve.push(Buffer.from('{"a":"\n'))).toBe(false)
  expect(sieve.push(Buffer.from('"}'))).toBe(false)
  expect(sieve.end()).toBeUndefined()
})

test('text pieces · whatever the text and its escapes · the text, in every size of piece', () => {
  const ascii = fc.string({
    unit: fc.constantFrom('A', '/', '\\', '"', '\n', '\r', 'u', '0'),
    maxLength: 40,
  })
  fc.assert(
    fc.property(ascii, fc.nat(3), fc.integer({ min: 6, max: 15 }), (value, how, n) => {
      const escaped = spell(JSON.stringify(value), how % 2).replace(/A/g, how > 1 ? '\\u0041' : 'A')
      const bytes = Buffer.from(escaped)
      const span = { start: 1, end: bytes.length - 1 }
      expect([...textPieces(bytes, span, n)].join('')).toBe(value)
    }),
    { seed: 13, numRuns: 5000 },
  )
})
