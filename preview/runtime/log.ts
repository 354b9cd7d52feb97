import type { LogEntry } from '../bridge'
import { maskText } from './mask'

/** What the mini-program did, for the panel. */
export interface Log {
  add(tone: LogEntry['tone'], title: string, lines?: LogEntry['lines']): void
  /** Something went wrong in the mini-program's own code, or an API is missing. */
  error(where: string, error: unknown): void
  /** The entries so far; `listener` hears the later ones. */
  watch(listener: (entry: LogEntry) => void): LogEntry[]
}

const KEPT = 500

export function createLog(now: () => number): Log {
  const entries: LogEntry[] = []
  const listeners = new Set<(entry: LogEntry) => void>()

  function add(tone: LogEntry['tone'], title: string, lines: LogEntry['lines'] = []): void {
    const entry = { at: now(), tone, title, lines }
    entries.push(entry)
    if (entries.length > KEPT) entries.shift()
    for (const listener of listeners) listener(entry)
  }

  return {
    add,
    error(where, error) {
      console.error(where, error)
      const message = error instanceof Error ? error.message : String(error)
      add('error', where, [{ label: '原因', value: maskText(message) }])
    },
    watch(listener) {
      listeners.add(listener)
      return [...entries]
    },
  }
}
