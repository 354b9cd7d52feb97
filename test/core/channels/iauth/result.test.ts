import { VERDICT_CODES } from '../../../../core/channels/iauth/codes'
import vectors from '../../../vectors/iauth/data.json'
import {
  GOOD,
  HOLDER,
  NO_ZERO,
  NOT_OPENED,
  PASSED,
  readData,
  readObject,
  seal,
  UNKNOWN,
} from './fixtures'

interface Case {
  name: string
  given: { aesKey: string; data: string }
  expect: { pass?: boolean; name?: string; idNumber?: string; code?: string; uid?: string }
  invalid?: string
}

const CASES = vectors.cases as Case[]
describe('vectors', () => {
  test.each(CASES)('iauth · vector · $name', async ({ given, expect: wanted, invalid }) => {
    const outcome = await readData(given.data, { ...HOLDER, aesKey: given.aesKey })
    if (invalid) expect(outcome).toEqual(NOT_OPENED)
    expect(outcome.status).toBe(wanted.pass ? 'passed' : 'failed')
    if (wanted.code) expect(outcome).toMatchObject({ upstream: wanted.code })
    if (wanted.name) {
      const { name, idNumber } = wanted
      expect(outcome).toMatchObject({ identity: { name, idNumber } })
    }
  })

  test('iauth · vectors · both sides are there', () => {
    expect(CASES.filter(({ expect: { pass } }) => pass).length).toBeGreaterThan(2)
    expect(CASES.filter(({ invalid }) => invalid).length).toBeGreaterThan(5)
  })
})

describe('verdict', () => {
  test('iauth · everything good · passed', async () => {
    expect(await readObject(GOOD)).toEqual(PASSED)
  })

  test.each(['yt_errorcode', 'livestatus', 'comparestatus'])(
    'iauth · IA-9 IA-20 %s · anything but a zero is not passed',
    async (field) => {
      for (const [, value] of NO_ZERO) {
        expect(await readObject({ ...GOOD, [field]: value })).toEqual(UNKNOWN)
      }
      for (const code of [1, '1', 999, -1, '603', 603]) {
        const outcome = await readObject({ ...GOOD, [field]: code })
        expect(outcome).toMatchObject({ status: 'failed', upstream: String(code) })
      }
    },
  )

  test('iauth · yt_errorcode missing · not passed', async () => {
    const { yt_errorcode: _, ...rest } = GOOD
    expect(await readObject(rest)).toEqual(UNKNOWN)
  })

  test.each([
    ['livestatus and comparestatus absent', ['livestatus', 'comparestatus']],
    ['livestatus absent', ['livestatus']],
  ])('iauth · %s · passed', async (_name, absent) => {
    const entries = Object.entries(GOOD).filter(([key]) => !absent.includes(key))
    expect(await readObject(Object.fromEntries(entries))).toEqual(PASSED)
  })

  test('iauth · IA-10 codes as text · passed', async () => {
    const texts = { yt_errorcode: '0', livestatus: '0', comparestatus: '0' }
    expect(await readObject({ ...GOOD, ...texts })).toEqual(PASSED)
  })

  test.each(Object.entries(VERDICT_CODES))(
    'iauth · IA-15 every listed code · %s, wherever it stands, gives its row',
    async (upstream, { code, retry }) => {
      const failed = { status: 'failed', code, retry, upstream }
      for (const field of ['yt_errorcode', 'livestatus', 'comparestatus']) {
        expect(await readObject({ ...GOOD, [field]: Number(upstream) })).toEqual(failed)
      }
    },
  )

  test.each(['toString', '__proto__', 'constructor', 'hasOwnProperty'])(
    'iauth · code %s · is no row',
    async (code) => {
      expect(await readObject({ ...GOOD, yt_errorcode: code })).toEqual(UNKNOWN)
    },
  )

  test('iauth · codes that an object inherits · do not count', async () => {
    const data = seal(`{"__proto__":${JSON.stringify(GOOD)},"name":"张三","ID":"${GOOD.ID}"}`)
    expect(await readData(data)).toEqual(UNKNOWN)
  })
})

describe('person', () => {
  test.each([
    ['name', undefined],
    ['name', null],
    ['name', ''],
    ['name', '张*'],
    ['name', 'Zhang San'],
    ['name', ['张三']],
    ['name', '张'.repeat(5000)],
    ['ID', undefined],
    ['ID', null],
    ['ID', ''],
    ['ID', '110000********1231'],
    ['ID', '110000199003071235'],
    ['ID', 110000199003071231n.toString().slice(0, 15)],
    ['ID', 110000199003071230],
    ['ID', '110000202611210017'],
  ])('iauth · %s %p · not passed', async (field, value) => {
    const { code, status } = (await readObject({ ...GOOD, [field]: value })) as typeof NOT_OPENED
    expect([status, code]).toEqual(['failed', 'DECRYPT_FAILED'])
  })

  test('iauth · name and number in another spelling · normalised', async () => {
    const spelled = { ...GOOD, name: ' 古丽•艾力 ', ID: '65000019720101009x' }
    const identity = { name: '古丽·艾力', idNumber: '65000019720101009X' }
    expect(await readObject(spelled)).toMatchObject({ status: 'passed', identity })
  })

  test.each([[''], ['oX-openid-0002'], [null], [0], [['oX-openid-0001']], ['x'.repeat(5000)]])(
    'iauth · IA-13 uid %p · BINDING_MISMATCH',
    async (uid) => {
      const failed = { status: 'failed', code: 'BINDING_MISMATCH', retry: 'switch' }
      expect(await readObject({ ...GOOD, uid })).toEqual(failed)
    },
  )

  test('iauth · uid is the owner · passed', async () => {
    expect(await readObject({ ...GOOD, uid: HOLDER.owner })).toEqual(PASSED)
  })

  test('iauth · another person and a failed comparison · the comparison is named', async () => {
    const outcome = await readObject({ ...GOOD, uid: 'oX-openid-0002', comparestatus: 604 })
    expect(outcome).toMatchObject({ code: 'FACE_MISMATCH', upstream: '604' })
  })
})
