import type { StoreConfig } from '../core/config'
import { ConfigError } from '../core/config'
import { bugOf } from '../core/log'
import type { Store } from '../core/store/store'
import { DirectoryInUse, lockDirectory } from './directory-lock'
import { NewerTables } from './store-postgres/migrations'
import { openPostgres } from './store-postgres/pg'
import { openPglite } from './store-postgres/pglite'

/** The database cannot be opened. The message names the variable and the driver's code. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/**
 * Opens the store that the configuration names. The driver is loaded here and not before.
 *
 * @throws {ConfigError} `cloudbase`: it needs what only a cloud function has.
 * @throws {DirectoryInUse} Another process has the data directory.
 * @throws {NewerTables} A newer program was here before this one.
 * @throws {StoreUnavailable} Anything else.
 */
export async function openStore(config: StoreConfig): Promise<Store> {
  try {
    return await open(config)
  } catch (error) {
    const isOurs = [ConfigError, DirectoryInUse, NewerTables].some((kind) => error instanceof kind)
    if (isOurs) throw error
    const variable = config.kind === 'pglite' ? 'DATA_DIR' : 'DATABASE_URL'
    const { error: name, code } = bugOf(error)
    // No cause: a driver's error may hold the address it was given.
    throw new StoreUnavailable(`${variable} cannot be opened: ${code ?? name}`)
  }
}

async function open(config: StoreConfig): Promise<Store> {
  switch (config.kind) {
    case 'pglite':
      return openPglite({ directory: await lockDirectory(config.dataDir) })
    case 'postgres':
      return openPostgres(config)
    case 'cloudbase':
      throw new ConfigError(['STORE=cloudbase is not for a server: use postgres or pglite'])
    default:
      return config satisfies never
  }
}
