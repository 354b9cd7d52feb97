import { bearer, closeApps, KEY, openApp, PERSON } from './open-app'

afterEach(closeApps)

describe('who is calling', () => {
  test.each<[string, HeadersInit]>([
    ['nothing', {}],
    ['a bad token', bearer('bad-token')],
    ['an empty token', { authorization: 'Bearer ' }],
    ['two words after Bearer', bearer('good-token good-token')],
    ['the token without Bearer', { authorization: 'good-token' }],
    ['the token as Basic', { authorization: 'Basic good-token' }],
    ['an openid that nobody vouches for', { 'x-wx-openid': 'openid-1' }],
    ['an openid beside a bad token', { 'x-wx-openid': 'openid-1', ...bearer('bad-token') }],
  ])('%s · 401, the product is not asked', async (_, headers) => {
    const app = await openApp()
    const reply = await app.post('/api/verify', '{"action":"notice"}', headers)
    expect(reply.status).toBe(401)
    expect(await reply.json()).toEqual({ error: 'not authenticated' })
    expect(app.told).toEqual([])
  })

  test.each<[string, HeadersInit]>([
    ['an empty openid', { 'x-wx-openid': '' }],
    ['129 characters', { 'x-wx-openid': 'x'.repeat(129) }],
    ['a space in it', { 'x-wx-openid': 'a b' }],
    ['not ASCII', { 'x-wx-openid': 'é' }],
    ['a bad token, which decides', { 'x-wx-openid': 'openid-1', ...bearer('bad-token') }],
    ['a malformed token, which decides', { 'x-wx-openid': 'openid-1', authorization: 'bearer' }],
  ])('headers trusted · %s · 401', async (_, headers) => {
    const app = await openApp({ trustWxHeaders: true })
    expect((await app.post('/api/verify', '{"action":"notice"}', headers)).status).toBe(401)
    expect(app.told).toEqual([])
  })

  test('headers trusted · sent twice · 401, whatever the spelling', async () => {
    const app = await openApp({ trustWxHeaders: true })
    for (const [one, other] of [
      ['X-WX-OPENID: openid-1', 'x-wx-openid: openid-2'],
      ['Authorization: Bearer good-token', 'authorization: Bearer good-token'],
      ['Authorization: Basic x', 'Authorization: Bearer good-token'],
    ] as const) {
      const heard = await app.raw('/api/verify', [one, other], '{"action":"notice"}')
      expect(heard).toMatch(/^HTTP\/1.1 401 /)
    }
    expect(app.told).toEqual([])
  })

  test('a good token · its person', async () => {
    const app = await openApp()
    expect((await app.post('/api/verify', '{"action":"get"}', PERSON)).status).toBe(200)
    expect(app.told).toEqual([
      { caller: { kind: 'person', owner: 'token-openid' }, event: { action: 'get' } },
    ])
  })

  test('headers trusted · openid of 1 and of 128 characters · that person', async () => {
    const app = await openApp({ trustWxHeaders: true })
    for (const owner of ['~', '!'.repeat(128)]) {
      await app.post('/api/verify', '{}', { 'x-wx-openid': owner })
    }
    const owners = app.told.map(({ caller }) => caller)
    expect(owners).toEqual([
      { kind: 'person', owner: '~' },
      { kind: 'person', owner: '!'.repeat(128) },
    ])
  })

  test('headers trusted · good token and an openid · the token decides', async () => {
    const app = await openApp({ trustWxHeaders: true })
    await app.post('/api/verify', '{}', { 'x-wx-openid': 'openid-1', ...PERSON })
    expect(app.told[0]?.caller).toEqual({ kind: 'person', owner: 'token-openid' })
  })

  test('an openid in the event · identifies nobody', async () => {
    const app = await openApp({ trustWxHeaders: true })
    const event = { action: 'get', userInfo: { openId: 'openid-1' }, openid: 'openid-1' }
    expect((await app.post('/api/verify', JSON.stringify(event))).status).toBe(401)
  })

  test('login · answered without a caller, and alone', async () => {
    const app = await openApp()
    expect((await app.post('/api/verify', '{"action":"login"}')).status).toBe(200)
    expect(app.told).toEqual([{ caller: undefined, event: { action: 'login' } }])
    for (const body of ['{"action":"Login"}', '["login"]', '"login"', 'null']) {
      expect((await app.post('/api/verify', body)).status).toBe(401)
    }
  })
})

describe('records', () => {
  test.each<[string, HeadersInit]>([
    ['nothing', {}],
    ['another key', bearer(`${KEY}x`)],
    ['the key without Bearer', { authorization: KEY }],
    ['a person', { ...PERSON, 'x-wx-openid': 'openid-1' }],
  ])('%s · 401, whatever the body', async (_, headers) => {
    const app = await openApp({ trustWxHeaders: true })
    expect((await app.post('/api/records', '{"action":"audit"}', headers)).status).toBe(401)
    expect((await app.post('/api/records', 'no JSON', headers)).status).toBe(401)
    expect(app.told).toEqual([])
  })

  test('the key · answered', async () => {
    const app = await openApp()
    const reply = await app.post('/api/records', '{"action":"audit"}', bearer(KEY))
    expect([reply.status, await reply.json()]).toEqual([200, { ok: true, data: 'records' }])
    expect((await app.post('/api/records', '{', bearer(KEY))).status).toBe(400)
  })
})
