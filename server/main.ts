import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import type { Config } from '../core/config'
import { ConfigError, readConfig } from '../core/config'
import { createProduct } from '../core/product'
import { createApp } from './app'
import { DirectoryInUse } from './directory-lock'
import { createLog, createLogger } from './log'
import { openStore, StoreUnavailable } from './open-store'
import { createRandom } from './random'
import { endWith, serve } from './serve'
import { NewerTables } from './store-postgres/migrations'

async function main(): Promise<void> {
  const config = readConfig(process.env, (path) => readFileSync(path, 'utf8'))
  const logger = createLogger()
  const log = createLog(logger)
  // Node would print the message of the error, which may quote a person's data.
  process.on('uncaughtException', endWith(log))
  process.on('unhandledRejection', endWith(log))

  const store = await openStore(config.store)
  const product = createProduct(config, {
    store,
    now: () => Math.floor(Date.now() / 1000),
    elapsedMs: () => performance.now(),
    random: createRandom(),
    log,
    alone: config.store.kind === 'pglite',
  })
  const app = createApp(product, {
    production: config.mode === 'production',
    trustWxHeaders: config.trustWxHeaders,
    upstreamTimeoutMs: config.upstreamTimeoutMs,
    logger: logger.child({}, { level: 'warn' }), // below that Fastify tells what we tell ourselves
  })
  warn(config, log)
  const { host, port } = config
  await serve({ app, host, port, sweep: product.sweep, close: () => store.close(), log })
}

function warn({ mode, trustWxHeaders }: Config, log: ReturnType<typeof createLog>): void {
  if (mode === 'sandbox') {
    log('server.sandbox', {
      warning: 'not for production: keys are public, upstream may be played',
    })
  } else if (trustWxHeaders) {
    log('server.trusts-headers', { warning: 'X-WX-OPENID must be set by WeChat Cloud Run alone' })
  }
}

/** One line per problem; of an error that is not ours no message, because it may hold values. */
function problemsOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems
  const ours = [DirectoryInUse, NewerTables, StoreUnavailable]
  if (error instanceof Error && ours.some((kind) => error instanceof kind)) return [error.message]
  if (!(error instanceof Error)) return ['could not start']
  const code = 'code' in error ? ` ${String(error.code)}` : ''
  return [`could not start: ${error.name}${code}`]
}

main().catch((error) => {
  for (const problem of problemsOf(error)) process.stderr.write(`${problem}\n`)
  process.exit(1)
})
