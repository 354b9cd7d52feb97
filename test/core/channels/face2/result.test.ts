import fc from 'fast-check'
import { CALL_CODES, VERDICT_CODES } from '../../../../core/channels/face2/codes'
import { readFace2, readVerifyId } from '../../../../core/channels/face2/result'

const GOOD = { errcode: 0, errmsg: 'ok', verify_ret: 10000 }
const PASSED = { status: 'passed' }
const UNKNOWN = { status: 'failed', code: 'UPSTREAM_UNAVAILABLE', retry: 'retry' }
const NOBODY_KNOWS = expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' })

const read = (reply: unknown, errCode?: string, alive = true) =>
  readFace2(Buffer.from(JSON.stringify(reply)), { errCode, alive })

/** What a number is mistaken for, and what is no code at all. */
const NO_CODE: [string, unknown][] = [
  ['null', null],
  ['empty', ''],
  ['a space after', '10000 '],
  ['false', false],
  ['true', true],
  ['a list', [10000]],
  ['an object', { verify_ret: 10000 }],
  ['a leading zero', '010000'],
  ['exponent', '1e4'],
  ['hexadecimal', '0x2710'],
  ['a fraction', 10000.5],
  ['with a sign', '+10000'],
]

describe('reply', () => {
  test.each([
    ['empty', ''],
    ['a page', '<html>502</html>'],
    ['cut short', JSON.stringify(GOOD).slice(0, -1)],
    ['a list', '[]'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['without errcode', '{"verify_ret":10000}'],
  ])('face2 · reply %s · nobody knows', (_name, body) => {
    expect(() => readFace2(Buffer.from(body), { alive: true })).toThrow(NOBODY_KNOWS)
  })

  test.each([null, '', '0 ', '00', '-0', false, true, [], {}, 0.5])(
    'face2 · errcode %p with a good verdict · nobody knows',
    (errcode) => {
      expect(() => read({ ...GOOD, errcode })).toThrow(NOBODY_KNOWS)
    },
  )

  test.each(Object.entries(CALL_CODES))(
    'face2 · errcode %s with a good verdict · its row, not passed',
    (upstream, { code, retry }) => {
      const failed = { status: 'failed', code, retry, upstream }
      expect(read({ ...GOOD, errcode: Number(upstream) })).toEqual(failed)
      expect(read({ ...GOOD, errcode: upstream })).toEqual(failed)
    },
  )

  test.each([
    ['84017', 'switch'],
    ['84018', 'switch'],
    ['84020', 'switch'],
  ])('face2 · F2-12 errcode %s · is not to be tried again', (errcode, retry) => {
    expect(read({ ...GOOD, errcode })).toMatchObject({ code: 'BINDING_MISMATCH', retry })
  })

  test('face2 · errcode in no list · not passed', () => {
    expect(read({ ...GOOD, errcode: 84099 })).toEqual({ ...UNKNOWN, upstream: '84099' })
  })
})

describe('verdict', () => {
  test.each([10000, '10000'])('face2 · verify_ret %p · passed', (verify_ret) => {
    expect(read({ ...GOOD, verify_ret })).toEqual(PASSED)
    expect(read({ ...GOOD, errcode: '0', verify_ret })).toEqual(PASSED)
  })

  test.each([0, '0'])('face2 · F2-1 verify_ret %p · not passed', (verify_ret) => {
    expect(read({ ...GOOD, verify_ret }, '0')).toEqual({ ...UNKNOWN, upstream: '0' })
  })

  test.each(NO_CODE)('face2 · verify_ret %s · not passed', (_name, verify_ret) => {
    expect(read({ ...GOOD, verify_ret }, '0')).toEqual(UNKNOWN)
  })

  test('face2 · verify_ret absent · not passed', () => {
    expect(read({ errcode: 0 }, '0')).toEqual(UNKNOWN)
  })

  test.each(Object.entries(VERDICT_CODES))(
    'face2 · verify_ret %s · its row, whatever the client says, not passed',
    (upstream, { code, retry, effect = 'failed' }) => {
      const row = effect === 'pending' ? { upstream } : { code, retry, upstream }
      for (const said of [undefined, '0', '10000']) {
        const outcome = read({ ...GOOD, verify_ret: Number(upstream) }, said)
        expect(outcome).toMatchObject({ status: effect, ...row })
      }
    },
  )

  test('face2 · F2-16 any other number · not passed', () => {
    const other = fc.integer().filter((number) => number !== 10000)
    fc.assert(
      fc.property(other, fc.option(fc.string()), (verify_ret, errCode) => {
        expect(read({ ...GOOD, verify_ret }, errCode ?? undefined).status).not.toBe('passed')
      }),
      { seed: 4, numRuns: 1000 },
    )
  })

  test.each(['toString', '__proto__', 'constructor'])('face2 · verdict %s · is no row', (code) => {
    expect(read({ ...GOOD, verify_ret: code })).toEqual(UNKNOWN)
  })

  test('face2 · fields that an object inherits · do not count', () => {
    const body = `{"errcode":0,"__proto__":${JSON.stringify(GOOD)}}`
    expect(readFace2(Buffer.from(body), { alive: true })).toEqual(UNKNOWN)
  })

  test('face2 · F2-1 whatever the client says, upstream has passed · passed', () => {
    for (const said of [undefined, '0', '90100', '10004', 'errno 104']) {
      expect(read(GOOD, said, false)).toEqual(PASSED)
    }
  })
})

describe.each([10300, 10005])('verify_ret %i', (verify_ret) => {
  const upstream = String(verify_ret)
  const unfinished = (said?: string, alive = true) => read({ ...GOOD, verify_ret }, said, alive)

  test.each([undefined, '0', '-1', '10004', '90199', '4711', 'x', ''])(
    'face2 · F2-15 the client says %p · ask again',
    (said) => {
      expect(unfinished(said)).toEqual({ status: 'pending', retryAfterMs: 3000, upstream })
    },
  )

  test.each([
    ['90100', 'USER_CANCELLED', 'retry'],
    ['90002', 'USER_CANCELLED', 'retry'],
    ['90006', 'USER_CANCELLED', 'retry'],
    ['90008', 'USER_CANCELLED', 'retry'],
    ['errno 104', 'CHANNEL_UNAVAILABLE', 'switch'],
    ['requestFacialVerify:fail ERRNO 104', 'CHANNEL_UNAVAILABLE', 'switch'],
  ])('face2 · F2-8 the client says %s · cancelled', (said, code, retry) => {
    for (const alive of [true, false]) {
      expect(unfinished(said, alive)).toEqual({ status: 'cancelled', code, retry, upstream })
    }
  })

  test.each([
    ['Permission value is Offline Verifying', 'CHANNEL_UNAVAILABLE', 'switch'],
    ['no API', 'DEVICE_UNSUPPORTED', 'retry'],
  ])('face2 · the client says %s · failed, nobody will come', (said, code, retry) => {
    expect(unfinished(said)).toEqual({ status: 'failed', code, retry, upstream })
  })

  test.each(['errno 1040', 'xerrno 104', 'toString', '__proto__'])(
    'face2 · the client says %s · is no row',
    (said) => {
      expect(unfinished(said)).toMatchObject({ status: 'pending' })
    },
  )

  test('face2 · F2-5 verify_id has run out · SESSION_EXPIRED', () => {
    const failed = { status: 'failed', code: 'SESSION_EXPIRED', retry: 'retry', upstream }
    expect(unfinished('0', false)).toEqual(failed)
    expect(unfinished(undefined, false)).toEqual(failed)
  })
})

describe('verify_id', () => {
  const readId = (reply: unknown) => readVerifyId(Buffer.from(JSON.stringify(reply)))

  test.each(['V', 'V'.repeat(256)])('face2 · getverifyid · the id as it came', (verify_id) => {
    expect(readId({ errcode: 0, verify_id, expires_in: 3600 })).toBe(verify_id)
    expect(readId({ errcode: '0', verify_id })).toBe(verify_id)
  })

  test.each(Object.entries(CALL_CODES))(
    'face2 · getverifyid, errcode %s beside an id · the start is refused by its row',
    (errcode, { code, retry }) => {
      const refused = expect.objectContaining({ code, retry, upstream: errcode })
      expect(() => readId({ errcode, verify_id: 'V' })).toThrow(refused)
    },
  )

  test.each([
    ['a code in no list', { errcode: 1, verify_id: 'V' }],
    ['no id', { errcode: 0 }],
    ['an empty id', { errcode: 0, verify_id: '' }],
    ['a number as id', { errcode: 0, verify_id: 7 }],
    ['too long an id', { errcode: 0, verify_id: 'V'.repeat(257) }],
    ['no errcode', { verify_id: 'V' }],
    ['an empty errcode', { errcode: '', verify_id: 'V' }],
    ['no object', []],
  ])('face2 · getverifyid, %s · the start is refused', (_name, reply) => {
    expect(() => readId(reply)).toThrow(NOBODY_KNOWS)
  })
})
