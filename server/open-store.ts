import type { StoreConfig } from '../core/config'
import { ConfigError } from '../core/config'
import type { Store } from '../core/store/store'
import { lockDirectory } from './directory-lock'
import { openPostgres } from './store-postgres/pg'
import { openPglite } from './store-postgres/pglite'

/**
 * Opens the store that the configuration names. The driver is loaded here and not before.
 *
 * @throws {ConfigError} `cloudbase`: it needs what only a cloud function has.
 * @throws {DirectoryInUse} Another process has the data directory.
 */
export async function openStore(config: StoreConfig): Promise<Store> {
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
