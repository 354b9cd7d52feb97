import fc from 'fast-check'
import * as v from 'valibot'
import { canonicalJson, readCode, readJson } from '../../core/json'

const SCHEMA = v.object({ a: v.number() })

test.each([
  ['nothing', ''],
  ['half of it', '{"a":1'],
  ['another shape', '{"a":"1"}'],
  ['null', 'null'],
  ['more after it', '{"a":1}{}'],
  ['byte order mark', '\ufeff{"a":1}'],
  ['a page', '<html></html>'],
])('JSON · %s · nothing, as text and as bytes', (_name, text) => {
  expect(readJson(SCHEMA, text)).toBeUndefined()
  expect(readJson(SCHEMA, Buffer.from(text))).toBeUndefined()
})

test('JSON · bytes that are no UTF-8 · nothing', () => {
  const bytes = Buffer.concat([
    Buffer.from('{"a":1,"b":"'),
    Buffer.from([0xd5, 0xc5]),
    Buffer.from('"}'),
  ])
  expect(readJson(SCHEMA, bytes)).toBeUndefined()
})

test('JSON · good · unknown keys are dropped', () => {
  expect(readJson(SCHEMA, Buffer.from('{"a":1,"b":"张"}'))).toEqual({ a: 1 })
})

test('JSON · whatever the bytes · never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(readJson(v.unknown(), bytes)).not.toBeInstanceOf(Error)
    }),
    { seed: 6, numRuns: 1000 },
  )
})

test.each([
  ['nothing', undefined],
  ['null', null],
  ['empty text', ''],
  ['false', false],
  ['true', true],
  ['empty list', []],
  ['list of zero', [0]],
  ['object', {}],
  ['object that converts to 0', { valueOf: () => 0, toString: () => '0' }],
  ['text with a space before', ' 0'],
  ['text with a space after', '0 '],
  ['text with a line feed', '0\n'],
  ['two zeros', '00'],
  ['leading zero', '01'],
  ['minus zero, text', '-0'],
  ['minus zero, number', -0],
  ['plus', '+0'],
  ['decimals', '0.0'],
  ['exponent', '0e0'],
  ['hexadecimal', '0x0'],
  ['full-width zero', '０'],
  ['Arabic-Indic zero', '٠'],
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['fraction', 0.5],
  ['beyond safe integers', 2 ** 53],
  ['big integer', 0n],
  ['an ID number', '110000199003071231'],
])('code · IA-10 %s · is none', (_name, value) => {
  expect(readCode(value)).toBeUndefined()
})

test.each([
  [0, '0'],
  ['0', '0'],
  [603, '603'],
  ['603', '603'],
  [-1, '-1'],
  ['-1', '-1'],
  [30500101, '30500101'],
])('code · %p · %p', (value, code) => {
  expect(readCode(value)).toBe(code)
})

test('code · IA-10 whatever is thrown at it · 0 only from 0 and "0"', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string({ unit: 'binary' }), fc.integer()), (value) => {
      const code = readCode(value)
      if (code === '0') expect(value === 0 || value === '0').toBe(true)
      if (code !== undefined) expect(String(Number(code))).toBe(code)
    }),
    { seed: 7, numRuns: 5000 },
  )
})

test('canonical JSON · keys in another order, at any depth · the same text', () => {
  const one = { b: [{ y: 1, x: null }], a: { d: '张', c: true, e: undefined } }
  const other = { a: { c: true, d: '张' }, b: [{ x: null, y: 1 }] }
  expect(canonicalJson(one)).toBe('{"a":{"c":true,"d":"张"},"b":[{"x":null,"y":1}]}')
  expect(canonicalJson(other)).toBe(canonicalJson(one))
})

test('canonical JSON · lists in another order · another text', () => {
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]))
})

test.each([[undefined], [() => 1], [Symbol('s')]])('canonical JSON · %p · is no JSON', (value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError)
})

test('canonical JSON · whatever the value · parses back to it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    { seed: 8, numRuns: 1000 },
  )
})
