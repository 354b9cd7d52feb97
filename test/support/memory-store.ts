import type { AuditEntry, SessionRecord } from '../../core/session/record'
import type { Page, Slip, Store } from '../../core/store/store'

/**
 * A store in memory, for tests. Values are kept as JSON text, as a database keeps them, so that
 * nobody shares an object with it. Every verb happens in one turn and is therefore atomic.
 */
export function createMemoryStore(): Store & { dump(): string } {
  const sessions = new Map<string, string>()
  const holders = new Map<string, string>()
  const trails = new Map<string, Map<number, string>>()
  const slips = new Map<string, Slip>()
  let hits: { key: string; at: number }[] = []

  const all = () => [...sessions.values()].map(readSession)
  const write = (session: SessionRecord) => sessions.set(session.id, JSON.stringify(session))

  return {
    async insert(session) {
      if (sessions.has(session.id)) return false
      write(session)
      return true
    },
    async find(id) {
      const text = sessions.get(id)
      return text === undefined ? undefined : readSession(text)
    },
    async replace(session) {
      const text = sessions.get(session.id)
      if (text === undefined || readSession(text).rev !== session.rev) return false
      write({ ...session, rev: session.rev + 1 })
      return true
    },
    async list(by, page) {
      const mine = all().filter((session) =>
        'owner' in by
          ? session.owner === by.owner
          : session.subjectIndexes.includes(by.subjectIndex),
      )
      return mine
        .filter((session) => isAfter(session, page.before))
        .sort(newestFirst)
        .slice(0, page.limit)
    },
    async due(now, limit) {
      return all()
        .flatMap(({ id, dueAt }) => (dueAt !== undefined && dueAt <= now ? [{ id, dueAt }] : []))
        .sort((a, b) => a.dueAt - b.dueAt || byCodeUnit(a.id, b.id))
        .slice(0, limit)
        .map(({ id }) => id)
    },
    async claim(key, holder) {
      const first = holders.get(key) ?? holder
      holders.set(key, first)
      return first
    },
    async holder(key) {
      return holders.get(key)
    },
    async readSlip(key) {
      return slips.get(key)
    },
    async writeSlip(key, { rev, text }) {
      if ((slips.get(key)?.rev ?? 0) !== rev) return false
      slips.set(key, Object.freeze({ rev: rev + 1, text }))
      return true
    },
    async hit(key, windowS, now) {
      hits.push({ key, at: now })
      return hits.filter((hit) => hit.key === key && hit.at > now - windowS && hit.at <= now).length
    },
    async prune(before) {
      hits = hits.filter((hit) => hit.at >= before)
    },
    async append(entries) {
      for (const entry of entries) {
        const trail = trails.get(entry.sessionId) ?? new Map<number, string>()
        trails.set(entry.sessionId, trail)
        if (!trail.has(entry.seq)) trail.set(entry.seq, JSON.stringify(entry))
      }
    },
    async trail(sessionId) {
      const trail = [...(trails.get(sessionId) ?? [])].sort(([a], [b]) => a - b)
      return trail.map(([, text]): AuditEntry => JSON.parse(text))
    },
    async ping() {},
    async close() {},
    /** Everything that is stored, as text: to look for what must not be there. */
    dump: () =>
      JSON.stringify([
        [...sessions],
        [...holders],
        [...slips],
        hits,
        [...trails.values()].map((t) => [...t]),
      ]),
  }
}

function readSession(text: string): SessionRecord {
  return JSON.parse(text)
}

function newestFirst(a: Place, b: Place): number {
  return b.createdAt - a.createdAt || byCodeUnit(b.id, a.id)
}

function isAfter(session: Place, before: Page['before']): boolean {
  return before === undefined || newestFirst(before, session) < 0
}

type Place = { createdAt: number; id: string }

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
