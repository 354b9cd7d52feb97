import { createHost } from '../../cloudfunctions/host'
import type { TestPostgres } from '../support/postgres'
import { startPostgres } from '../support/postgres'

const KEY = 'records-key-records-key-records-key'
const CALLER = { kind: 'person', owner: 'openid-host-test' } as const
const INTERNAL = {
  ok: false,
  error: { code: 'INTERNAL', retry: 'final', trace: expect.stringMatching(/^[0-9a-f]{16}$/) },
}

let lines: string[]

beforeEach(() => {
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line) => lines.push(line))
})

test.each([
  ['nothing', {}, /PII_KEYS is missing; PII_INDEX_KEY is missing/],
  ['the embedded store', { SHIMING_MODE: 'sandbox' }, /STORE=pglite is not for a cloud function/],
])('configured with %s · INTERNAL at every entrance, the log says why', async (_, given, why) => {
  const host = createHost(given)
  const call = { key: KEY, event: {} }
  const replies = [await host.verify(CALLER, {}), await host.records(call), await host.sweep()]
  expect(replies).toEqual([INTERNAL, INTERNAL, INTERNAL])
  expect(lines).toHaveLength(3)
  for (const line of lines) expect(line).toMatch(why)
})

test('database away · INTERNAL, its address in no line', async () => {
  const DATABASE_URL = 'postgres://clerk:secret@127.0.0.1:1/none'
  const host = createHost({ SHIMING_MODE: 'sandbox', STORE: 'postgres', DATABASE_URL })
  const reply = await host.verify(CALLER, { action: 'notice' })
  expect(reply).toEqual(INTERNAL)
  expect(lines.join()).toContain('ECONNREFUSED')
  expect(lines.join()).toContain(reply.ok ? '?' : reply.error.trace)
  expect(lines.join()).not.toMatch(/secret|clerk/)
})

describe('on a database', () => {
  let server: TestPostgres

  beforeAll(async () => {
    server = await startPostgres()
  }, 60_000)

  afterAll(() => server?.stop())

  test('calls · answered; the operator by key alone; the sweep', async () => {
    const host = createHost({
      SHIMING_MODE: 'sandbox',
      STORE: 'postgres',
      DATABASE_URL: server.databaseUrl,
      RECORDS_API_KEY: KEY,
    })
    const notice = await host.verify(CALLER, { action: 'notice' })
    expect(notice).toMatchObject({ ok: true, data: { version: expect.any(String) } })
    expect(await host.verify(undefined, { action: 'notice' })).toMatchObject({ ok: false })

    const find = { action: 'find', idNumber: '110000199003071231' }
    expect(await host.records({ key: `${KEY}x`, event: find })).toBeUndefined()
    expect(await host.records({ key: KEY, event: find })).toEqual({ ok: true, data: [] })
    expect(await host.sweep()).toEqual({ ok: true, data: { changed: expect.any(Number) } })
    expect(lines.join()).not.toContain('110000199003071231')
  })
})
