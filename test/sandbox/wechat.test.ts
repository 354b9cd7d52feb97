import type { House, Json } from './wechat-client'
import { ACCOUNT, NOW, openHouse, PATHS, stableToken } from './wechat-client'

let house: House

beforeEach(async () => {
  house = await openHouse()
})

afterEach(() => house.wechat.close())

const category = (token?: string) =>
  house.json(`${PATHS.category}${token === undefined ? '' : `?access_token=${token}`}`)
const fetchToken = (changed?: Json) => house.json('/cgi-bin/stable_token', stableToken(changed))
const login = (code: string, changed: Record<string, string> = {}) =>
  house.json(
    `/sns/jscode2session?${new URLSearchParams({
      appid: ACCOUNT.appId,
      secret: ACCOUNT.appSecret,
      js_code: code,
      grant_type: 'authorization_code',
      ...changed,
    })}`,
  )

describe('stable_token', () => {
  test.each<[what: string, errcode: number, changed: Json]>([
    ['grant_type missing', 40002, { grant_type: undefined }],
    ['grant_type of a login', 40002, { grant_type: 'authorization_code' }],
    ['appid missing', 41002, { appid: '' }],
    ['another AppID', 40013, { appid: 'wx3333333333333333' }],
    ['secret missing', 41004, { secret: undefined }],
    ['wrong secret', 40125, { secret: `${ACCOUNT.appSecret} ` }],
    ['force_refresh as text', 47001, { force_refresh: 'true' }],
  ])('%s · %i, no token', async (_what, errcode, changed) => {
    const answer = await fetchToken(changed)
    expect(answer).toEqual({ errcode, errmsg: expect.stringMatching(/ rid: [0-9a-f-]{26}$/) })
    expect(house.wechat.tokenFetches).toBe(1)
  })

  test('GET · 43002; no body · 44002; no JSON · 47001; \\u escapes · 40033', async () => {
    const path = '/cgi-bin/stable_token'
    const post = (body: string) => house.json(path, { method: 'POST', body })
    expect(await house.json(path)).toMatchObject({ errcode: 43002 })
    expect(await post('')).toMatchObject({ errcode: 44002 })
    expect(await post('[]')).toMatchObject({ errcode: 47001 })
    expect(await post(String(stableToken().body).replace('wx', '\\u0077x'))).toMatchObject({
      errcode: 40033,
    })
  })

  test('normal mode · the same token while more than five minutes are left', async () => {
    const first = await fetchToken()
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 })
    house.wechat.advance(6899)
    expect(await fetchToken()).toEqual({ access_token: first.access_token, expires_in: 301 })
    house.wechat.advance(1)
    const next = await fetchToken()
    expect(next.access_token).not.toBe(first.access_token)
    expect(await category(String(first.access_token))).toMatchObject({ errcode: 0 })
    house.wechat.advance(300)
    expect(await category(String(first.access_token))).toMatchObject({ errcode: 42001 })
    expect(await category(String(next.access_token))).toMatchObject({ errcode: 0 })
    expect(house.wechat.tokenFetches).toBe(3)
  })

  test('force_refresh · voids the token that is out, 30 s apart, 20 a day', async () => {
    const first = await house.token()
    const forced = await fetchToken({ force_refresh: true })
    expect(await category(first)).toMatchObject({ errcode: 40001 })
    expect(await category(String(forced.access_token))).toMatchObject({ errcode: 0 })
    house.wechat.advance(29)
    expect(await fetchToken({ force_refresh: true })).toMatchObject({ errcode: 45011 })
    for (let n = 1; n < 20; n += 1) {
      house.wechat.advance(30)
      expect(await fetchToken({ force_refresh: true })).not.toHaveProperty('errcode')
    }
    house.wechat.advance(30)
    expect(await fetchToken({ force_refresh: true })).toMatchObject({ errcode: 45009 })
    house.wechat.advance(86_400)
    expect(await fetchToken({ force_refresh: true })).not.toHaveProperty('errcode')
  })

  test('/cgi-bin/token · a line of its own, every fetch ends the earlier one', async () => {
    const stable = await house.token()
    const query = new URLSearchParams({
      grant_type: 'client_credential',
      appid: ACCOUNT.appId,
      secret: ACCOUNT.appSecret,
    })
    const classic = async () => String((await house.json(`/cgi-bin/token?${query}`)).access_token)
    const first = await classic()
    const second = await classic()
    expect(new Set([stable, first, second]).size).toBe(3)
    expect(await category(first)).toMatchObject({ errcode: 0 })
    house.wechat.advance(300)
    expect(await category(first)).toMatchObject({ errcode: 42001 })
    expect(await category(second)).toMatchObject({ errcode: 0 })
    expect(await category(stable)).toMatchObject({ errcode: 0 })
  })
})

