import fc from 'fast-check'
import { canonicalIdNumber, readIdNumber } from '../../../core/identity/id-number'
import vectors from '../../vectors/identity/id-numbers.json'

interface Case {
  name: string
  given: { value: unknown; today: string }
  expect: { valid: boolean; normalized?: string; kind?: string; birthDate?: string; sex?: string }
  invalid?: string
}

const CASES = vectors.cases as Case[]
const TODAY = '2026-11-20'
const GOOD = '110000199003071231'

test.each(CASES.filter(({ invalid }) => invalid))(
  'ID number · ID-1 refused vector · $name',
  ({ given, invalid }) => {
    expect(readIdNumber(given.value, given.today)).toEqual({ ok: false, reason: invalid })
  },
)

test.each(CASES.filter(({ invalid }) => !invalid))(
  'ID number · ID-2 ID-3 ID-4 accepted vector · $name',
  ({ given, expect: { normalized, kind, birthDate, sex } }) => {
    const reading = { ok: true, value: normalized, kind, birthDate, sex }
    expect(readIdNumber(given.value, given.today)).toEqual(reading)
  },
)

test.each([
  ['undefined', undefined],
  ['object with toString', { toString: () => GOOD }],
  ['array of one', [GOOD]],
  ['bigint', 110000199003071231n],
])('ID number · ID-10 not text · %s is refused', (_name, value) => {
  expect(readIdNumber(value, TODAY)).toEqual({ ok: false, reason: 'type' })
})

test('ID number · any one digit changed · never another person of the same shape', () => {
  const digit = fc.integer({ min: 0, max: 9 }).map(String)
  const place = fc.integer({ min: 0, max: 16 })
  fc.assert(
    fc.property(place, digit, (at, other) => {
      fc.pre(other !== GOOD[at])
      const changed = GOOD.slice(0, at) + other + GOOD.slice(at + 1)
      expect(readIdNumber(changed, TODAY).ok).toBe(false)
    }),
    { seed: 1, numRuns: 400 },
  )
})

test('ID number · two neighbours exchanged · refused', () => {
  for (let at = 0; at < 17; at++) {
    const [one = '', two = ''] = [GOOD[at], GOOD[at + 1]]
    if (one === two) continue
    const swapped = GOOD.slice(0, at) + two + one + GOOD.slice(at + 2)
    expect(readIdNumber(swapped, TODAY).ok).toBe(false)
  }
})

test('ID number · whatever is thrown at it · read or refused, and what is read is canonical', () => {
  const wide = [...GOOD].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(GOOD, wide, ` ${GOOD}　`))
  fc.assert(
    fc.property(fc.oneof(text, fc.anything()), (value) => {
      const reading = readIdNumber(value, TODAY)
      if (!reading.ok) return
      expect(reading.value).toMatch(/^[0-9]{17}[0-9X]$/)
      expect(readIdNumber(reading.value, TODAY)).toEqual(reading)
      expect(canonicalIdNumber(reading.value)).toBe(reading.value)
    }),
    { seed: 2, numRuns: 2000 },
  )
})
