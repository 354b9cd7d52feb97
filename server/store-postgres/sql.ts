import type { AuditEntry, SessionRecord } from '../../core/session/record'
import type { Page, Store } from '../../core/store/store'

/** Runs one statement with bound parameters (`$1` …) and commits it. */
export type Query = (text: string, values: readonly unknown[]) => Promise<Row[]>
export type Row = Readonly<Record<string, unknown>>

export interface Connection {
  query: Query
  /** After `prune`: gives back what deleted and overwritten rows still hold. */
  vacuum?(): Promise<void>
  close(): Promise<void>
}

/** The tables of `migrations.ts` as a {@link Store}: one statement per verb, two where a race demands it. */
export function createSqlStore({ query, vacuum, close }: Connection): Store {
  return {
    async insert(session) {
      const rows = await query(INSERT, rowOf(session, session.rev))
      return rows.length === 1
    },

    async find(id) {
      const [row] = await query('select doc from shiming_sessions where id = $1', [escapeText(id)])
      return row && readSession(row)
    },

    async replace(session) {
      const values = [...rowOf(session, session.rev + 1), session.rev]
      return (await query(REPLACE, values)).length === 1
    },

    async list(by, page) {
      const [condition, value] =
        'owner' in by
          ? ['owner = $1', escapeText(by.owner)]
          : ['subject_indexes @> $1::text[]', [escapeText(by.subjectIndex)]]
      return (await query(listText(condition, page), [value, ...pageValues(page)])).map(readSession)
    },

    async due(now, limit) {
      const rows = await query(DUE, [now, limit])
      return rows.map((row) => unescapeText(String(row.id)))
    },

    async claim(key, holder) {
      const values = [escapeText(key), JSON.stringify(holder)]
      const [row] = await query(CLAIM, values)
      if (row) return readHolder(row)
      const [taken] = await query(HOLDER, values.slice(0, 1))
      if (!taken) throw new Error('a ledger row is gone')
      return readHolder(taken)
    },

    async holder(key) {
      const [row] = await query(HOLDER, [escapeText(key)])
      return row && readHolder(row)
    },

    async readSlip(key) {
      const [row] = await query('select rev, doc from shiming_slips where key = $1', [
        escapeText(key),
      ])
      return row && { rev: Number(row.rev), text: JSON.parse(String(row.doc)) }
    },

    async writeSlip(key, { rev, text }) {
      const values = [escapeText(key), rev + 1, JSON.stringify(text)]
      const rows = await (rev === 0 ? query(LAY, values) : query(WRITE, [...values, rev]))
      return rows.length === 1
    },

    // Two statements: in one, racing callers would not see each other's row and count too few.
    async hit(key, windowS, now) {
      await query('insert into shiming_hits (key, at) values ($1, $2)', [escapeText(key), now])
      const [row] = await query(COUNT, [escapeText(key), now - windowS, now])
      return Number(row?.hits)
    },

    async prune(before) {
      await query('delete from shiming_hits where at < $1', [before])
      await vacuum?.()
    },

    async append(entries) {
      if (entries.length === 0) return
      const ids = entries.map((entry) => escapeText(entry.sessionId))
      const seqs = entries.map((entry) => entry.seq)
      const docs = entries.map((entry) => JSON.stringify(entry))
      await query(APPEND, [ids, seqs, docs])
    },

    async trail(sessionId) {
      const rows = await query(TRAIL, [escapeText(sessionId)])
      return rows.map((row): AuditEntry => JSON.parse(String(row.doc)))
    },

    async ping() {
      await query('select 1 from shiming_sessions limit 1', [])
    },

    close,
  }
}

const INSERT = `
  insert into shiming_sessions (id, rev, owner, created_at, due_at, subject_indexes, doc)
  values ($1, $2, $3, $4, $5, $6::text[], $7)
  on conflict (id) do nothing returning id`

const REPLACE = `
  update shiming_sessions
  set rev = $2, owner = $3, created_at = $4, due_at = $5, subject_indexes = $6::text[], doc = $7
  where id = $1 and rev = $8 returning id`

const DUE = `
  select id from shiming_sessions where due_at <= $1
  order by due_at, id limit $2`

const CLAIM = `
  insert into shiming_ledger (key, holder) values ($1, $2)
  on conflict (key) do nothing returning holder`

const HOLDER = 'select holder from shiming_ledger where key = $1'

const LAY = `
  insert into shiming_slips (key, rev, doc) values ($1, $2, $3)
  on conflict (key) do nothing returning key`

const WRITE = `
  update shiming_slips set rev = $2, doc = $3 where key = $1 and rev = $4 returning key`

const COUNT = `
  select count(*)::int as hits from shiming_hits
  where key = $1 and at > $2 and at <= $3`

const APPEND = `
  insert into shiming_trails (session_id, seq, doc)
  select * from unnest($1::text[], $2::bigint[], $3::text[])
  on conflict (session_id, seq) do nothing`

const TRAIL = 'select doc from shiming_trails where session_id = $1 order by seq'

function listText(condition: string, page: Page): string {
  const after = page.before ? 'and (created_at, id) < ($3, $4)' : ''
  return `
    select doc from shiming_sessions where ${condition} ${after}
    order by created_at desc, id desc limit $2`
}

function pageValues({ limit, before }: Page): unknown[] {
  return before ? [limit, before.createdAt, escapeText(before.id)] : [limit]
}

/** The columns repeat what is looked up by; the whole truth is `doc`. */
function rowOf(session: SessionRecord, rev: number): unknown[] {
  return [
    escapeText(session.id),
    rev,
    escapeText(session.owner),
    session.createdAt,
    session.dueAt ?? null,
    session.subjectIndexes.map(escapeText),
    JSON.stringify({ ...session, rev }),
  ]
}

function readSession(row: Row): SessionRecord {
  return JSON.parse(String(row.doc))
}

function readHolder(row: Row): string {
  return JSON.parse(String(row.holder))
}

/**
 * Text as a column can hold it: ASCII, so that U+0000 and lone surrogates, which PostgreSQL refuses
 * or mends, come back as they were. Order by code unit is kept: whatever sorts before a space is
 * marked by a tab, whatever sorts after `}` by a tilde, and four hex digits follow.
 */
function escapeText(text: string): string {
  return text.replace(/[^ -}]/g, (unit) => {
    const hex = unit.charCodeAt(0).toString(16).padStart(4, '0')
    return (unit < ' ' ? '\t' : '~') + hex
  })
}

function unescapeText(text: string): string {
  return text.replace(/[\t~](.{4})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}
