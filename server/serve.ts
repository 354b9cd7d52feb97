import type { FastifyInstance } from 'fastify'
import type { Log } from '../core/log'
import { bugOf } from '../core/log'

export interface Service {
  app: FastifyInstance
  host: string
  port: number
  /**
   * Run every minute, never twice at a time. Returns how many sessions changed. Once `isOver` says so
   * it should end soon.
   */
  sweep(isOver: () => boolean): Promise<number>
  /** Run last, when nobody calls any more. */
  close(): Promise<void>
  log: Log
}

const SWEEP_EVERY_MS = 60_000
/** What is still under way then is cut off: whoever sent the signal waits no longer either. */
const DRAIN_MS = 25_000

/** Exit statuses: of a shell, for a process that a signal ended. */
const SIGNALS = { SIGTERM: 143, SIGINT: 130 } as const

/**
 * Listens until a signal comes, then answers what is under way, closes and ends the process with 0.
 * A second signal ends it at once.
 *
 * @throws The port cannot be listened at; the store is closed then.
 */
export async function serve({ app, host, port, sweep, close, log }: Service): Promise<void> {
  const sweeper = createSweeper(sweep, log)
  let stopping = false

  const stop = async (signal: string) => {
    log('server.draining', { signal })
    const cut = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS)
    await Promise.all([app.close(), sweeper.stop()])
    clearTimeout(cut)
    await close()
    log('server.stopped', {})
  }
  for (const [signal, status] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      if (stopping) process.exit(status)
      stopping = true
      stop(signal).then(() => process.exit(0), endWith(log))
    })
  }

  try {
    await app.listen({ host, port })
  } catch (error) {
    await close()
    throw error
  }
  const address = app.server.address()
  const bound = typeof address === 'object' ? address?.port : undefined
  log('server.listening', { host, port: bound ?? port })
  sweeper.start()
}

/** Logs what went wrong, without its message, and ends the process. */
export function endWith(log: Log): (error: unknown) => never {
  return (error) => {
    log('server.broken', bugOf(error))
    process.exit(1)
  }
}

interface Sweeper {
  start(): void
  /** Resolves when a sweep that is under way has ended. */
  stop(): Promise<void>
}

function createSweeper(sweep: Service['sweep'], log: Log): Sweeper {
  let running = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  async function once() {
    try {
      const changed = await sweep(() => stopped)
      if (changed > 0) log('sweep.done', { changed })
    } catch (error) {
      log('sweep.failed', bugOf(error))
    }
    if (!stopped) plan()
  }
  function plan() {
    timer = setTimeout(() => {
      running = once()
    }, SWEEP_EVERY_MS).unref()
  }

  return {
    start() {
      running = once()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      return running
    },
  }
}
