/** @jest-environment jsdom */
import { call, useBackend } from '../../../miniprogram/shiming/services/cloud'
import { DOWN, NOTICE, serve } from '../support/server'
import { createWx, install } from '../support/wx'

const HTTP = { kind: 'http', baseUrl: 'https://id.example.invalid/' } as const
type Sent = { url: string; header: Record<string, string>; data: { action: string } }

test('cloud · no network · a failure that may be tried again', async () => {
  const fake = install(createWx())
  serve(fake, { notice: DOWN })
  useBackend({ kind: 'cloud' })
  await expect(call('notice', {})).rejects.toMatchObject({
    code: 'UPSTREAM_UNAVAILABLE',
    trace: '',
  })
})

test('cloud · WeChat older than cloud development · to be updated, no word of the network', async () => {
  install(createWx({ cloud: undefined }))
  await expect(call('notice', {})).rejects.toMatchObject({ code: 'DEVICE_UNSUPPORTED' })
})

test.each([[{}], [null], ['ok'], [{ ok: 'true', data: {} }]])(
  'cloud · the answer %j · is no answer',
  async (result) => {
    const fake = createWx()
    const callFunction = fake.answering('f', () => ({ result }))
    Object.assign(fake.wx, { cloud: { init: () => {}, callFunction } })
    install(fake)
    await expect(call('notice', {})).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  },
)

test('cloud · the server says no · its own code, retry and trace', async () => {
  const failure = { code: 'RATE_LIMITED', retry: 'switch', trace: 't1' } as const
  serve(install(createWx()), { notice: { failure } })
  await expect(call('notice', {})).rejects.toMatchObject(failure)
})

test('cloud · two calls · one initialisation, with the environment', async () => {
  const fake = install(createWx())
  const server = serve(fake, { notice: NOTICE, get: {} })
  useBackend({ kind: 'cloud', env: 'prod-1' })
  await call('notice', {})
  await call('get', { sessionId: 's1' })
  expect(fake.calls('cloud.init')).toEqual([{ env: 'prod-1' }])
  expect(server.asked[1]).toEqual({ action: 'get', input: { sessionId: 's1' } })
})

/** A private deployment: answers `login` with token after token, the rest by the given rule. */
function deploy(answer: (sent: Sent, tokens: number) => { statusCode: number; data: unknown }) {
  const fake = createWx()
  let tokens = 0
  const request = fake.answering('request', (options) => {
    const sent = options as unknown as Sent
    if (sent.data.action !== 'login') return answer(sent, tokens)
    tokens += 1
    return { statusCode: 200, data: { ok: true, data: { token: `T${tokens}`, expiresAt: 1 } } }
  })
  Object.assign(fake.wx, { request, login: fake.answering('login', () => ({ code: 'c' })) })
  useBackend(HTTP)
  return install(fake)
}

test('http · a token of before · one login, bearer on every call, nothing in storage', async () => {
  const good = { statusCode: 200, data: { ok: true, data: NOTICE } }
  const fake = deploy(() => good)
  await Promise.all([call('notice', {}), call('notice', {})])
  const sent = fake.calls('request') as unknown as Sent[]
  expect(sent.map(({ data }) => data.action)).toEqual(['login', 'notice', 'notice'])
  expect(sent[1]?.url).toBe('https://id.example.invalid/api/verify')
  expect(sent[1]?.header.authorization).toBe('Bearer T1')
  expect(fake.storage.size).toBe(0)
})

test('http · 401 · renews the token once and repeats the call', async () => {
  const fake = deploy(({ header }) =>
    header.authorization === 'Bearer T1'
      ? { statusCode: 401, data: {} }
      : { statusCode: 200, data: { ok: true, data: NOTICE } },
  )
  await expect(call('notice', {})).resolves.toEqual(NOTICE)
  expect(fake.calls('login')).toHaveLength(2)
})

test('http · 401 again · gives up', async () => {
  const fake = deploy(() => ({ statusCode: 401, data: {} }))
  await expect(call('notice', {})).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  expect(fake.calls('login')).toHaveLength(2)
})

test('http · login fails · the next call tries it again', async () => {
  const fake = deploy(() => ({ statusCode: 200, data: { ok: true, data: NOTICE } }))
  const login = fake.wx as unknown as { login: unknown }
  const works = login.login
  login.login = fake.answering('login', () => new Error('login:fail'))
  await expect(call('notice', {})).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  login.login = works
  await expect(call('notice', {})).resolves.toEqual(NOTICE)
})
