import fc from 'fast-check'
import { CALL_CODES, FURTHER_CODES, VERDICT_CODES } from '../../../../core/channels/face1/codes'
import { readFace1, readUserIdKey, readVerdict } from '../../../../core/channels/face1/result'
import { GOOD, HOLDER, START } from './fixtures'

const PASSED = { status: 'passed' }
const UNKNOWN = { status: 'failed', code: 'UPSTREAM_UNAVAILABLE', retry: 'retry' }
const NOBODY_KNOWS = expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' })

const read = (reply: unknown) => readFace1(Buffer.from(JSON.stringify(reply)), HOLDER)

/** What 0 is mistaken for, and what is no code at all. */
const NO_ZERO: [string, unknown][] = [
  ['null', null],
  ['empty', ''],
  ['a space after', '0 '],
  ['false', false],
  ['true', true],
  ['an empty list', []],
  ['a list of 0', [0]],
  ['an empty object', {}],
  ['two zeros', '00'],
  ['minus zero', '-0'],
  ['hexadecimal', '0x0'],
  ['a fraction', 0.5],
]

describe('reply', () => {
  test.each([
    ['empty', ''],
    ['a page', '<html>502</html>'],
    ['cut short', JSON.stringify(GOOD).slice(0, -1)],
    ['a list', '[]'],
    ['null', 'null'],
    ['an empty object', '{}'],
  ])('face1 · reply %s · nobody knows', (_name, body) => {
    expect(() => readFace1(Buffer.from(body), HOLDER)).toThrow(NOBODY_KNOWS)
  })

  test.each(NO_ZERO)('face1 · errcode %s with a good verdict · nobody knows', (_name, errcode) => {
    expect(() => read({ ...GOOD, errcode })).toThrow(NOBODY_KNOWS)
  })

  test('face1 · errcode absent with a good verdict · nobody knows', () => {
    const { errcode: _, ...rest } = GOOD
    expect(() => read(rest)).toThrow(NOBODY_KNOWS)
  })

  test.each(Object.entries(CALL_CODES))(
    'face1 · errcode %s with a good verdict · its row, not passed',
    (upstream, { code, retry }) => {
      const failed = { status: 'failed', code, retry, upstream }
      expect(read({ ...GOOD, errcode: Number(upstream) })).toEqual(failed)
      expect(read({ ...GOOD, errcode: upstream })).toEqual(failed)
    },
  )

  test('face1 · errcode in no list · not passed', () => {
    expect(read({ ...GOOD, errcode: 84099 })).toEqual({ ...UNKNOWN, upstream: '84099' })
  })
})

describe('verdict', () => {
  test('face1 · everything good · passed', () => {
    expect(read(GOOD)).toEqual(PASSED)
  })

  test('face1 · codes and times as text · passed', () => {
    const texts = { errcode: '0', identify_ret: '0', finish_time: String(START + 90) }
    expect(read({ ...GOOD, ...texts })).toEqual(PASSED)
  })

  test('face1 · F1-2 errcode 0 and identify_ret 10003 · not passed', () => {
    const failed = {
      status: 'failed',
      code: 'IDENTITY_MISMATCH',
      retry: 'retry',
      upstream: '10003',
    }
    expect(read({ ...GOOD, identify_ret: 10003 })).toEqual(failed)
  })

  test('face1 · F1-14 identify_ret 10014 · not passed', () => {
    expect(read({ ...GOOD, identify_ret: 10014 })).toEqual({ ...UNKNOWN, upstream: '10014' })
  })

  test.each(NO_ZERO)('face1 · identify_ret %s · not passed', (_name, identify_ret) => {
    expect(read({ ...GOOD, identify_ret })).toEqual(UNKNOWN)
  })

  test('face1 · F1-2 identify_ret absent · not passed', () => {
    const { identify_ret: _, ...rest } = GOOD
    expect(read(rest)).toEqual(UNKNOWN)
  })

  test.each(Object.entries({ ...VERDICT_CODES, ...FURTHER_CODES }))(
    'face1 · identify_ret %s · its row, not passed',
    (upstream, { code, retry, effect = 'failed' }) => {
      const row = effect === 'pending' ? { upstream } : { code, retry, upstream }
      const outcome = read({ ...GOOD, identify_ret: Number(upstream) })
      expect(outcome).toMatchObject({ status: effect, ...row })
      expect(readVerdict(upstream)).toEqual(outcome)
    },
  )

  test('face1 · any other number as identify_ret · not passed', () => {
    fc.assert(
      fc.property(fc.integer().filter(Boolean), (identify_ret) => {
        expect(read({ ...GOOD, identify_ret }).status).not.toBe('passed')
      }),
      { seed: 2, numRuns: 1000 },
    )
  })

  test.each(['toString', '__proto__', 'constructor'])('face1 · verdict %s · is no row', (code) => {
    expect(read({ ...GOOD, identify_ret: code })).toEqual(UNKNOWN)
  })

  test('face1 · fields that an object inherits · do not count', () => {
    const body = `{"errcode":0,"__proto__":${JSON.stringify(GOOD)}}`
    expect(readFace1(Buffer.from(body), HOLDER)).toEqual(UNKNOWN)
  })
})

describe('user_id_key', () => {
  const readKey = (reply: unknown) => readUserIdKey(Buffer.from(JSON.stringify(reply)))

  test('face1 · getuseridkey · the key as it came', () => {
    expect(readKey({ errcode: 0, user_id_key: 'KEY_-/+=', expires_in: 3600 })).toBe('KEY_-/+=')
  })

  test.each([
    ['84006', { errcode: 84006, user_id_key: 'K' }, 'INVALID_INPUT', 'retry', '84006'],
    ['84006 as text', { errcode: '84006' }, 'INVALID_INPUT', 'retry', '84006'],
    ['a code in no list', { errcode: 1, user_id_key: 'K' }, 'UPSTREAM_UNAVAILABLE', 'retry', '1'],
    ['no key', { errcode: 0 }, 'UPSTREAM_UNAVAILABLE', 'retry', '0'],
    ['an empty key', { errcode: 0, user_id_key: '' }, 'UPSTREAM_UNAVAILABLE', 'retry', '0'],
    ['a key that is none', { errcode: 0, user_id_key: 5 }, 'UPSTREAM_UNAVAILABLE', 'retry', '0'],
    ['no errcode', { user_id_key: 'K' }, 'UPSTREAM_UNAVAILABLE', 'retry', undefined],
    [
      'an empty errcode',
      { errcode: '', user_id_key: 'K' },
      'UPSTREAM_UNAVAILABLE',
      'retry',
      undefined,
    ],
    ['no object', [], 'UPSTREAM_UNAVAILABLE', 'retry', undefined],
  ])('face1 · getuseridkey, %s · the start is refused', (_name, reply, code, retry, upstream) => {
    expect(() => readKey(reply)).toThrow(expect.objectContaining({ code, retry, upstream }))
  })
})
