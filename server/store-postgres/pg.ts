import type { PoolClient } from 'pg'
import type { Store } from '../../core/store/store'
import { migrate } from './migrations'
import type { Query } from './sql'
import { createSqlStore } from './sql'

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database?sslmode=verify-full` */
  databaseUrl: string
  /** Most connections at a time. */
  poolSize?: number
}

/** Any number that no other program locks in the same database: `shiming` in ASCII, shortened. */
const MIGRATION_LOCK = 0x73686d67

const CONNECT_TIMEOUT_MS = 5_000
const STATEMENT_TIMEOUT_MS = 10_000
/** The server gives up first; this one is for a server that is not there any more. */
const QUERY_TIMEOUT_MS = 12_000
const MIGRATION_TIMEOUT_MS = 120_000

/**
 * Opens a PostgreSQL server, and creates or updates the tables. Two programs may do so at once.
 *
 * A broken connection rejects the calls that were on it; the pool makes a new one for the next.
 *
 * @throws The driver's error when the server cannot be reached or refuses.
 */
export async function openPostgres({
  databaseUrl,
  poolSize = 10,
}: PostgresOptions): Promise<Store> {
  const { Pool } = await import('pg')
  const pool = new Pool({
    connectionString: databaseUrl,
    max: poolSize,
    application_name: 'shiming',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    idle_in_transaction_session_timeout: MIGRATION_TIMEOUT_MS,
  })
  // An idle connection that breaks is the pool's business: it is dropped. Unheard, the event would
  // end the process.
  pool.on('error', () => {})

  try {
    await migrateAlone(await pool.connect())
  } catch (error) {
    await pool.end()
    throw error
  }
  return createSqlStore({
    query: async (text, values) => (await pool.query(text, [...values])).rows,
    close: () => pool.end(),
  })
}

async function migrateAlone(client: PoolClient): Promise<void> {
  const query: Query = async (text, values) => {
    const config = { text, values: [...values], query_timeout: MIGRATION_TIMEOUT_MS }
    return (await client.query(config)).rows
  }
  try {
    await query('begin', [])
    await query(`set local statement_timeout = ${MIGRATION_TIMEOUT_MS}`, [])
    await query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await migrate(query)
    await query('commit', [])
    client.release()
  } catch (error) {
    client.release(true) // closes the connection, and with it the transaction and the lock
    throw error
  }
}
