import type { Clock } from './clock'

/** One fact of a call, for a person to read. Never a name, ID number, token or key in clear. */
export interface LogLine {
  label: string
  value: string
}

export interface LogEntry {
  /** Counts from 1 and never repeats. */
  n: number
  /** Milliseconds, by the sandbox's own clock. */
  at: number
  title: string
  lines: LogLine[]
}

/** What happened at a sandbox, in the order in which it happened. */
export interface SandboxLog {
  add(title: string, lines: readonly (readonly [label: string, value: string])[]): void
  /** Entries with a larger `n`, oldest first. */
  after(n: number): LogEntry[]
}

/** Older entries are dropped: a sandbox may run for days. */
const KEPT = 500

/** An empty log. */
export function createLog(clock: Clock): SandboxLog {
  const entries: LogEntry[] = []
  let last = 0
  return {
    add: (title, lines) => {
      last += 1
      const readable = lines.map(([label, value]) => ({ label, value }))
      entries.push({ n: last, at: clock.now() * 1000, title, lines: readable })
      if (entries.length > KEPT) entries.shift()
    },
    after: (n) => entries.filter((entry) => entry.n > n),
  }
}

/** `张*`, whatever the length. */
export function maskName(name: string): string {
  return `${[...name][0] ?? ''}*`
}

/** `110105********002X`; of anything that is not 18 characters long, nothing is shown. */
export function maskIdNumber(idNumber: string): string {
  return idNumber.length === 18
    ? `${idNumber.slice(0, 6)}********${idNumber.slice(-4)}`
    : `（${idNumber.length} 位）`
}

/** The first four characters of an identifier or a ticket: enough to tell two apart, useless otherwise. */
export function maskTicket(ticket: string): string {
  return ticket.length > 8 ? `${ticket.slice(0, 4)}…（${ticket.length} 位）` : '…'
}
