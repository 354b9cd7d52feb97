import { createHttp } from '../../core/http'
import type { Log } from '../../core/log'
import type { VaultKeys } from '../../core/vault'
import { createVault } from '../../core/vault'
import { createWechat } from '../../core/wechat'
import { LOGIN_CODES } from '../../core/wechat-codes'
import { createDice, NOON } from '../support/house'
import { createMemoryStore } from '../support/memory-store'

const CONFIG = { endpoint: 'https://wechat.test', appId: 'wx-app', appSecret: 'marked-secret' }
const KEYS: VaultKeys = {
  sealing: [{ id: 'a', key: Buffer.alloc(32, 1) }],
  index: Buffer.alloc(32, 2),
}

/** `api.weixin.qq.com` that answers one thing; what was asked, and what was logged. */
function openWechat(answer: () => Response | Promise<Response>) {
  const asked: string[] = []
  const lines: string[] = []
  const log: Log = (event, fields) => lines.push(JSON.stringify({ event, ...fields }))
  const send = async (url: unknown) => {
    asked.push(String(url))
    return answer()
  }
  const api = createWechat(CONFIG, {
    http: createHttp({ timeoutMs: 1000, log, fetch: send }),
    slips: createMemoryStore(),
    vault: createVault(KEYS, createDice()),
    now: () => NOON,
    wait: async () => {},
    timeoutMs: 1000,
    log,
  })
  return { api, asked, lines }
}

test('login · a good code · the openid, and nothing secret in the log', async () => {
  const { api, asked, lines } = openWechat(() =>
    Response.json({ openid: 'marked-openid', session_key: 'marked-key', unionid: 'marked-union' }),
  )
  expect(await api.login('marked code/&=')).toBe('marked-openid')
  const url = new URL(asked[0] ?? '')
  expect(url.origin + url.pathname).toBe('https://wechat.test/sns/jscode2session')
  expect(Object.fromEntries(url.searchParams)).toEqual({
    appid: 'wx-app',
    secret: 'marked-secret',
    js_code: 'marked code/&=',
    grant_type: 'authorization_code',
  })
  expect(lines.join()).toContain('/sns/jscode2session')
  expect(lines.join()).not.toMatch(/marked|session_key/)
})

test.each([
  ['an explicit 0', { errcode: 0, openid: 'o-1' }],
  ['0 as text', { errcode: '0', openid: 'o-1' }],
])('login · %s · the openid', async (_, reply) => {
  expect(await openWechat(() => Response.json(reply)).api.login('code')).toBe('o-1')
})

const REFUSALS: [string, object, string][] = [
  ...Object.entries(LOGIN_CODES).map(([errcode, row]): [string, object, string] => [
    `errcode ${errcode}`,
    { errcode: Number(errcode) },
    row.code,
  ]),
  ['an unlisted code', { errcode: 49999 }, 'UPSTREAM_UNAVAILABLE'],
  ['a code and an openid', { errcode: 40029, openid: 'o-1' }, 'INVALID_INPUT'],
  ['an empty code', { errcode: '', openid: 'o-1' }, 'UPSTREAM_UNAVAILABLE'],
  ['null as code', { errcode: null, openid: 'o-1' }, 'UPSTREAM_UNAVAILABLE'],
  ['no openid', {}, 'UPSTREAM_UNAVAILABLE'],
  ['an empty openid', { openid: '' }, 'UPSTREAM_UNAVAILABLE'],
  ['an openid that is none', { openid: 'o 1' }, 'UPSTREAM_UNAVAILABLE'],
  ['an openid too long', { openid: 'o'.repeat(129) }, 'UPSTREAM_UNAVAILABLE'],
  ['a number as openid', { openid: 1 }, 'UPSTREAM_UNAVAILABLE'],
  ['a list', [], 'UPSTREAM_UNAVAILABLE'],
]

test.each(REFUSALS)('login · %s · refused', async (_, reply, code) => {
  const { api, lines } = openWechat(() => Response.json({ errmsg: 'marked', ...reply }))
  const error = await api.login('marked-code').catch((refused: unknown) => refused)
  expect(error).toMatchObject({ code })
  expect(String((error as Error).message)).not.toContain('marked')
  expect(lines.join()).not.toContain('marked')
})

test.each([
  ['not JSON', () => new Response('<html>marked</html>')],
  ['status 502', () => new Response('marked', { status: 502 })],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: '/marked' } })],
  ['not reached', () => Promise.reject(new TypeError('marked'))],
])('login · %s · UPSTREAM_UNAVAILABLE, nothing of it in the log', async (_, answer) => {
  const { api, lines } = openWechat(answer)
  await expect(api.login('marked-code')).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  expect(lines.join()).not.toContain('marked')
})
