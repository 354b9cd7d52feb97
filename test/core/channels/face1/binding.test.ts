import fc from 'fast-check'
import { readFace1 } from '../../../../core/channels/face1/result'
import { readIdNumber } from '../../../../core/identity/id-number'
import { readName } from '../../../../core/identity/name'
import vectors from '../../../vectors/face1/md5.json'
import { GOOD, HOLDER, NAME_MD5, NUMBER_MD5, START } from './fixtures'

interface Case {
  name: string
  given: { name?: string; idNumber?: string; id_card_number_md5?: string; name_utf8_md5?: string }
  expect: { equal?: boolean; id_card_number_md5?: string; name_utf8_md5?: string }
}

const CASES = vectors.cases as Case[]
const TODAY = '2026-11-20'
const PASSED = { status: 'passed' }
const NOT_OURS = { status: 'failed', code: 'BINDING_MISMATCH', retry: 'switch' }
const TOO_WEAK = { status: 'failed', code: 'LIVENESS_FAILED', retry: 'retry' }

const read = (reply: unknown, holder: Partial<typeof HOLDER> = {}) =>
  readFace1(Buffer.from(JSON.stringify(reply)), { ...HOLDER, ...holder })

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

  test.each(['finish_time', 'identify_time'])(
    'face1 · only %s is old · BINDING_MISMATCH',
    (field) => {
      expect(read({ ...GOOD, [field]: START - 3600 })).toEqual(NOT_OURS)
    },
  )

  test.each(['finish_time', 'identify_time'])('face1 · %s null · the other one counts', (field) => {
    expect(read({ ...GOOD, [field]: null })).toEqual(PASSED)
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

/** Of the canonical texts in the vectors, so that the digest is not of our own making. */
function md5Of(text: string): string {
  const row = vectors.cases.find(
    ({ expect: wanted }) => 'normalized' in wanted && wanted.normalized === text,
  )?.expect
  const { id_card_number_md5, name_utf8_md5 } = (row ?? {}) as Case['expect']
  return id_card_number_md5 ?? name_utf8_md5 ?? 'no such vector'
}
