import type { Store } from '../../core/store/store'
import { migrate, TABLES } from './migrations'
import { cacheSessions } from './session-cache'
import type { Query } from './sql'
import { createSqlStore } from './sql'

/** Keeps other processes out of a directory, which the database itself cannot. */
export interface DirectoryLock {
  /** Where the database may lie. */
  path: string
  release(): Promise<void>
}

export interface PgliteOptions {
  /** A held lock. Absent: in memory, gone with the process. */
  directory?: DirectoryLock
  /** Memory for sessions that were read or written lately; 0: every `find` asks the database. Bytes. */
  cacheBytes?: number
}

const CACHE_BYTES = 32 * 1024 * 1024

/**
 * Opens the embedded PostgreSQL, and creates or updates the tables. One process per directory.
 * `close` releases the lock.
 *
 * What was acknowledged survives the end of the process, however sudden.
 */
export async function openPglite({
  directory,
  cacheBytes = CACHE_BYTES,
}: PgliteOptions = {}): Promise<Store> {
  try {
    const { PGlite } = await import('@electric-sql/pglite')
    const database = await PGlite.create({
      ...(directory ? { dataDir: directory.path } : {}),
      relaxedDurability: false,
    })
    const query: Query = async (text, values) =>
      (await database.query<Record<string, unknown>>(text, [...values])).rows

    await database.transaction((step) =>
      migrate(
        async (text, values) => (await step.query<Record<string, unknown>>(text, [...values])).rows,
      ),
    )
    const store = createSqlStore({
      query,
      // Nothing vacuums by itself here, and erased must mean erased: not in dead rows either.
      vacuum: async () => {
        for (const table of TABLES) await query(`vacuum ${table}`, [])
      },
      close: async () => {
        await database.close()
        await directory?.release()
      },
    })
    // The lock lets nobody else write here.
    return cacheSessions(store, cacheBytes)
  } catch (error) {
    await directory?.release()
    throw error
  }
}