describe('a call with a token', () => {
  test('without one · 41001; an invented one · 40014; a voided one · 40001', async () => {
    expect(await category()).toMatchObject({ errcode: 41001 })
    expect(await category('')).toMatchObject({ errcode: 41001 })
    expect(await category('invented')).toMatchObject({ errcode: 40014 })
    const token = await house.token()
    house.wechat.voidToken()
    expect(await category(token)).toMatchObject({ errcode: 40001 })
    expect(await category(await house.token())).toMatchObject({ errcode: 0 })
  })

  test('a wrong method, path or body · refused', async () => {
    await house.token()
    expect(await house.call(PATHS.realname, [])).toMatchObject({ errcode: 47001 })
    const post = async (body: string) => (await house.send(PATHS.getinfo, '', { body })).json()
    expect(await post('')).toMatchObject({ errcode: 44002 })
    expect(await post('{"verify_result":"\\u5f20"}')).toMatchObject({ errcode: 40033 })
    const get = await fetch(house.origin + PATHS.realname)
    expect(await get.json()).toMatchObject({ errcode: 43002 })
    expect((await fetch(house.origin + PATHS.category, { method: 'POST' })).status).toBe(405)
    expect((await fetch(`${house.origin}/elsewhere`)).status).toBe(404)
    expect((await fetch(`${house.origin}/constructor`)).status).toBe(404)
  })

  test('an address that is not on the list · 40164 names it, at tokens and calls', async () => {
    const fenced = await openHouse({ ipAllowed: ['192.0.2.1'] })
    try {
      const refused = {
        errcode: 40164,
        errmsg: expect.stringContaining('invalid ip 127.0.0.1, not in whitelist'),
      }
      expect(await fenced.json('/cgi-bin/stable_token', stableToken())).toEqual(refused)
      expect(await fenced.json(`${PATHS.category}?access_token=x`)).toEqual(refused)
    } finally {
      await fenced.wechat.close()
    }
    const open = await openHouse({ ipAllowed: ['127.0.0.1'] })
    expect(await open.token()).toMatch(/./)
    await open.wechat.close()
  })

  test('get_category · the pairs that the button takes', async () => {
    expect(await category(await house.token())).toMatchObject({
      errcode: 0,
      category_list: [{ first_id: 99, second_id: 904 }],
    })
  })
})

describe('jscode2session', () => {
  test('a code lives five minutes and works once', async () => {
    const code = house.wechat.codeFor('openid-1')
    expect(await login('invented')).toMatchObject({ errcode: 40029 })
    const session = await login(code)
    expect(session).toEqual({ openid: 'openid-1', session_key: expect.any(String) })
    expect(await login(code)).toMatchObject({ errcode: 40163 })
    const late = house.wechat.codeFor('openid-1')
    house.wechat.advance(301)
    expect(await login(late)).toMatchObject({ errcode: 40029 })
  })

  test.each<[number, Record<string, string>]>([
    [40002, { grant_type: 'client_credential' }],
    [41002, { appid: '' }],
    [40013, { appid: 'wx3333333333333333' }],
    [41004, { secret: '' }],
    [40125, { secret: 'x' }],
  ])('%i · %j', async (errcode, changed) => {
    const code = house.wechat.codeFor('openid-1')
    expect(await login(code, changed)).toMatchObject({ errcode })
    expect(await login(code)).toMatchObject({ openid: 'openid-1' })
  })
})

