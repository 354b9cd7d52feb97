import { createLogins } from '../../../core/calls/login'
import { createVault } from '../../../core/vault'
import { createDice, createStandingClock, openHouse, refusalOf } from '../../support/house'

const WECHAT = { WECHAT_APP_ID: 'wx-app', WECHAT_APP_SECRET: 'marked-secret' }

/** The product with a WeChat that answers `jscode2session` so. */
function openWechat(answer: (url: URL) => Response) {
  const asked: URL[] = []
  const fetch = async (input: unknown) => {
    const url = new URL(String(input))
    asked.push(url)
    return answer(url)
  }
  return { ...openHouse({ variables: WECHAT, fetch: fetch as typeof globalThis.fetch }), asked }
}

const good = () => Response.json({ openid: 'openid-1', session_key: 'marked-session-key' })
const login = (house: ReturnType<typeof openWechat>, code: unknown = 'marked-code') =>
  house.reply(undefined, { action: 'login', code })

async function loggedIn() {
  const house = openWechat(good)
  const reply = await login(house)
  if (!reply.ok) throw new Error(reply.error.code)
  return { house, ...(reply.data as { token: string; expiresAt: number }) }
}

test('login · a good code · a token of the person, for its time', async () => {
  const { house, token, expiresAt } = await loggedIn()
  expect(house.asked).toHaveLength(1)
  expect(house.product.callerOfToken(token)).toEqual({ kind: 'person', owner: 'openid-1' })
  house.clock.advance(expiresAt - house.clock.now() - 1)
  expect(house.product.callerOfToken(token)).toBeDefined()
  house.clock.advance(1)
  expect(house.product.callerOfToken(token)).toBeUndefined()
})

test('login · the reply · token and expiresAt, nothing else; the token tells nobody anything', async () => {
  const house = openWechat(good)
  const reply = await login(house)
  expect(reply).toEqual({
    ok: true,
    data: { token: expect.any(String), expiresAt: expect.any(Number) },
  })
  const { token } = (reply as { data: { token: string } }).data
  expect(token).toMatch(/^[\w.-]+$/)
  const [, sealed = ''] = token.split('.')
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('openid')
})

test('login · code, secret, session key, openid and token · never in the log or the store', async () => {
  const { house, token } = await loggedIn()
  const seen = house.lines.join('\n') + house.store.dump?.()
  expect(seen).toContain('"action":"login"')
  expect(seen).not.toMatch(/marked|openid-1/)
  expect(seen).not.toContain(token.slice(-20))
})

test.each([
  ['cut', (token: string) => token.slice(0, -1)],
  ['longer', (token: string) => `${token}A`],
  ['padded', (token: string) => `${token}=`],
  ['with a space', (token: string) => `${token} `],
  ['with its key id changed', (token: string) => token.replace(/^[^.]*/, 'other')],
  [
    'with one character changed',
    (token: string) => token.slice(0, 30) + (token[30] === 'A' ? 'B' : 'A') + token.slice(31),
  ],
  ['empty', () => ''],
  ['an openid', () => 'openid-1'],
  ['huge', () => 'x'.repeat(100_000)],
])('login · a token that is %s · nobody', async (_, change) => {
  const { house, token } = await loggedIn()
  expect(house.product.callerOfToken(change(token))).toBeUndefined()
})

test('login · a sealed field of a session, or a token of another deployment · nobody', async () => {
  const { house, token } = await loggedIn()
  const { id } = await house.open('openid-1')
  const record = await house.store.find(id)
  expect(house.product.callerOfToken(record?.sealed.owner ?? '')).toBeUndefined()
  const keys = {
    sealing: [{ id: 'sandbox', key: Buffer.alloc(32) }],
    index: Buffer.alloc(32),
  } as const
  const vault = createVault(keys, createDice())
  const other = createLogins({} as never, vault, createStandingClock().now)
  expect(other.callerOf(token)).toBeUndefined()
})

test.each([undefined, null, '', ' ', 7, {}, 'c'.repeat(513), 'c\u0000'])(
  'login · code %j · INVALID_INPUT, WeChat is not asked',
  async (code) => {
    const house = openWechat(good)
    expect(await house.reply(undefined, { action: 'login', code })).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT' },
    })
    expect(house.asked).toEqual([])
  },
)

test.each([
  [40029, 'INVALID_INPUT', 'retry'],
  [40163, 'INVALID_INPUT', 'retry'],
  [-1, 'UPSTREAM_UNAVAILABLE', 'retry'],
  [45011, 'RATE_LIMITED', 'retry'],
  [40226, 'CHANNEL_UNAVAILABLE', 'final'],
  [40125, 'CHANNEL_UNAVAILABLE', 'switch'],
])('login · WeChat says %i · %s, its message goes nowhere', async (errcode, code, retry) => {
  const house = openWechat(() => Response.json({ errcode, errmsg: 'marked-message' }))
  const reply = await login(house)
  expect(reply).toMatchObject({ ok: false, error: { code, retry } })
  expect(house.lines.join() + JSON.stringify(reply)).not.toContain('marked')
  expect(house.lines.join()).toContain(`"upstream":"${errcode}"`)
})

test('verify · no caller · login alone is answered', async () => {
  const house = openWechat(good)
  for (const action of [
    'notice',
    'channels',
    'open',
    'start',
    'finish',
    'get',
    'list',
    'cancel',
    'erase',
  ]) {
    expect(await house.reply(undefined, { action })).toMatchObject({ ok: false })
  }
  expect(await login(house)).toMatchObject({ ok: true })
})

test('login · two people · two owners, who do not see each other’s sessions', async () => {
  const house = openWechat((url) =>
    Response.json({ openid: `o-${url.searchParams.get('js_code')}` }),
  )
  const callers = []
  for (const code of ['1', '2']) {
    const reply = (await login(house, code)) as { data: { token: string } }
    callers.push(house.product.callerOfToken(reply.data.token))
  }
  const { id } = await house.open('o-1')
  const get = { action: 'get', sessionId: id }
  expect(await house.reply(callers[0], get)).toMatchObject({ ok: true })
  const refused = house.call('o-2', 'get', { sessionId: id })
  expect(await refusalOf(refused)).toBe('SESSION_NOT_FOUND')
  expect(await house.reply(callers[1], get)).toMatchObject({ error: { code: 'SESSION_NOT_FOUND' } })
})
