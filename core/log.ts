/**
 * Writes one line. Every field is chosen, never spread, so that nothing personal slips in.
 *
 * Allowed: trace, session and attempt id, channel, action, status, code, upstream code, ms, host and
 * path, owner as keyed index value. Never: names, ID numbers, openids, tickets, tokens, keys,
 * signatures, evidence, bodies, URL queries, upstream messages.
 */
export type Log = (event: string, fields: LogFields) => void
export type LogFields = Record<string, string | number | boolean | undefined>
