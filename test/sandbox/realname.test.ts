import { encodeGb18030 } from '../../sandbox/realname-gb18030'
import { REALNAME_OUTCOMES } from '../../sandbox/realname-outcomes'
import type { House, Json } from './wechat-client'
import {
  CATEGORY,
  keyFile,
  NOW,
  open,
  openHouse,
  PATHS,
  PERSON,
  realnameBody,
  SERIAL,
  sign,
} from './wechat-client'

let house: House

beforeEach(async () => {
  house = await openHouse()
})

afterEach(() => house.wechat.close())

const visit = () => house.wechat.realname.visit('openid-1', CATEGORY, PERSON)
const ticket = () => visit().auth_token
const pull = (token: unknown, changed?: Json) =>
  house.call(PATHS.realname, realnameBody(token, changed))

/** The answer of a whole round under the outcome. */
async function roundUnder(outcome: string): Promise<Json> {
  house.wechat.realname.force(outcome)
  return pull(ticket())
}

const decode = (bytes: Buffer) => new TextDecoder('gb18030').decode(bytes)

describe('a pull is refused', () => {
  const text = `cert_serialno=${SERIAL}&timestamp=${NOW}`
  const at = (timestamp: unknown, signed = timestamp) => ({
    timestamp,
    sign: sign(`cert_serialno=${SERIAL}&timestamp=${signed}`),
  })
  test.each<[what: string, errcode: number, changed: Json]>([
    ['no serial', 94001, { cert_serialno: undefined }],
    ['empty serial', 94001, { cert_serialno: '' }],
    ['serial in lower case', 94009, { cert_serialno: SERIAL.toLowerCase() }],
    ['serial with colons', 94009, { cert_serialno: SERIAL.replace(/..(?=.)/g, '$&:') }],
    ['serial of nobody', 94009, { cert_serialno: 'A'.repeat(40) }],
    ['serial is a number', 94009, { cert_serialno: 1 }],
    ['timestamp missing', 94008, { timestamp: undefined }],
    ['timestamp as text', 94008, at(String(NOW))],
    ['timestamp in milliseconds', 94008, at(NOW * 1000)],
    ['timestamp 301 s ago', 94008, at(NOW - 301)],
    ['timestamp 301 s ahead', 94008, at(NOW + 301)],
    ['timestamp with a fraction', 94008, at(NOW + 0.5)],
    ['sign missing', 94003, { sign: undefined }],
    ['another timestamp signed than sent', 94003, at(NOW, NOW + 1)],
    ['line breaks in the base64', 94003, { sign: sign(text).replace(/.{76}/g, '$&\n') }],
    ['base64 without padding', 94003, { sign: sign(text).replace(/=+$/, '') }],
    ['unknown merchant', 94010, { mch_id: '1900006512' }],
    ['merchant missing', 94010, { mch_id: undefined }],
    ['merchant of another mini-program', 94007, { mch_id: '1900000000' }],
    ['no user token', 94005, { auth_token: undefined }],
    ['invented user token', 94005, { auth_token: 'invented' }],
  ])('%s · %i', async (_what, errcode, changed) => {
    const token = ticket()
    const answer = await pull(token, changed)
    expect(answer).toEqual({ errcode, errmsg: expect.any(String) })
    expect(await pull(token)).toMatchObject({ errcode: 0 })
  })

  test('used, or older than 600 s · 94005', async () => {
    const [token, late] = [ticket(), ticket()]
    expect(await pull(token)).toMatchObject({ errcode: 0 })
    expect(await pull(token)).toMatchObject({ errcode: 94005 })
    house.wechat.advance(600)
    const fresh = {
      timestamp: NOW + 600,
      sign: sign(`cert_serialno=${SERIAL}&timestamp=${NOW + 600}`),
    }
    const edge = house.wechat.realname.visit('openid-1', CATEGORY).auth_token
    house.wechat.advance(1)
    expect(await pull(late, fresh)).toMatchObject({ errcode: 94005 })
    expect(await pull(edge, fresh)).toMatchObject({ errcode: 0 })
  })

  test('no merchant at all · 94009', async () => {
    const poor = await openHouse({ merchant: undefined as never })
    expect(await poor.call(PATHS.realname, realnameBody('x'))).toMatchObject({ errcode: 94009 })
    await poor.wechat.close()
  })

  test('without an access token · 41001, and still counted', async () => {
    const answer = await fetch(house.origin + PATHS.realname, { method: 'POST', body: '{}' })
    expect(await answer.json()).toMatchObject({ errcode: 41001 })
    expect(house.wechat.realname.calls).toBe(1)
  })
})

