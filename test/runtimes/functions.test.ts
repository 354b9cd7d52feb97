import { randomUUID } from 'node:crypto'
import type { Calls } from '../../typings/contract'
import type { TestPostgres } from '../support/postgres'
import { startPostgres } from '../support/postgres'
import { wechatVariables } from '../support/wechat-house'
import type { Invocation } from './built'
import { callBuilt, functionNames } from './built'

const KEY = 'records-key-records-key-records-key'
/** Nobody that a database of `TEST_DATABASE_URL` has seen before. */
const OWN = { WX_OPENID: `openid-${randomUUID()}` }
/** Nothing listens there, and no call here goes upstream. */
const UPSTREAM = wechatVariables('http://127.0.0.1:1')

let server: TestPostgres
let variables: Invocation['variables']

beforeAll(async () => {
  server = await startPostgres()
  variables = {
    ...UPSTREAM,
    SHIMING_MODE: 'sandbox',
    STORE: 'postgres',
    DATABASE_URL: server.databaseUrl,
    RECORDS_API_KEY: KEY,
  }
})

afterAll(() => server?.stop())

/** Calls `verify` as somebody. @returns The reply. */
async function verify(event: object): Promise<unknown> {
  return (await callBuilt('verify', { event, own: OWN, variables })).reply
}

const find = JSON.stringify({ action: 'find', idNumber: '110000199003071231' })
const authorization = `Bearer ${KEY}`

/** One call of each function, and what answers it. */
const ONCE: Record<string, { event: unknown; reply: object }> = {
  verify: {
    event: { action: 'notice' },
    reply: { ok: true, data: { version: expect.any(String) } },
  },
  records: {
    event: { httpMethod: 'POST', path: '/', headers: { authorization }, body: find },
    reply: { statusCode: 200, body: expect.stringMatching(/^\{"ok":true,"data":\[/) },
  },
  sweep: {
    event: { Type: 'Timer' },
    reply: { ok: true, data: { changed: expect.any(Number) } },
  },
}

test.each(functionNames())('built %s · called once on this Node · answers', async (name) => {
  const call = ONCE[name]
  if (!call) throw new Error(`say here how ${name} is called`)
  const said = await callBuilt(name, { event: call.event, own: OWN, variables })
  expect(said).toMatchObject({ version: process.version, reply: call.reply })
})

test.each(functionNames())('built %s · without any configuration · INTERNAL', async (name) => {
  const event = ONCE[name]?.event
  const { reply } = await callBuilt(name, { event, own: OWN, variables: {} })
  expect(JSON.stringify(reply)).toMatch(/"code\\?":\\?"INTERNAL/)
})

test('built verify · open, start, list · keys are read, records are sealed and opened', async () => {
  const { data } = (await verify({ action: 'notice' })) as { data: Calls['notice']['data'] }
  const consent = { version: data.version }
  const opened = await verify({ action: 'open', purpose: '办事', consent })
  expect(opened).toMatchObject({ ok: true, data: { status: 'open' } })
  const sessionId = (opened as { data: Calls['open']['data'] }).data.id

  const started = await verify({ action: 'start', sessionId, channel: 'realname' })
  const handoff = { kind: 'realnameButton', categoryId: [99, 904] }
  expect(started).toMatchObject({ ok: true, data: { handoff } })
  const listed = await verify({ action: 'list', limit: 1 })
  const attempts = [{ channel: 'realname', status: 'started' }]
  expect(listed).toMatchObject({ ok: true, data: [{ id: sessionId, attempts }] })
})
