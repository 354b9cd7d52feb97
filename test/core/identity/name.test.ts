import fc from 'fast-check'
import { readName } from '../../../core/identity/name'
import vectors from '../../vectors/identity/names.json'

interface Case {
  name: string
  given: { value?: unknown; codeUnits?: number[] }
  expect: { valid: boolean; normalized?: string }
  invalid?: string
}

const CASES = vectors.cases as Case[]
const textOf = ({ value, codeUnits }: Case['given']) =>
  codeUnits ? String.fromCharCode(...codeUnits) : value

test.each(CASES.filter(({ invalid }) => invalid))(
  'name · ID-9 refused vector · $name',
  ({ given, invalid }) => {
    expect(readName(textOf(given))).toEqual({ ok: false, reason: invalid })
  },
)

test.each(CASES.filter(({ invalid }) => !invalid))(
  'name · ID-5 ID-6 ID-7 accepted vector · $name',
  ({ given, expect: { normalized } }) => {
    expect(readName(textOf(given))).toEqual({ ok: true, value: normalized })
  },
)

test.each([
  ['byte order mark in front', '\ufeff张三', 'characters'],
  ['zero-width joiner at the end', '张三\u200d', 'characters'],
  ['line break inside', '张\n三', 'characters'],
  ['U+0000 in front', '\u0000张三', 'characters'],
  ['much longer than a name', ' '.repeat(100_000), 'length'],
  ['only dots', '··', 'dot'],
])('name · %s · refused', (_name, text, reason) => {
  expect(readName(text)).toEqual({ ok: false, reason })
})

test('name · 50 characters outside the BMP · taken', () => {
  const name = '𬭎'.repeat(50)
  expect(readName(name)).toEqual({ ok: true, value: name })
})

test('name · whatever is thrown at it · what is read is Han, dotted singly, and stays as it is', () => {
  const unit = fc.constantFrom('张', '三', '〇', '𬭎', '·', '•', '\ue863', ' ', '　', 'A', '\ud800')
  const text = fc.string({ unit, maxLength: 8 })
  let taken = 0
  fc.assert(
    fc.property(fc.oneof(text, fc.anything()), (value) => {
      const reading = readName(value)
      if (!reading.ok) return
      taken++
      expect(reading.value).toMatch(/^\p{Script=Han}+(?:\u00b7\p{Script=Han}+)*$/u)
      expect(readName(reading.value)).toEqual(reading)
    }),
    { seed: 3, numRuns: 5000 },
  )
  expect(taken).toBeGreaterThan(50)
})