describe('what comes back', () => {
  test('pass · both fields, for the merchant alone', async () => {
    const answer = await pull(ticket())
    expect(Object.keys(answer)).toEqual([
      'errcode',
      'errmsg',
      'encryted_real_name',
      'encryted_credential_id',
    ])
    expect(open(answer.encryted_real_name).toString('hex')).toBe('c0eecbc4')
    expect(open(answer.encryted_credential_id).toString()).toBe(PERSON.idNumber)
    const other = keyFile('keys/realname-other.test-key.pem')
    expect(() => open(answer.encryted_real_name, other)).toThrow()
  })

  test('every pull pads anew', async () => {
    const [a, b] = [await pull(ticket()), await pull(ticket())]
    expect(a.encryted_real_name).not.toBe(b.encryted_real_name)
  })

  test.each(REALNAME_OUTCOMES.filter(({ id }) => id.startsWith('name-')))(
    '$id · its very bytes',
    async ({ id, person, plain }) => {
      const bytes = open((await roundUnder(id)).encryted_real_name)
      const none = Buffer.alloc(0)
      const wanted =
        plain?.({ name: none, idNumber: none }).name ?? encodeGb18030(person?.name ?? '')
      expect(bytes.toString('hex')).toBe(wanted.toString('hex'))
      expect(bytes.length).toBeGreaterThan(3)
    },
  )

  test('name-fe9f · D5C5 FE9F', async () => {
    const answer = await roundUnder('name-fe9f')
    expect(open(answer.encryted_real_name).toString('hex')).toBe('d5c5fe9f')
  })

  test.each<[outcome: string, name: string]>([
    ['utf8-name', 'e5bca0e4b889'],
    ['random-name', '8f3a77e19c04d2b1'],
    ['empty-name', ''],
    ['truncated-name', 'd5c5c8'],
    ['ff-name', 'c0eeff'],
    ['private-name', 'c0eeaaa1'],
    ['digits-name', '313130303030'],
  ])('%s · these bytes, the number as it is', async (outcome, name) => {
    const answer = await roundUnder(outcome)
    expect(open(answer.encryted_real_name).toString('hex')).toBe(name)
    expect(open(answer.encryted_credential_id).toString()).toBe(PERSON.idNumber)
  })

  test.each<[outcome: string, idNumber: string]>([
    ['id-15', '110000900307123'],
    ['id-check', '110000199003071232'],
    ['id-lower-x', '65000019720101009x'],
    ['empty-id', ''],
    ['other-person', '440000198506220480'],
  ])('%s · this number', async (outcome, idNumber) => {
    expect(open((await roundUnder(outcome)).encryted_credential_id).toString()).toBe(idNumber)
  })

  test('other-key · the number opens for nobody here', async () => {
    const answer = await roundUnder('other-key')
    expect(decode(open(answer.encryted_real_name))).toBe('李四')
    expect(() => open(answer.encryted_credential_id)).toThrow()
  })

  test.each(['random-bytes', 'changed-byte', 'short', 'long'])(
    '%s · a field that does not open',
    async (id) => {
      const { encryted_real_name, encryted_credential_id } = await roundUnder(id)
      const fields = [encryted_real_name, encryted_credential_id]
      const opened = fields.filter((field) => {
        try {
          return Buffer.from(String(field), 'base64').length === 256 && open(field)
        } catch {
          return false
        }
      })
      expect(opened).toHaveLength(1)
    },
  )

  test('sslv23 · eight bytes 03 before the separator, the same message', async () => {
    const answer = await roundUnder('sslv23')
    expect(decode(open(answer.encryted_real_name))).toBe('李四')
  })

  test.each<[outcome: string, keys: string[]]>([
    ['encrypted-spelling', ['errcode', 'errmsg', 'encrypted_real_name', 'encrypted_credential_id']],
    ['no-errcode', ['encryted_real_name', 'encryted_credential_id']],
    ['no-fields', ['errcode', 'errmsg']],
    ['no-name-field', ['errcode', 'errmsg', 'encryted_credential_id']],
    ['no-id-field', ['errcode', 'errmsg', 'encryted_real_name']],
    ['no-errcode-no-fields', []],
    ['no-errcode-one-field', ['encryted_real_name']],
  ])('%s · these keys', async (outcome, keys) => {
    expect(Object.keys(await roundUnder(outcome))).toEqual(keys)
  })

  test('errcode-text, null-errcode, unlisted-errcode, empty-field, not-base64', async () => {
    expect(await roundUnder('errcode-text')).toMatchObject({ errcode: '0' })
    expect(await roundUnder('null-errcode')).toMatchObject({ errcode: null })
    expect(await roundUnder('unlisted-errcode')).toMatchObject({ errcode: 94999 })
    expect(await roundUnder('empty-field')).toMatchObject({ encryted_real_name: '' })
    expect((await roundUnder('not-base64')).encryted_real_name).toMatch(/^\*/)
  })

  test('token-40001-once · the token is voided under the call, the user token is not', async () => {
    await house.token()
    house.wechat.realname.force('token-40001-once')
    const token = ticket()
    expect(await pull(token)).toMatchObject({ errcode: 40001 })
    await house.token()
    expect(await pull(token)).toMatchObject({ errcode: 0 })
  })

  test('hang, 502 · not carried out; lost, cut · the user token is gone', async () => {
    for (const [outcome, errcode] of [
      ['hang', 0],
      ['http-502', 0],
      ['lost', 94005],
      ['cut', 94005],
    ] as const) {
      const token = ticket()
      house.wechat.realname.force(outcome)
      const signal = AbortSignal.timeout(100)
      await house
        .send(PATHS.realname, realnameBody(token), { signal })
        .then((answer) => answer.text())
        .catch(() => undefined)
      house.wechat.realname.force('pass')
      expect([outcome, (await pull(token)).errcode]).toEqual([outcome, errcode])
    }
  })

  test('late · carried out only for whoever still waits', async () => {
    house.wechat.realname.force('late')
    expect(await pull(ticket())).toMatchObject({ errcode: 0 })
    const slow = await openHouse({ lateMs: 500 })
    const token = slow.wechat.realname.visit('openid-1', CATEGORY).auth_token
    slow.wechat.realname.force('late')
    const signal = AbortSignal.timeout(100)
    await expect(slow.send(PATHS.realname, realnameBody(token), { signal })).rejects.toThrow()
    slow.wechat.realname.force('pass')
    expect(await slow.call(PATHS.realname, realnameBody(token))).toMatchObject({ errcode: 0 })
    await slow.wechat.close()
  })
})

