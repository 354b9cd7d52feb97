import type { FastifyBaseLogger } from 'fastify'
import Fastify from 'fastify'
import type { Log } from '../core/log'
import type { LineStream } from './line-buffer'
import { createLineBuffer } from './line-buffer'

/** Must not be in a line in the first place: the net under `core`'s own choice of fields. */
const NEVER_LOGGED = new Set([
  'name',
  'idNumber',
  'subject',
  'identity',
  'evidence',
  'openid',
  'token',
  'ticket',
  'key',
  'secret',
  'signature',
  'authorization',
  'cookie',
  'headers',
  'body',
  'query',
  'url',
  'req',
  'res',
  'err',
])

/**
 * Makes the server's log: one JSON object per line, in order to the end: pino's own stream may swap
 * or lose the last ones when the process ends.
 */
export function createLogger(stream: LineStream = standardOutput()): FastifyBaseLogger {
  // Fastify brings pino and gives it to nobody else; this instance never listens.
  const { log } = Fastify({
    logger: {
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }), log: censor },
      stream,
    },
  })
  return log
}

function standardOutput(): LineStream {
  const buffer = createLineBuffer(process.stdout)
  process.on('exit', buffer.flush)
  return buffer
}

/** Takes out what must not be there, and whatever is not a plain value: nobody chose what is in it. */
function censor(fields: Record<string, unknown>): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const isPlain = typeof value !== 'object' && typeof value !== 'function'
    shown[name] = isPlain && !NEVER_LOGGED.has(name) ? value : '[redacted]'
  }
  return shown
}

export function createLog(logger: FastifyBaseLogger): Log {
  return (event, fields) => logger.info(fields, event)
}
