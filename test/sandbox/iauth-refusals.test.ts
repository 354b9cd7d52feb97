import type { House, PullChanges } from './iauth-client'
import { ACCOUNT, extraDataAt, NOW, openHouse, PERSON, sign } from './iauth-client'

const TWO_HOURS = 7200
const THREE_DAYS = 259_200

let house: House

beforeEach(async () => {
  house = await openHouse()
})

afterEach(() => house.iauth.close())

/** Signed with something else than what it should be. */
const signedAs = (changed: Parameters<typeof sign>[1]): PullChanges => ({
  signature: sign('getdetectinfo', changed),
})

describe('a pull is refused', () => {
  const text = (value: string) => Buffer.from(value)
  const hexMac = Buffer.concat([text('00'.repeat(20)), text('a=4000&m=getdetectinfo&t=1&e=600')])

  test.each<[code: number, why: string, changes: PullChanges]>([
    [4, 'without the signature header', { signature: undefined }],
    [4, 'with an empty signature', { signature: '' }],
    [1, 'without a body', { raw: '' }],
    [1, 'without token', { body: { token: undefined } }],
    [1, 'with an empty token', { body: { token: '' } }],
    [1, 'without appid', { body: { appid: undefined } }],
    [2, 'when the body is no JSON', { raw: 'token=1' }],
    [2, 'when the body is a list', { raw: '[]' }],
    [2, 'when the body is null', { raw: 'null' }],
    [2, 'for another content type', { type: 'text/plain' }],
    [2, 'for an appid that is a number', { body: { appid: 4000 } }],
    [2, 'for a token that is an object', { body: { token: {} } }],
    [2, 'for info_type 2', { body: { info_type: 2 } }],
    [2, 'for info_type as text', { body: { info_type: '1' } }],
    [2, 'for crypt_type 4', { body: { crypt_type: 4 } }],
    [2, 'for crypt_type null', { body: { crypt_type: null } }],
    [9, 'for crypt_type 1, RSA', { body: { crypt_type: 1 } }],
    [9, 'for crypt_type 2, CBC', { body: { crypt_type: 2 } }],
    [3, 'when the signature is no base64', { signature: 'a=4000&m=getdetectinfo' }],
    [3, 'when the MAC is hex', { signature: hexMac.toString('base64') }],
    [3, 'when the padding is missing', { signature: sign('getdetectinfo').replace(/=+$/, '') }],
    [3, 'when signed with the AES key', signedAs({ key: ACCOUNT.aesKey })],
    [3, 'when signed for the entry', { signature: sign('appauth') }],
    [3, 'when .php is left in m', { signature: sign('getdetectinfo.php') }],
    [3, 'when signed for another appid', signedAs({ a: '4001' })],
    [3, 'when t is milliseconds', signedAs({ t: `${NOW}000` })],
    [3, 'when it expired a second ago', signedAs({ t: String(NOW - 601) })],
    [3, 'when t lies in the future', signedAs({ t: String(NOW + 61) })],
    [3, 'when e has no value', signedAs({ e: '' })],
    [3, 'when e is negative', signedAs({ e: '-600' })],
    [5, 'for an appid nobody has', { ...signedAs({ a: '9999' }), body: { appid: '9999' } }],
  ])('%i %s', async (code, _why, changes) => {
    const token = house.tokenUnder('pass')
    const answer = await house.ask(token, changes)
    expect(answer).toEqual({ errorcode: code, errormsg: expect.stringMatching(/./) })
  })

  test('11 for a token that was never made', async () => {
    expect(await house.ask('{00000000-0000-0000-0000-000000000000}')).toMatchObject({
      errorcode: 11,
    })
  })

  test('11 for a token without its braces: tokens are opaque', async () => {
    const token = house.tokenUnder('pass')
    expect(await house.ask(token.slice(1, -1))).toMatchObject({ errorcode: 11 })
  })
})

describe('a signature is accepted', () => {
  test.each([
    ['to its last second', { t: String(NOW - 600) }],
    ['a minute early, because clocks differ', { t: String(NOW + 60) }],
  ])('%s', async (_why, changed) => {
    const token = house.tokenUnder('pass')
    expect(await house.ask(token, signedAs(changed))).toMatchObject({ errorcode: 0 })
  })

  test('with a form for a body', async () => {
    const token = house.tokenUnder('pass')
    const raw = new URLSearchParams({ token, appid: ACCOUNT.appId, info_type: '1' }).toString()
    const changes = { raw, type: 'application/x-www-form-urlencoded' }
    expect(await house.ask(token, changes)).toMatchObject({ errorcode: 0 })
  })
})

