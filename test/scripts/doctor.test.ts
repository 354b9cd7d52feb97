import type { Remark } from '../../scripts/doctor/examine'
import { examine } from '../../scripts/doctor/examine'

const KEY = Buffer.alloc(32, 7).toString('base64')
const SECRET = 'not-to-be-printed-'.padEnd(32, '0')

const COMPLETE = {
  PII_KEYS: `k1:${KEY}`,
  PII_INDEX_KEY: KEY,
  RECORDS_API_KEY: SECRET,
  WECHAT_APP_ID: 'wx0000000000000001',
  WECHAT_APP_SECRET: SECRET,
  IAUTH_APP_ID: '4000',
  IAUTH_SECRET_KEY: SECRET,
  IAUTH_AES_KEY: SECRET,
  IAUTH_MINIPROGRAM_APP_ID: 'wx0000000000000002',
}

function remarksOn(env: Record<string, string>, rest = {}): Remark[] {
  const readFile = () => {
    throw new Error('no file')
  }
  return examine({ env, readFile, nodeVersion: '20.19.0', now: 1_800_000_000, ...rest })
}

function wrong(remarks: Remark[]) {
  return remarks.filter(({ level }) => level === 'wrong').map(({ text }) => text.split(' ')[0])
}

function textsOf(remarks: Remark[]) {
  return remarks.map(({ text }) => text).join('\n')
}

test('doctor · nothing configured · names both keys, each with how to make it', () => {
  const remarks = remarksOn({})
  expect(wrong(remarks)).toEqual(['PII_KEYS', 'PII_INDEX_KEY'])
  const mends = remarks.filter(({ level }) => level === 'wrong').map(({ mend }) => mend)
  expect(mends).toEqual([expect.stringContaining('openssl'), expect.stringContaining('openssl')])
})

test.each([
  ['a channel half configured', { ...COMPLETE, IAUTH_SECRET_KEY: '' }, 'IAUTH_SECRET_KEY'],
  ['a key too short', { ...COMPLETE, IAUTH_AES_KEY: '0'.repeat(31) }, 'IAUTH_AES_KEY'],
  ['a records key too short', { ...COMPLETE, RECORDS_API_KEY: 'short' }, 'RECORDS_API_KEY'],
  ['a plain endpoint', { ...COMPLETE, IAUTH_ENDPOINT: 'http://iauth.example' }, 'IAUTH_ENDPOINT'],
  ['a port that is none', { ...COMPLETE, PORT: 'eighty' }, 'PORT'],
])('doctor · %s · names the variable and how to mend it', (_what, env, name) => {
  const remarks = remarksOn(env)
  expect(wrong(remarks)).toEqual([name])
  expect(remarks.find(({ level }) => level === 'wrong')?.mend).toBeTruthy()
})

test('doctor · wrong values · are never printed', () => {
  const env = { ...COMPLETE, PII_KEYS: SECRET, PII_INDEX_KEY: SECRET, DATABASE_URL: SECRET }
  const remarks = remarksOn({ ...env, STORE: SECRET, PORT: SECRET, IAUTH_ENDPOINT: SECRET })
  expect(wrong(remarks).length).toBeGreaterThan(3)
  expect(JSON.stringify(remarks)).not.toContain(SECRET)
})

test('doctor · complete · nothing is wrong, each channel is on or off with a reason', () => {
  const remarks = remarksOn(COMPLETE)
  expect(wrong(remarks)).toEqual([])
  expect(textsOf(remarks)).toContain('channel iauth: on')
  expect(textsOf(remarks)).toMatch(/channel realname: off, .*closed to new users since 2019-11-10/)
  expect(textsOf(remarks)).toMatch(/channel face1: off, .*stop on 2026-06-30/)
})

test('doctor · old Node, clock in 1970 · both are wrong', () => {
  const remarks = remarksOn(COMPLETE, { nodeVersion: '18.20.0', now: 1000 })
  expect(wrong(remarks)).toEqual(['Node', 'the'])
})

test('doctor · a misspelt variable · is named', () => {
  const remarks = remarksOn({ ...COMPLETE, IAUTH_SECRETKEY: SECRET })
  expect(textsOf(remarks)).toContain('IAUTH_SECRETKEY is set')
})

test('doctor · headers trusted on a public address · is noted', () => {
  const open = { ...COMPLETE, TRUST_WX_HEADERS: '1', HOST: '0.0.0.0' }
  expect(textsOf(remarksOn(open))).toContain('whoever reaches the port')
  expect(textsOf(remarksOn({ ...open, HOST: '127.0.0.1' }))).not.toContain('whoever')
})
