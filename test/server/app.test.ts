import type { Opened } from './open-app'
import { closeApps, openApp, PERSON } from './open-app'

const BODY_LIMIT = 256 * 1024

afterEach(closeApps)

describe('the body', () => {
  test.each<[string, string | Buffer | undefined]>([
    ['absent', undefined],
    ['empty', ''],
    ['not JSON', 'action=notice'],
    ['half JSON', '{"action":"notice"'],
    ['two values', '{}{}'],
    ['invalid UTF-8', Buffer.from('{"purpose":"\xc3\x28"}', 'latin1')],
    ['GBK', Buffer.from([0x22, 0xd5, 0xc5, 0x22])],
    ['UTF-16', Buffer.from('{}', 'utf16le')],
    ['a byte order mark', '\ufeff{}'],
  ])('%s · 400, nothing of it in the answer', async (_, body) => {
    const app = await openApp()
    const reply = await app.post('/api/verify', body, PERSON)
    expect([reply.status, await reply.text()]).toEqual([400, '{"error":"bad request"}'])
    expect(app.told).toEqual([])
  })

  test('256 KiB · accepted; one byte more · 413, also in chunks', async () => {
    const app = await openApp()
    const whole = `{"pad":"${'x'.repeat(BODY_LIMIT - 10)}"}`
    expect(whole).toHaveLength(BODY_LIMIT)
    expect((await app.post('/api/verify', whole, PERSON)).status).toBe(200)
    const reply = await app.post('/api/verify', `${whole} `, PERSON)
    expect([reply.status, await reply.json()]).toEqual([413, { error: 'body too large' }])
    expect([await postChunks(app, whole), await postChunks(app, `${whole} `)]).toEqual([200, 413])
  })

  test.each([
    ['application/json; charset=utf-8'],
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data'],
    ['nonsense'],
    ['/;='],
  ])('JSON sent as %s · taken', async (type) => {
    const app = await openApp()
    const head = ['Authorization: Bearer good-token', `Content-Type: ${type}`]
    expect(await app.raw('/api/verify', head, '{}')).toMatch(/^HTTP\/1.1 200 /)
  })

  test('JSON sent as nothing at all · taken', async () => {
    const app = await openApp()
    const heard = await app.raw('/api/verify', ['Authorization: Bearer good-token'], '{"a":1}')
    expect(heard).toMatch(/^HTTP\/1.1 200 /)
    expect(app.told[0]?.event).toEqual({ a: 1 })
  })

  async function postChunks({ base }: Opened, text: string): Promise<number> {
    const half = Math.floor(text.length / 2)
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from(text.slice(0, half)))
        controller.enqueue(Buffer.from(text.slice(half)))
        controller.close()
      },
    })
    const init = { method: 'POST', headers: PERSON, body: stream, duplex: 'half' }
    return (await fetch(`${base}/api/verify`, init)).status
  }
})

describe('paths and methods', () => {
  test.each([
    ['GET', '/'],
    ['POST', '/api'],
    ['POST', '/api/verify/'],
    ['POST', '/API/VERIFY'],
    ['POST', '/api/verify2'],
    ['POST', '//api/verify'],
    ['GET', '/constructor'],
    ['GET', '/%zz-110000199003071231'],
    ['GET', '/api/sessions/110000199003071231'],
  ])('%s %s · 404, nothing of it in the answer', async (method, path) => {
    const app = await openApp()
    const reply = await fetch(app.base + path, { method, headers: PERSON })
    expect([reply.status, await reply.text()]).toEqual([404, '{"error":"not found"}'])
  })

  test.each([
    ['GET', '/api/verify', 'POST'],
    ['PUT', '/api/verify', 'POST'],
    ['DELETE', '/api/records', 'POST'],
    ['OPTIONS', '/api/verify?x=1', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('%s %s · 405', async (method, path, allow) => {
    const app = await openApp()
    const reply = await fetch(app.base + path, { method, headers: PERSON })
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, allow])
  })

  test('another origin · no permission for browsers', async () => {
    const app = await openApp()
    const reply = await app.post('/api/verify', '{}', { ...PERSON, origin: 'https://example.org' })
    const cors = [...reply.headers.keys()].filter((name) => name.startsWith('access-control'))
    expect(cors).toEqual([])
  })
})

describe('every answer', () => {
  const MUST = {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  }

  test('has the security headers, and does not say what runs here', async () => {
    const app = await openApp()
    const replies = await Promise.all([
      app.post('/api/verify', '{}', PERSON),
      app.post('/api/verify', '{}'),
      app.post('/api/verify', '{', PERSON),
      fetch(`${app.base}/none`),
      fetch(`${app.base}/%zz`),
      fetch(`${app.base}/healthz`),
    ])
    expect(replies.map(({ status }) => status)).toEqual([200, 401, 400, 404, 404, 200])
    for (const { headers } of replies) {
      expect(Object.fromEntries(headers)).toMatchObject(MUST)
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
      expect([headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null])
    }
  })

  test('outside production · does not ask for HTTPS', async () => {
    const app = await openApp({ production: false })
    const { headers } = await fetch(`${app.base}/healthz`)
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  test('a bug · 500 without its message', async () => {
    const app = await openApp({}, { verify: () => Promise.reject(new Error('110000199003071231')) })
    const reply = await app.post('/api/verify', '{}', PERSON)
    expect([reply.status, await reply.text()]).toEqual([500, '{"error":"internal error"}'])
  })

  test('a refusal by the product · 200', async () => {
    const error = { code: 'SESSION_NOT_FOUND', retry: 'final', trace: 't' } as const
    const app = await openApp({}, { verify: async () => ({ ok: false, error }) })
    const reply = await app.post('/api/verify', '{}', PERSON)
    expect([reply.status, await reply.json()]).toEqual([200, { ok: false, error }])
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/)
  })
})

describe('health', () => {
  test('the store answers · 200', async () => {
    const app = await openApp()
    const reply = await fetch(`${app.base}/healthz`)
    expect([reply.status, await reply.text()]).toEqual([200, '{"status":"ok"}'])
  })

  test('the store refuses · 503', async () => {
    const app = await openApp({}, { ping: () => Promise.reject(new Error('password')) })
    const reply = await fetch(`${app.base}/healthz`)
    expect([reply.status, await reply.text()]).toEqual([503, '{"error":"not available"}'])
  })

  test('the store is silent · 503 all the same', async () => {
    const app = await openApp({}, { ping: () => new Promise(() => {}) })
    expect((await fetch(`${app.base}/healthz`)).status).toBe(503)
  })
})
