import { createHost } from '../../cloudfunctions/host'
import { openPostgres } from '../../server/store-postgres/pg'
import { createMemoryStore } from '../support/memory-store'

jest.mock('../../server/store-postgres/pg')
const open = jest.mocked(openPostgres)

const VARIABLES = { SHIMING_MODE: 'sandbox', STORE: 'postgres', DATABASE_URL: 'postgres://db/none' }
const AWAY = () => Promise.reject(new Error('marked: the database is away'))

let lines: string[]
beforeEach(() => {
  lines = []
  jest.spyOn(console, 'log').mockImplementation((line) => lines.push(line))
})

test('a sweep fails · INTERNAL, and the same pool goes on at the next one', async () => {
  const store = { ...createMemoryStore(), due: jest.fn<Promise<string[]>, []>(AWAY) }
  open.mockResolvedValue(store)
  const host = createHost(VARIABLES)
  expect(await host.sweep()).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
  store.due.mockResolvedValue([])
  expect(await host.sweep()).toEqual({ ok: true, data: { changed: 0 } })
  expect(open).toHaveBeenCalledTimes(1)
  expect(lines.join()).toContain('host.broken')
  expect(lines.join()).not.toContain('marked')
})

test('the database does not open · the next call tries again', async () => {
  open.mockRejectedValueOnce(new Error('away')).mockResolvedValue(createMemoryStore())
  const host = createHost(VARIABLES)
  expect(await host.sweep()).toMatchObject({ ok: false })
  expect(await host.sweep()).toMatchObject({ ok: true })
})
