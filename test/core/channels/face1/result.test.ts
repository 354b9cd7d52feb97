import fc from 'fast-check'
import { CALL_CODES, FURTHER_CODES, VERDICT_CODES } from '../../../../core/channels/face1/codes'
import { readFace1, readUserIdKey, readVerdict } from '../../../../core/channels/face1/result'
import { readIdNumber } from '../../../../core/identity/id-number'
import { readName } from '../../../../core/identity/name'
import vectors from '../../../vectors/face1/md5.json'

interface Case {
  name: string
  given: { name?: string; idNumber?: string; id_card_number_md5?: string; name_utf8_md5?: string }
  expect: { equal?: boolean; id_card_number_md5?: string; name_utf8_md5?: string }
}

const CASES = vectors.cases as Case[]
const TODAY = '2026-11-20'
const START = 1_795_147_200
const NAME_MD5 = '615db57aa314529aaa0fbe95b3e95bd3' // 张三, by md5sum
const NUMBER_MD5 = 'ef4725428e482ad436531a44d19c7156' // 110000199003071231, by md5sum

const HOLDER = {
  nameMd5: NAME_MD5,
  idNumberMd5: NUMBER_MD5,
  checkAliveType: 2,
  owner: 'oX-openid-0001',
  startedAt: START,
  now: START + 120,
}
const GOOD = {
  errcode: 0,
  errmsg: 'ok',
  identify_ret: 0,
  identify_time: START + 90,
  finish_time: START + 90,
  validate_data: '8593',
  openid: HOLDER.owner,
  user_id_key: 'another than issued',
  id_card_number_md5: NUMBER_MD5,
  name_utf8_md5: NAME_MD5,
}
const PASSED = { status: 'passed' }
const NOT_OURS = { status: 'failed', code: 'BINDING_MISMATCH', retry: 'switch' }
const TOO_WEAK = { status: 'failed', code: 'LIVENESS_FAILED', retry: 'retry' }
const UNKNOWN = { status: 'failed', code: 'UPSTREAM_UNAVAILABLE', retry: 'retry' }
const NOBODY_KNOWS = expect.objectContaining({ code: 'UPSTREAM_UNAVAILABLE' })

const read = (reply: unknown, holder: Partial<typeof HOLDER> = {}) =>
  readFace1(Buffer.from(JSON.stringify(reply)), { ...HOLDER, ...holder })

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

describe('vectors', () => {
  test.each(CASES.filter(({ given }) => given.idNumber !== undefined))(
    'face1 · F1-4 vector of a number · $name',
    ({ given, expect: { equal = true, id_card_number_md5: digest } }) => {
      const number = readIdNumber(given.idNumber, TODAY)
      const idNumberMd5 = md5Of(number.ok ? number.value : '')
      const id_card_number_md5 = given.id_card_number_md5 ?? digest
      const outcome = read({ ...GOOD, id_card_number_md5 }, { idNumberMd5 })
      expect(outcome).toEqual(equal ? PASSED : NOT_OURS)
    },
  )

  test.each(CASES.filter(({ given }) => given.name !== undefined))(
    'face1 · F1-4 vector of a name · $name',
    ({ given, expect: { equal = true, name_utf8_md5: digest } }) => {
      const name = readName(given.name)
      const nameMd5 = md5Of(name.ok ? name.value : '')
      const name_utf8_md5 = given.name_utf8_md5 ?? digest
      expect(read({ ...GOOD, name_utf8_md5 }, { nameMd5 })).toEqual(equal ? PASSED : NOT_OURS)
    },
  )

  test('face1 · vectors · both sides are there', () => {
    expect(CASES.filter(({ expect: { equal } }) => equal !== false).length).toBeGreaterThan(8)
    expect(CASES.filter(({ expect: { equal } }) => equal === false).length).toBeGreaterThan(3)
  })
})

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