describe('the button', () => {
  test.each<[categoryId: unknown, errCode: number]>([
    [undefined, 40003],
    [[], 40003],
    ['', 40003],
    [[99], -1],
    [['99', '904'], -1],
    [[904, 99], -1],
    [[99, 904, 1], -1],
  ])('category-id %j · fails with %i', (categoryId, errCode) => {
    const detail = house.wechat.realname.visit('openid-1', categoryId)
    expect(detail).toEqual({ errMsg: expect.stringContaining('openRealnameAuth:fail:'), errCode })
  })

  test('client-no-token, client-unknown-token', async () => {
    house.wechat.realname.force('client-no-token')
    expect(visit()).toEqual({ errMsg: 'openRealnameAuth:ok', errCode: 0 })
    house.wechat.realname.force('client-unknown-token')
    expect(await pull(ticket())).toMatchObject({ errcode: 94005 })
  })
})

test('the log · masked', async () => {
  const token = String(ticket())
  await pull(token)
  await pull(token)
  const { entries } = await house.json('/realname/__log')
  expect((entries as { title: string }[]).map(({ title }) => title)).toEqual([
    '授权 → 通过',
    '拉取实名信息 → 通过',
    '拉取实名信息 → errcode 94005',
  ])
  const text = JSON.stringify(entries)
  expect(text).toContain(`cert_serialno=${SERIAL}&timestamp=${NOW}`)
  expect(text).toContain('李* 650000********009X')
  for (const secret of [token, PERSON.name, PERSON.idNumber]) expect(text).not.toContain(secret)
})
