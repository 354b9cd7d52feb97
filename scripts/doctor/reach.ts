import { accessSync, constants, mkdirSync } from 'node:fs'
import type { Config } from '../../core/config'
import { openPostgres } from '../../server/store-postgres/pg'
import type { Remark } from './examine'
import { HINTS } from './hints'

/** Is the store there? Opens it as the server would, so a first run makes its tables. */
export async function reachStore({ store }: Config): Promise<Remark> {
  const text = `store ${store.kind}`
  try {
    if (store.kind === 'cloudbase') {
      return { level: 'note', text: `${text}: can be reached from a cloud function only` }
    }
    if (store.kind === 'pglite') reachFolder(store.dataDir)
    else await reachDatabase(store.databaseUrl)
    return { level: 'ok', text: `${text}: answers` }
  } catch (error) {
    const variable = store.kind === 'pglite' ? 'DATA_DIR' : 'DATABASE_URL'
    const mend = `${variable}: ${HINTS[variable]}`
    return { level: 'wrong', text: `${text}: does not answer (${reasonOf(error)})`, mend }
  }
}

/** A running server holds the embedded store, so it is only looked whether it could be written. */
function reachFolder(path: string) {
  mkdirSync(path, { recursive: true })
  accessSync(path, constants.R_OK | constants.W_OK)
}

async function reachDatabase(databaseUrl: string) {
  const store = await openPostgres({ databaseUrl, poolSize: 1 })
  try {
    await store.ping()
  } finally {
    await store.close()
  }
}

/** Most that a clock may be off: upstream takes five minutes, and both sides may be wrong. */
const MOST_SKEW_S = 60

const TIMEOUT_MS = 5000

/** Compares this machine's clock with that of WeChat's servers. Leaves the machine. */
export async function reachClock(url: string, now: () => number): Promise<Remark> {
  const reply = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    () => undefined,
  )
  const there = Date.parse(reply?.headers.get('date') ?? '') / 1000
  const { host } = new URL(url)
  if (!Number.isFinite(there)) {
    return { level: 'wrong', text: `${host} does not answer`, mend: 'let this machine reach it' }
  }
  const skew = Math.round(now() - there)
  if (Math.abs(skew) <= MOST_SKEW_S) return { level: 'ok', text: `clock: as at ${host}` }
  return { level: 'wrong', text: `the clock is ${skew} s off that of ${host}`, mend: 'use NTP' }
}

/** A code such as ECONNREFUSED or 28P01; a message could quote the password. */
function reasonOf(error: unknown): string {
  const { code } = Object(error) as { code?: unknown }
  return typeof code === 'string' ? code : 'no code'
}