describe('binding', () => {
  const OTHER_MD5 = 'd03c586ce836bd3de86c3c82bd8e46f9'

  test.each([
    ['openid', 'oX-openid-0002'],
    ['openid', 'ox-openid-0001'],
    ['openid', ''],
    ['openid', null],
    ['openid', ['oX-openid-0001']],
    ['name_utf8_md5', OTHER_MD5],
    ['name_utf8_md5', NUMBER_MD5],
    ['name_utf8_md5', ''],
    ['name_utf8_md5', null],
    ['name_utf8_md5', `${NAME_MD5}0`],
    ['name_utf8_md5', NAME_MD5.slice(0, 31)],
    ['name_utf8_md5', [NAME_MD5]],
    ['id_card_number_md5', OTHER_MD5],
    ['id_card_number_md5', NAME_MD5],
    ['id_card_number_md5', ''],
    ['id_card_number_md5', 0],
    ['id_card_number_md5', '110000199003071231'],
    ['id_card_number_md5', { toString: NUMBER_MD5 }],
  ])('face1 · F1-3 F1-5 %s %p · BINDING_MISMATCH', (field, value) => {
    expect(read({ ...GOOD, [field]: value })).toEqual(NOT_OURS)
  })

  test.each(['openid', 'name_utf8_md5', 'id_card_number_md5'])(
    'face1 · %s absent · BINDING_MISMATCH',
    (field) => {
      const entries = Object.entries(GOOD).filter(([key]) => key !== field)
      expect(read(Object.fromEntries(entries))).toEqual(NOT_OURS)
    },
  )

  test('face1 · fingerprints in upper case · passed', () => {
    const upper = {
      name_utf8_md5: NAME_MD5.toUpperCase(),
      id_card_number_md5: NUMBER_MD5.toUpperCase(),
    }
    expect(read({ ...GOOD, ...upper })).toEqual(PASSED)
  })

  test('face1 · one character of a fingerprint or the openid changed · BINDING_MISMATCH', () => {
    const fields = ['openid', 'name_utf8_md5', 'id_card_number_md5'] as const
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.nat(13), (field, at) => {
        const value = GOOD[field]
        const changed = `${value.slice(0, at)}${value[at] === '1' ? '2' : '1'}${value.slice(at + 1)}`
        expect(read({ ...GOOD, [field]: changed })).toEqual(NOT_OURS)
      }),
      { seed: 3, numRuns: 200 },
    )
  })

  test('face1 · another key than issued · not looked at', () => {
    expect(read({ ...GOOD, user_id_key: undefined })).toEqual(PASSED)
  })
})

describe('freshness', () => {
  const { identify_time: _, finish_time: __, ...timeless } = GOOD

  test.each([
    ['a minute before the start', START - 60, PASSED],
    ['more than that', START - 61, NOT_OURS],
    ['an hour old', START - 3600, NOT_OURS],
    ['a minute ahead', HOLDER.now + 60, PASSED],
    ['more than that', HOLDER.now + 61, NOT_OURS],
    ['milliseconds', (START + 90) * 1000, NOT_OURS],
    ['zero', 0, NOT_OURS],
    ['empty', '', NOT_OURS],
    ['no number', 'now', NOT_OURS],
    ['a fraction', START + 0.5, NOT_OURS],
    ['a list', [START], NOT_OURS],
    ['true', true, NOT_OURS],
  ])('face1 · F1-5 finish_time %s · %p', (_name, finish_time, outcome) => {
    expect(read({ ...GOOD, finish_time })).toEqual(outcome)
    expect(read({ ...timeless, identify_time: finish_time })).toEqual(outcome)
  })

  test('face1 · an old finish_time beside a fresh identify_time · BINDING_MISMATCH', () => {
    expect(read({ ...GOOD, finish_time: START - 3600 })).toEqual(NOT_OURS)
  })

  test('face1 · no time at all · BINDING_MISMATCH', () => {
    expect(read(timeless)).toEqual(NOT_OURS)
  })
})

describe('strength', () => {
  test.each([
    [1, 0, TOO_WEAK],
    [1, '0', TOO_WEAK],
    [1, null, TOO_WEAK],
    [1, '', TOO_WEAK],
    [1, 1, PASSED],
    [1, 2, PASSED],
    [1, 4, PASSED],
    [1, undefined, PASSED],
    [0, 0, PASSED],
    [2, 0, PASSED],
    [2, 4, PASSED],
  ])('face1 · demanded %p, got %p · %p', (checkAliveType, check_alive_type, outcome) => {
    expect(read({ ...GOOD, check_alive_type }, { checkAliveType })).toEqual(outcome)
  })

  test('face1 · another person, and too weak · the person is named', () => {
    const weak = { check_alive_type: 0, openid: 'oX-openid-0002' }
    expect(read({ ...GOOD, ...weak }, { checkAliveType: 1 })).toEqual(NOT_OURS)
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

/** Of the canonical texts in the vectors, so that the digest is not of our own making. */
function md5Of(text: string): string {
  const row = vectors.cases.find(
    ({ expect: wanted }) => 'normalized' in wanted && wanted.normalized === text,
  )?.expect
  const { id_card_number_md5, name_utf8_md5 } = (row ?? {}) as Case['expect']
  return id_card_number_md5 ?? name_utf8_md5 ?? 'no such vector'
}
