import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { Answer } from './upstream'
import { createWire, failing, KIB, status } from './upstream'

let wire: ReturnType<typeof createWire>

beforeEach(() => {
  wire = createWire()
})

afterEach(() => wire.upstream?.close())

const chunked =
  (bytes: number): Answer =>
  (_, response) => {
    response.write(Buffer.alloc(bytes / 2))
    setTimeout(() => response.end(Buffer.alloc(bytes / 2)), 5)
  }
const announced =
  (body: Buffer, headers: object = {}): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-length': body.length, ...headers })
    response.end(body)
  }
/** A byte now and then: never silent, never done. */
const trickle: Answer = (_, response) => {
  response.writeHead(200)
  const timer = setInterval(() => response.write('x'), 20)
  response.on('close', () => clearInterval(timer))
}

const SLOW: [string, Answer][] = [
  ['no answer at all', () => {}],
  ['headers, then nothing', (_, response) => response.writeHead(200).flushHeaders()],
  ['a body that trickles', trickle],
]

test.each(SLOW)('http · %s · given up in time, not repeated', async (_, answer) => {
  await failing(wire.exchange(answer, { repeatable: true }))
  expect(wire.arrived()).toHaveLength(1)
  expect(wire.lines.join()).toContain('no answer in time')
})

const LARGE: [string, Answer][] = [
  ['announced', announced(Buffer.alloc(64 * KIB + 1))],
  [
    'announced, and never sent',
    (_, response) => response.writeHead(200, { 'content-length': 1e11 }).flushHeaders(),
  ],
  ['not announced', chunked(64 * KIB + 2)],
  [
    'without end',
    (_, response) => void setInterval(() => response.write(Buffer.alloc(32 * KIB)), 1).unref(),
  ],
  [
    'gzip, small on the wire',
    announced(gzipSync(Buffer.alloc(1024 * KIB)), { 'content-encoding': 'gzip' }),
  ],
  [
    'deflate, small on the wire',
    announced(deflateSync(Buffer.alloc(1024 * KIB)), { 'content-encoding': 'deflate' }),
  ],
  [
    'brotli, small on the wire',
    announced(brotliCompressSync(Buffer.alloc(1024 * KIB)), { 'content-encoding': 'br' }),
  ],
]

test.each(LARGE)('http · larger than maxBytes · %s · given up', async (_, answer) => {
  await failing(wire.exchange(answer))
  expect(wire.lines.join()).toContain('larger than 65536 bytes')
})

test.each([
  ['announced', announced(Buffer.alloc(64 * KIB, 7)), 64 * KIB],
  ['not announced', chunked(64 * KIB), 64 * KIB],
  [
    'compressed',
    announced(gzipSync(Buffer.alloc(64 * KIB)), { 'content-encoding': 'gzip' }),
    64 * KIB,
  ],
  ['empty', announced(Buffer.alloc(0)), 0],
  ['status 204', status(204), 0],
])('http · as large as allowed, %s · all of it', async (_, answer, size) => {
  expect((await wire.exchange(answer)).body).toHaveLength(size)
})

test('http · many pieces, announced or not · in their order', async () => {
  const whole = Buffer.from(Array.from({ length: 50_000 }, (_, n) => n % 251))
  for (const headers of [{ 'content-length': whole.length }, {}]) {
    const reply = await wire.exchange(async (_, response) => {
      response.writeHead(200, headers)
      for (let from = 0; from < whole.length; from += 9999) {
        response.write(whole.subarray(from, from + 9999))
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      response.end()
    })
    expect(reply.body.equals(whole)).toBe(true)
  }
})

const CUT: [string, Answer][] = [
  ['before an answer', (request) => request.socket.destroy()],
  ['inside the headers', (request) => request.socket.end('HTTP/1.1 200 OK\r\ncontent-le')],
  [
    'inside an announced body',
    (request) => request.socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc'),
  ],
  [
    'inside a chunked body',
    (request) =>
      request.socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n'),
  ],
  [
    'inside a compressed body',
    (request) => {
      request.socket.write(
        'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 99\r\n\r\n',
      )
      request.socket.end(gzipSync(Buffer.alloc(KIB, 'ab')).subarray(0, 20))
    },
  ],
  ['and it is no HTTP', (request) => request.socket.end('marked-body')],
]

test.each(CUT)(
  'http · cut off %s · repeated once where that is safe, else never',
  async (_, answer) => {
    await failing(wire.exchange(answer, { method: 'POST', body: 'marked-body' }))
    expect(wire.arrived()).toHaveLength(1)
    await failing(wire.exchange(answer, { repeatable: true }))
    expect(wire.arrived()).toHaveLength(2)
    expect(wire.lines).toHaveLength(3)
  },
)

test('http · cut off once · the repetition’s answer is the answer', async () => {
  const reply = await wire.exchange(
    (request, response, n) => {
      if (n === 1) request.socket.destroy()
      else response.end('second')
    },
    { repeatable: true },
  )
  expect(reply.body.toString()).toBe('second')
})