describe('trouble', () => {
  test.each(['40001', '40014', '42001'])(
    'token-%s-once · refused once per forcing',
    async (code) => {
      for (let round = 0; round < 2; round += 1) {
        const token = await house.token()
        house.wechat.force(`token-${code}-once`)
        expect(await category(token)).toMatchObject({ errcode: Number(code) })
        expect(await category(token)).toMatchObject({ errcode: 40001 })
        expect(await category(await house.token())).toMatchObject({ errcode: 0 })
      }
    },
  )

  test('errcode-text · "42001", then "0"', async () => {
    const token = await house.token()
    house.wechat.force('errcode-text')
    expect(await category(token)).toMatchObject({ errcode: '42001' })
    expect(await category(await house.token())).toMatchObject({ errcode: '0' })
  })

  test('token-long, token-short-lived, token-absent', async () => {
    house.wechat.force('token-long')
    expect(await house.token()).toHaveLength(512)
    house.wechat.force('token-short-lived')
    expect(await fetchToken()).toMatchObject({ expires_in: 300 })
    house.wechat.force('token-absent')
    expect(await fetchToken()).toEqual({ expires_in: 7200 })
  })

  test.each([502, 503, 500, 429, 302])('http-%i · no JSON of the interface', async (status) => {
    await house.token()
    house.wechat.force(`http-${status}`)
    expect((await house.send(PATHS.getinfo, {})).status).toBe(status)
  })

  test.each(['html', 'empty'])('%s · 200 and no JSON', async (id) => {
    house.wechat.force(id)
    const answer = await fetch(`${house.origin}/cgi-bin/stable_token`, stableToken())
    expect(answer.status).toBe(200)
    await expect(answer.json()).rejects.toThrow()
  })

  test.each(['down', 'cut'])('%s · no whole answer', async (id) => {
    house.wechat.force(id)
    const whole = fetch(`${house.origin}/cgi-bin/stable_token`, stableToken())
    await expect(whole.then((answer) => answer.text())).rejects.toThrow()
  })

  test.each(['hang', 'trickle'])(
    '%s · still nothing whole when the caller gives up',
    async (id) => {
      house.wechat.force(id)
      const signal = AbortSignal.timeout(150)
      const whole = fetch(`${house.origin}/cgi-bin/stable_token`, { ...stableToken(), signal })
      await expect(whole.then((answer) => answer.text())).rejects.toThrow(/abort|time/i)
    },
  )

  test('late · the same answer, later', async () => {
    house.wechat.force('late')
    expect(await fetchToken()).toHaveProperty('access_token')
  })

  test('down · every call is dropped, the panel is not', async () => {
    house.wechat.down = true
    await expect(fetchToken()).rejects.toThrow()
    expect(await house.json('/__control')).toMatchObject({ id: 'wechat' })
    house.wechat.down = false
    expect(await fetchToken()).toHaveProperty('access_token')
  })
})

describe('panels', () => {
  test.each(['', '/realname', '/face1', '/face2'])(
    '%s/__control · lists and forces',
    async (base) => {
      const control = await house.json(`${base}/__control`)
      expect(control).toMatchObject({ id: base.slice(1) || 'wechat', current: 'pass' })
      const rows = (control.groups as { outcomes: Json[] }[]).flatMap((group) => group.outcomes)
      expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
      for (const row of rows) {
        expect(Object.keys(row)).toEqual(['id', 'label', 'meaning'])
        expect(row.label && row.meaning).toMatch(/./)
      }
      const force = (outcome: unknown) =>
        fetch(`${house.origin}${base}/__control`, {
          method: 'POST',
          body: JSON.stringify({ outcome }),
        })
      expect((await force('no such')).status).toBe(400)
      expect((await force('http-502')).status).toBe(204)
      expect(await house.json(`${base}/__control`)).toMatchObject({ current: 'http-502' })
    },
  )

  test('the log · what was checked, no token and no secret', async () => {
    const token = await house.token()
    await category('invented')
    await fetchToken({ secret: 'not the secret' })
    const { entries } = await house.json('/__log')
    const titles = (entries as { title: string; at: number }[]).map(({ title }) => title)
    expect(titles).toEqual([
      '取凭证 stable_token',
      '/wxa/get_category → errcode 40014',
      '取凭证 stable_token → errcode 40125',
    ])
    expect(entries).toMatchObject([{ at: NOW * 1000 }, {}, {}])
    const text = JSON.stringify(entries)
    for (const secret of [token, ACCOUNT.appSecret, 'not the secret']) {
      expect(text).not.toContain(secret)
    }
  })
})
