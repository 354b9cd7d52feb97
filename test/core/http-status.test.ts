import type { Answer, Upstream } from './upstream'
import { createWire, failing, openUpstream, status } from './upstream'

let wire: ReturnType<typeof createWire>

beforeEach(() => {
  wire = createWire()
})

afterEach(() => wire.upstream?.close())

const redirect =
  (location: string, status = 302): Answer =>
  (_, response) => {
    response.writeHead(status, { location })
    response.end('marked-body')
  }
describe('http · redirects', () => {
  let other: Upstream

  beforeEach(async () => {
    other = await openUpstream((_, response) => response.end('{"passed":true}'))
  })

  afterEach(() => other.close())

  test.each([301, 302, 303, 307, 308, 304, 300])(
    'http · status %i · not followed, not repeated',
    async (code) => {
      const answer = redirect(`${other.origin}/elsewhere`, code)
      await failing(wire.exchange(answer, { repeatable: true }))
      expect(wire.arrived()).toHaveLength(1)
      expect(other.arrived).toEqual([])
    },
  )
})

test('http · a redirect to itself · not followed', async () => {
  await failing(wire.exchange(redirect('/marked-path')))
  expect(wire.arrived()).toHaveLength(1)
})

test.each([429, 500, 502, 503, 504, 599])(
  'http · status %i · unavailable, not repeated',
  async (code) => {
    await failing(wire.exchange(status(code), { repeatable: true }))
    expect(wire.arrived()).toHaveLength(1)
    expect(wire.lines.join()).toContain(`status ${code}`)
  },
)

test.each([200, 400, 401, 403, 404])(
  'http · status %i · an answer, for the channel to read',
  async (code) => {
    const reply = await wire.exchange(status(code))
    expect([reply.status, reply.body.toString()]).toEqual([code, 'marked-body'])
  },
)

test('http · nobody listens · unavailable, the log says why', async () => {
  const gone = await openUpstream(() => {})
  await gone.close()
  await failing(wire.ask({ url: `${gone.origin}/path`, repeatable: true }))
  expect(wire.lines).toHaveLength(2)
  expect(wire.lines[0]).toContain('ECONNREFUSED')
})

test('http · the log · host, path and size; no query, body, header or label’s path', async () => {
  const answer: Answer = (_, response) => {
    response.setHeader('x-reply', 'marked-reply')
    response.end('marked-body')
  }
  const request = {
    method: 'POST' as const,
    headers: { authorization: 'marked-header' },
    body: 'marked-request',
  }
  await wire.exchange(answer, request)
  expect(JSON.parse(wire.lines[0] ?? '')).toEqual({
    event: 'upstream.answered',
    host: new URL(wire.upstream?.origin ?? '').host,
    path: '/marked-path',
    status: 200,
    bytes: 11,
  })
  await wire.exchange(answer, { ...request, label: '/users/{ticket}' })
  await failing(
    wire.exchange((request) => request.socket.destroy(), { ...request, label: '/users/{ticket}' }),
  )
  expect(wire.lines.slice(1).join()).not.toContain('marked')
})