describe('a token lives', () => {
  const askAt = (token: string, seconds: number) => {
    house.iauth.advance(seconds)
    return house.ask(token, signedAs({ t: String(NOW + seconds) }))
  }

  test.each([
    ['finished', 'pass', THREE_DAYS, 0],
    ['finished', 'pass', THREE_DAYS + 1, 11],
    ['unfinished', 'unfinished', 0, 7],
    ['unfinished', 'unfinished', TWO_HOURS, 7],
    ['unfinished', 'unfinished', TWO_HOURS + 1, 12],
    ['unfinished', 'unfinished', THREE_DAYS + 1, 11],
  ])('%s (%s): %i s later errorcode is %i', async (_state, outcome, seconds, code) => {
    const token = house.tokenUnder(outcome)
    expect(await askAt(token, seconds)).toMatchObject({ errorcode: code })
  })

  test('and is forgotten long after, still refused with 11', async () => {
    const token = house.tokenUnder('pass')
    house.iauth.advance(3 * THREE_DAYS)
    house.iauth.visit(extraDataAt(NOW + 3 * THREE_DAYS), PERSON)
    expect(await askAt(token, 0)).toMatchObject({ errorcode: 3 })
    const signature = sign('getdetectinfo', { t: String(NOW + 3 * THREE_DAYS) })
    expect(await house.ask(token, { signature })).toMatchObject({ errorcode: 11 })
  })
})

describe('a trial appid', () => {
  test('has 1000 calls; refused signatures do not count, the 1001st is refused with 10', async () => {
    const trial = await openHouse({ trial: true })
    try {
      const token = trial.tokenUnder('pass')
      await trial.ask(token, { signature: sign('appauth') })
      for (let calls = 1; calls < 1000; calls += 1) await trial.ask('{unknown}')
      expect(await trial.ask(token)).toMatchObject({ errorcode: 0 })
      expect(await trial.ask(token)).toMatchObject({ errorcode: 10 })
      expect(trial.iauth.pulls).toBe(1002)
    } finally {
      await trial.iauth.close()
    }
  })
})

describe('entry is refused', () => {
  const good = extraDataAt()

  test.each<[reason: RegExp, why: string, extraData: object]>([
    [/^entry refused: 4 /, 'without a signature', { ...good, signature: undefined }],
    [/^entry refused: 1 /, 'without uid', { ...good, uid: '' }],
    [/^entry refused: 1 /, 'without appid', { ...good, appid: undefined }],
    [/^entry refused: 2 /, 'for an appid that is a number', { ...good, appid: 4000 }],
    [
      /: 3 .*appauth/,
      'with the signature of a pull',
      { ...good, signature: sign('getdetectinfo') },
    ],
    [/: 3 .*appid/, 'for another appid', { ...good, appid: '4001' }],
    [/: 3 .*过期/, 'when expired', extraDataAt(NOW - 601)],
    [/: 3 .*毫秒/, 'in milliseconds', extraDataAt(NOW * 1000)],
    [/: 3 .*MAC/, 'with another key', { ...good, signature: sign('appauth', { key: 'other' }) }],
    [/: 3 .*base64/, 'with rubbish', { ...good, signature: 'rubbish' }],
  ])('%s %s', (reason, _why, extraData) => {
    expect(() => house.iauth.visit(extraData as typeof good)).toThrow(reason)
  })

  test('without any extraData', () => {
    expect(() => house.iauth.visit(undefined as unknown as typeof good)).toThrow(/refused: 4 /)
  })

  test('over HTTP with code, meaning and reason, but no value', async () => {
    const response = await fetch(`${house.origin}/enter`, {
      method: 'POST',
      body: JSON.stringify({ extraData: { ...good, appid: '4001' } }),
    })
    const refused = { code: '3', words: '权限验证失败', reason: '原文的 a 与请求的 appid 不同' }
    expect(await response.json()).toEqual({ refused })
  })
})

describe('what is no call', () => {
  const path = '/new/cgi-bin/getdetectinfo.php'

  test.each([
    ['GET', path, 405],
    ['PUT', path, 405],
    ['POST', '/cgi-bin/getdetectinfo.php', 404],
    ['POST', `${path}/`, 404],
    ['POST', '/new/cgi-bin/getdetectinfo', 404],
    ['POST', '/miniprogram', 405],
    ['GET', '/enter', 405],
    ['GET', '/toString', 404],
  ])('%s %s: HTTP %i', async (method, where, status) => {
    const response = await fetch(house.origin + where, { method })
    expect(response.status).toBe(status)
    expect(house.iauth.pulls).toBe(0)
  })

  test('a body over 1 MiB: HTTP 413', async () => {
    const response = await house.pull('{t}', { raw: ' '.repeat(1024 * 1024 + 1) })
    expect(response.status).toBe(413)
  })
})
