import type { HttpCall } from '../../cloudfunctions/http'
import { answerHttp } from '../../cloudfunctions/http'

const KEY = 'records-key-records-key-records-key'
const BODY_LIMIT = 256 * 1024

let calls: HttpCall[]

beforeEach(() => {
  calls = []
})

/** Answers whoever shows the key. */
async function run(call: HttpCall) {
  if (call.key !== KEY) return undefined
  calls.push(call)
  return { ok: true as const, data: 'records' }
}

const event = (changes: object = {}) => ({
  httpMethod: 'POST',
  path: '/records',
  headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
  queryStringParameters: {},
  body: '{"action":"audit"}',
  isBase64Encoded: false,
  ...changes,
})

test.each<[string, number, unknown]>([
  ['not from HTTP at all', 405, { action: 'audit', headers: { authorization: `Bearer ${KEY}` } }],
  ['nothing', 405, undefined],
  ['a GET', 405, event({ httpMethod: 'GET' })],
  ['no body', 400, event({ body: undefined })],
  ['a body that is no JSON', 400, event({ body: 'action=audit' })],
  ['half JSON', 400, event({ body: '{"action"' })],
  ['base64 of invalid UTF-8', 400, event({ body: 'Isf/Ig==', isBase64Encoded: true })],
  ['JSON said to be base64', 400, event({ isBase64Encoded: true })],
  ['a body too large', 413, event({ body: `"${'x'.repeat(BODY_LIMIT - 1)}"` })],
  ['a body too large in bytes', 413, event({ body: `"${'名'.repeat(BODY_LIMIT / 3)}"` })],
  ['no key', 401, event({ headers: {} })],
  ['no headers', 401, event({ headers: undefined })],
  ['another key', 401, event({ headers: { authorization: `Bearer ${KEY}x` } })],
  ['the key without Bearer', 401, event({ headers: { authorization: KEY } })],
  [
    'two keys',
    401,
    event({ headers: { authorization: `Bearer ${KEY}`, Authorization: 'Bearer x' } }),
  ],
  ['a list for a key', 401, event({ headers: { authorization: [`Bearer ${KEY}`] } })],
])('%s · %d, nothing of it in the answer', async (_, statusCode, given) => {
  const answer = await answerHttp(given, run)
  expect(answer.statusCode).toBe(statusCode)
  expect(answer.body).toMatch(/^\{"error":"[a-z ]+"\}$/)
  expect(calls).toEqual([])
})

test.each<[string, unknown]>([
  ['plain', event()],
  ['base64', event({ body: Buffer.from(event().body).toString('base64'), isBase64Encoded: true })],
  ['header in capitals', event({ headers: { AUTHORIZATION: `bearer ${KEY}` } })],
])('a call, %s · answered', async (_, given) => {
  const answer = await answerHttp(given, run)
  expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([200, { ok: true, data: 'records' }])
  expect(calls).toEqual([{ key: KEY, event: { action: 'audit' } }])
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
})

test('a body of 256 KiB · taken', async () => {
  const body = `"${'x'.repeat(BODY_LIMIT - 2)}"`
  expect((await answerHttp(event({ body }), run)).statusCode).toBe(200)
})
