import { openHouse, refusalOf, statusOf } from '../../support/house'
import { iauthVariables } from '../../support/iauth-house'

const ENDPOINT = 'https://iauth.test'
type Answer = () => Response | Promise<Response>

/** The product with an iauth that gives one answer; no wire in between. */
function openWith(answer: Answer) {
  const upstream = { answer, asked: 0 }
  const fetch = async () => {
    upstream.asked += 1
    return upstream.answer()
  }
  const variables = iauthVariables(ENDPOINT)
  return { ...openHouse({ variables, fetch: fetch as typeof globalThis.fetch }), upstream }
}

async function finish(house: ReturnType<typeof openWith>) {
  const { id } = await house.open('openid-1')
  const { attemptId } = await house.call('openid-1', 'start', { sessionId: id, channel: 'iauth' })
  const again = (evidence: object) =>
    house.call('openid-1', 'finish', { sessionId: id, attemptId, evidence })
  return { id, attemptId, again, session: await again({ token: 'marked-token' }) }
}

const json =
  (value: unknown, status = 200): Answer =>
  () =>
    Response.json(value, { status })
const text =
  (body: string | Uint8Array<ArrayBuffer>, status = 200): Answer =>
  () =>
    new Response(body, { status })
const failure =
  (code: string): Answer =>
  () =>
    Promise.reject(new TypeError('fetch failed: marked', { cause: { code } }))

const TROUBLE: [string, Answer][] = [
  ['not reached', failure('ECONNREFUSED')],
  ['name not found', failure('ENOTFOUND')],
  ['certificate not trusted', failure('CERT_HAS_EXPIRED')],
  ['timed out', () => Promise.reject(new DOMException('marked', 'TimeoutError'))],
  [
    'a redirect',
    () => new Response(null, { status: 302, headers: { location: 'https://marked' } }),
  ],
  ['a permanent redirect', () => new Response(null, { status: 308, headers: { location: '/' } })],
  ['status 400', json({ errorcode: 0 }, 400)],
  ['status 403', text('<html>marked</html>', 403)],
  ['status 404', json({ errorcode: 0, data: 'AA==' }, 404)],
  ['status 429', text('', 429)],
  ['status 500', json({ errorcode: 0 }, 500)],
  ['status 503', text('', 503)],
  ['status 201', json({ errorcode: 0 }, 201)],
  ['nothing', text('')],
  ['HTML', text('<html>marked</html>')],
  ['half of JSON', text('{"errorcode":0,"data":"')],
  ['two values', text('{"errorcode":0}{"errorcode":0}')],
  ['no UTF-8', text(new Uint8Array([123, 34, 255, 34, 125]))],
  ['null', json(null)],
  ['a list', json([{ errorcode: 0 }])],
  ['text', json('0')],
  ['no code', json({ data: 'AA==' })],
  ['a code that is none', json({ errorcode: '', data: 'AA==' })],
  ['code null', json({ errorcode: null, data: 'AA==' })],
  ['code false', json({ errorcode: false, data: 'AA==' })],
  ['code 0, and no data', json({ errorcode: 0 })],
  ['code 0, data of another type', json({ errorcode: 0, data: { yt_errorcode: 0 } })],
]

test.each(TROUBLE)(
  'finish · upstream: %s · pending, asked again with the evidence that was stored',
  async (_, answer) => {
    const house = openWith(answer)
    const { id, again, session } = await finish(house)
    expect(statusOf(session)).toBe('open pending')
    expect(session.attempts[0]?.retryAfterMs).toBeGreaterThan(0)
    const asked = house.upstream.asked
    expect(statusOf(await again({}))).toBe('open pending')
    expect(house.upstream.asked).toBeGreaterThan(asked)
    const trail = await house.records('audit', { sessionId: id })
    expect(trail.events.at(-1)).toMatchObject({ event: 'attempt.pending', success: false })
    expect(house.lines.join() + JSON.stringify(trail)).not.toContain('marked')
  },
)

test.each(TROUBLE)(
  'finish · upstream: %s, until the end · expired, never passed or failed',
  async (_, answer) => {
    const house = openWith(answer)
    const { id, again } = await finish(house)
    house.clock.advance(1801)
    expect(statusOf(await again({}))).toBe('expired expired')
    await house.product.sweep()
    const session = await house.call('openid-1', 'get', { sessionId: id })
    expect(session).toMatchObject({ status: 'expired' })
    expect(session).not.toHaveProperty('identity')
  },
)

test.each([
  [
    'data that does not open',
    json({ errorcode: 0, data: Buffer.alloc(64).toString('base64') }),
    'DECRYPT_FAILED',
  ],
  ['data that is no base64', json({ errorcode: 0, data: 'marked!' }), 'DECRYPT_FAILED'],
  ['empty data', json({ errorcode: 0, data: '' }), 'DECRYPT_FAILED'],
  ['an unlisted code', json({ errorcode: 987654, errmsg: 'marked' }), 'UPSTREAM_UNAVAILABLE'],
])('finish · upstream has spoken: %s · failed with %s', async (_, answer, code) => {
  const house = openWith(answer)
  const { session } = await finish(house)
  expect(session.attempts[0]).toMatchObject({ status: 'failed', code })
  expect(session.status).toBe('open')
  expect(house.lines.join()).not.toContain('marked')
})

test('start · on a channel that is not configured · CHANNEL_UNAVAILABLE, no attempt', async () => {
  const house = openWith(json({}))
  const { id } = await house.open('openid-1')
  const start = house.call('openid-1', 'start', { sessionId: id, channel: 'payface' })
  expect(await refusalOf(start)).toBe('CHANNEL_UNAVAILABLE')
  expect((await house.call('openid-1', 'get', { sessionId: id })).attempts).toEqual([])
})
