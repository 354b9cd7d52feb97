import type { AuditEntry, SessionRecord } from '../../session/record'
import type { Store } from '../store'

/** Makes an id that nothing else in the database has. */
export type Fresh = (what: string) => string

/** Cases by name: *verb · situation · expectation*. */
export type CaseTable = Record<string, (store: Store, fresh: Fresh) => Promise<void>>

/** How many callers race for one thing. */
export const RACERS = 50

/** Text that databases like to refuse, shorten or mend. */
export const ODD = [
  '\u0000',
  '\u0000\u0000',
  '\ud83d',
  '\ude00',
  '\ufffd',
  '\u{1f600}',
  '\\u0000',
  `'"\\`,
]
export const ODDITIES = ['', '张三·阿卜杜拉', '𠮷𪚥', '{a,"b"}', '%s $1 \r\n\t', ' padded ', ...ODD]
export const NUMBERS = [0, -1, 1.5, 1e-7, 2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1)]

/** Ends of ids whose order by code unit is not that of an alphabet or of code points. */
export const UNSORTED = [
  '',
  'z',
  '_',
  'a',
  '-',
  'Z',
  'é',
  '~',
  ' ',
  'A',
  'aa',
  'a~',
  '\u007f',
  '\u0001',
  '\u0000',
  '\uffff',
  '\ud800',
  '\u{1f600}',
  '\ue000',
]

/** A session that a store must take, whatever it means. */
export function sessionOf(id: string, changes: object = {}): SessionRecord {
  const status = 'open' as const
  const rules = { maxAttempts: 5, retentionS: 60 }
  const empty = { rules, attempts: [], subjectIndexes: [], sealed: {}, outbox: [], auditSeq: 0 }
  const text = { owner: `owner of ${id}`, purpose: 'suite', consentVersion: '1', auditHead: '' }
  return { id, rev: 1, status, createdAt: 1, expiresAt: 2, ...text, ...empty, ...changes }
}

/** An entry of its trail. */
export function entryOf(
  sessionId: string,
  seq: number,
  changes: Partial<AuditEntry> = {},
): AuditEntry {
  const rest = { at: 1, actor: 'owner', event: 'opened', success: true } as const
  return { sessionId, seq, ...rest, hash: `hash ${seq}`, ...changes }
}

/** The order that a list promises, by JavaScript's own comparison of text. */
export function sorted(sessions: SessionRecord[]): SessionRecord[] {
  const byId = (a: SessionRecord, b: SessionRecord) => (a.id < b.id ? 1 : -1)
  return [...sessions].sort((a, b) => b.createdAt - a.createdAt || byId(a, b))
}

/** Starts them all before any has ended. */
export function race<T>(run: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: RACERS }, (_, n) => run(n)))
}

/** Inserts one session per `createdAt`. */
export async function insertAll(store: Store, fresh: Fresh, times: number[], changes: object) {
  const given = times.map((createdAt) => sessionOf(fresh('s'), { createdAt, ...changes }))
  for (const session of given) await store.insert(session)
  return given
}

/** Everything that an owner has, read page by page; gives up after 100, for a store that repeats one. */
export async function pages(store: Store, owner: string, limit: number): Promise<SessionRecord[]> {
  const all: SessionRecord[] = []
  for (let asked = 0; asked < 100; asked++) {
    const last = all.at(-1)
    const page = await store.list({ owner }, last ? { limit, before: last } : { limit })
    if (page.length > limit) throw new Error('page too long')
    all.push(...page)
    if (page.length === 0) return all
  }
  return all
}

/** Takes a session off the sweep's list again, so that a shared database keeps no work of ours. */
export async function settle(store: Store, id: string): Promise<void> {
  const found = await store.find(id)
  if (!found) return
  const { dueAt: _, ...rest } = found
  if (!(await store.replace(rest))) throw new Error('not replaced')
}

export const idsOf = (sessions: SessionRecord[]) => sessions.map((session) => session.id)
