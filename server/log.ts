import type { FastifyBaseLogger } from 'fastify'
import Fastify from 'fastify'
import type { Log, LogFields } from '../core/log'

/** Must not be in a line in the first place: the net under `core`'s own choice of fields. */
const NEVER_LOGGED = [
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
]

export interface LineStream {
  write(line: string): unknown
}

/**
 * Makes the server's log: one JSON object per line. Standard output takes each line before the
 * next: pino's own stream may swap or lose the last ones when the process ends.
 */
export function createLogger(stream: LineStream = process.stdout): FastifyBaseLogger {
  // Fastify brings pino and gives it to nobody else; this instance never listens.
  const { log } = Fastify({
    logger: {
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
      redact: { paths: NEVER_LOGGED.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
      stream,
    },
  })
  return log
}

export function createLog(logger: FastifyBaseLogger): Log {
  return (event, fields) => logger.info(fields, event)
}

/** Of an error the class and our own stack frames: its message may quote what it was given. */
export function bugOf(error: unknown): LogFields {
  if (typeof error !== 'object' || error === null) return { error: typeof error }
  const [name, code, stack] = ['name', 'code', 'stack'].map((key) => Reflect.get(error, key))
  const lines = typeof stack === 'string' ? stack.split('\n') : []
  const frames = lines.filter((line) => /^\s+at /.test(line)).map((line) => line.trim())
  return {
    error: typeof name === 'string' ? name : 'object',
    ...(typeof code === 'string' && { code }),
    ...(frames.length > 0 && { frames: frames.slice(0, 6).join(' | ') }),
  }
}
