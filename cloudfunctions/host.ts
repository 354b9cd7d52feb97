import { randomBytes } from 'node:crypto'
import type { StoreConfig } from '../core/config'
import { ConfigError, readConfig } from '../core/config'
import { RETRY } from '../core/errors'
import type { Log } from '../core/log'
import { bugOf } from '../core/log'
import type { Caller, Product } from '../core/product'
import { createProduct } from '../core/product'
import type { Store } from '../core/store/store'
import { openPostgres } from '../server/store-postgres/pg'
import type { Reply } from '../typings/contract'
import type { Variables } from './caller'
import type { HttpCall } from './http'

/** The product as functions call it. Never rejects: what cannot be done is INTERNAL, and logged. */
export interface Host {
  verify(caller: Caller | undefined, event: unknown): Promise<Reply<unknown>>
  /** `undefined`: the key is not the operator's. */
  records(call: HttpCall): Promise<Reply<unknown> | undefined>
  sweep(): Promise<Reply<{ changed: number }>>
}

/** An instance answers one call at a time; one more connection lets a call do two things. */
const POOL_SIZE = 2

/**
 * Makes the host of one instance. The product is built at the first call, and once; when that fails
 * at the next call again, because the database may be back by then.
 */
export function createHost(variables: Variables): Host {
  let built: Promise<Product> | undefined

  async function ready(): Promise<Product> {
    built ??= build(variables)
    try {
      return await built
    } catch (error) {
      built = undefined
      throw error
    }
  }

  async function run<T>(use: (product: Product) => Promise<T>): Promise<T | Reply<never>> {
    try {
      return await use(await ready())
    } catch (error) {
      return broken(error)
    }
  }

  return {
    verify: (caller, event) => run((product) => product.verify(caller, event)),
    records: ({ key, event }) =>
      run(async (product) => (product.isOperator(key) ? product.records(event) : undefined)),
    sweep: () =>
      run(async (product) => ({ ok: true as const, data: { changed: await product.sweep() } })),
  }
}

async function build(variables: Variables): Promise<Product> {
  const config = readConfig(variables, () => {
    throw new Error('a function has no files of its own')
  })
  return createProduct(config, {
    store: await openStore(config.store),
    now: () => Math.floor(Date.now() / 1000),
    elapsedMs: () => performance.now(),
    random: randomBytes,
    log,
    alone: false,
  })
}

function openStore(config: StoreConfig): Promise<Store> {
  if (config.kind === 'postgres') return openPostgres({ ...config, poolSize: POOL_SIZE })
  throw new ConfigError([`STORE=${config.kind} is not for a cloud function: use postgres`])
}

/** The platform gathers what is printed. */
const log: Log = (event, fields) => console.log(JSON.stringify({ event, ...fields }))

/** Says in the log what is wrong, by name; to the caller no more than where to find it. */
function broken(error: unknown): Reply<never> {
  const trace = randomBytes(8).toString('hex')
  if (error instanceof ConfigError) {
    log('host.misconfigured', { trace, problems: error.problems.join('; ') })
  } else {
    log('host.broken', { trace, ...bugOf(error) })
  }
  return { ok: false, error: { code: 'INTERNAL', retry: RETRY.INTERNAL, trace } }
}
