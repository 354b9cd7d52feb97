import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { Store } from '../../core/store/store'
import { storeSuite } from '../../core/store/suite'
import { openPostgres } from '../../server/store-postgres/pg'
import type { TestPostgres } from '../support/postgres'
import { startPostgres } from '../support/postgres'

let server: TestPostgres
let store: Store

beforeAll(async () => {
  server = await startPostgres()
  store = await openPostgres(server)
}, 60_000)

afterAll(async () => {
  await store?.close()
  await server?.stop()
})

const run = randomBytes(8).toString('hex')
test.each(storeSuite(run))('postgres · $name', ({ run }) => run(store))

test('postgres · unreachable · rejects', async () => {
  const databaseUrl = 'postgres://shiming@127.0.0.1:1/none'
  await expect(openPostgres({ databaseUrl })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

test('postgres · eight servers start at once on a new database · each step ran once', async () => {
  await inNewDatabase(async (databaseUrl) => {
    const stores = await Promise.all(
      Array.from({ length: 8 }, () => openPostgres({ databaseUrl, poolSize: 1 })),
    )
    await Promise.all(stores.map((opened) => opened.ping()))
    await Promise.all(stores.map((opened) => opened.close()))
    const versions = 'select version from shiming_migrations order by version'
    expect(await ask(databaseUrl, versions)).toEqual([{ version: 1 }])
  })
})

test('postgres · tables of a newer version · refuses, says so', async () => {
  await inNewDatabase(async (databaseUrl) => {
    await (await openPostgres({ databaseUrl })).close()
    await ask(databaseUrl, 'insert into shiming_migrations (version) values (1000)')
    await expect(openPostgres({ databaseUrl })).rejects.toThrow(/version 1000/)
  })
})

test('postgres · account that may not create tables · opens what is up to date', async () => {
  await inNewDatabase(async (databaseUrl) => {
    await (await openPostgres({ databaseUrl })).close()
    const role = `clerk_${randomBytes(4).toString('hex')}`
    await ask(databaseUrl, `create role ${role} login password '${role}'`)
    await ask(databaseUrl, 'revoke create on schema public from public')
    await ask(
      databaseUrl,
      `grant select, insert, update, delete on all tables in schema public to ${role}`,
    )
    const url = new URL(databaseUrl)
    url.username = role
    url.password = role
    const opened = await openPostgres({ databaseUrl: url.href })
    await opened.ping()
    expect(await opened.claim('key', 'holder')).toBe('holder')
    await opened.close()
    await ask(databaseUrl, `drop owned by ${role}`)
    await ask(databaseUrl, `drop role ${role}`)
  })
})

test('postgres · connections cut by the server · one call may fail, the next are served', async () => {
  await inNewDatabase(async (databaseUrl) => {
    const opened = await openPostgres({ databaseUrl, poolSize: 2 })
    await Promise.all([opened.ping(), opened.ping()])
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`
    await ask(databaseUrl, cut)
    await opened.ping().catch(() => {})
    await opened.ping().catch(() => {})
    await opened.ping()
    await opened.close()
  })
})

test('postgres · connection cut under a call · the call rejects', async () => {
  await inNewDatabase(async (databaseUrl) => {
    const opened = await openPostgres({ databaseUrl, poolSize: 1 })
    const blocker = new Client(databaseUrl)
    await blocker.connect()
    await blocker.query('begin; lock table shiming_ledger')
    const waiting = opened.claim('key', 'holder').then(
      () => 'answered',
      () => 'rejected',
    )
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    while ((await ask(databaseUrl, cut)).length === 0);
    expect(await waiting).toBe('rejected')
    await blocker.end()
    expect(await opened.claim('key', 'other')).toBe('other')
    await opened.close()
  })
})

/** Makes a database for one test, and drops it. */
async function inNewDatabase(check: (databaseUrl: string) => Promise<void>): Promise<void> {
  const name = `shiming_test_${randomBytes(8).toString('hex')}`
  await ask(server.databaseUrl, `create database ${name}`)
  const url = new URL(server.databaseUrl)
  url.pathname = `/${name}`
  try {
    await check(url.href)
  } finally {
    await ask(server.databaseUrl, `drop database ${name} with (force)`)
  }
}

async function ask(databaseUrl: string, text: string): Promise<unknown[]> {
  const client = new Client(databaseUrl)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
