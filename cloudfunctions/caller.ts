import { isOpenid } from '../core/openid'
import type { Caller } from '../core/product'

/** What the platform tells a function of its invocation; only this is read. */
export interface CloudContext {
  /** JSON object of the invocation's own variables, `WX_OPENID` among them. */
  environment?: unknown
}

/** The process's variables. The platform sets the caller's anew for every invocation. */
export type Variables = Readonly<Record<string, string | undefined>>

/**
 * Who is calling, as the platform says; never as the event says, which the client writes.
 *
 * The context decides where it has variables: those of the process may still be of the caller
 * before, when a timer or an HTTP request comes to the same instance.
 */
export function callerOf(context: unknown, process: Variables): Caller | undefined {
  const own = readVariables(context)
  const openid = own ? own.WX_OPENID : listed(process, 'WX_OPENID')
  return isOpenid(openid) ? { kind: 'person', owner: openid } : undefined
}

/** The context's variables; `undefined` when it has none, `{}` when they cannot be read. */
function readVariables(context: unknown): Record<string, unknown> | undefined {
  const text =
    typeof context === 'object' && context !== null && Reflect.get(context, 'environment')
  if (typeof text !== 'string' || text === '') return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** `WX_CONTEXT_KEYS` names the variables that belong to this invocation. */
function listed(process: Variables, name: string): string | undefined {
  const keys = (process.WX_CONTEXT_KEYS ?? '').split(',').map((key) => key.trim())
  return keys.includes(name) ? process[name] : undefined
}
