/**
 * Writes one line. Every field is chosen, never spread, so that nothing personal slips in.
 *
 * Allowed: trace, session and attempt id, channel, action, status, code, upstream code, ms, host and
 * path, owner as keyed index value. Never: names, ID numbers, openids, tickets, tokens, keys,
 * signatures, evidence, bodies, URL queries, upstream messages.
 */
export type Log = (event: string, fields: LogFields) => void
export type LogFields = Record<string, string | number | boolean | undefined>

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
