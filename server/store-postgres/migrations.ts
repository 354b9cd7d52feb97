import type { Query } from './sql'

/**
 * The tables, as steps that each run once. A step that was released is never changed: what comes
 * later is a new step. Documents are `text`, not `jsonb`, which refuses U+0000 and lone
 * surrogates. `collate "C"` compares bytes, whatever the database's own language.
 */
const STEPS: readonly (readonly string[])[] = [
  [
    `create table shiming_sessions (
      id text collate "C" primary key,
      rev bigint not null,
      owner text collate "C" not null,
      created_at bigint not null,
      due_at bigint,
      subject_indexes text[] not null,
      doc text not null
    )`,
    'create index shiming_sessions_owner on shiming_sessions (owner, created_at desc, id desc)',
    'create index shiming_sessions_due on shiming_sessions (due_at, id) where due_at is not null',
    'create index shiming_sessions_subject on shiming_sessions using gin (subject_indexes)',
    `create table shiming_ledger (
      key text collate "C" primary key,
      holder text not null
    )`,
    `create table shiming_hits (
      key text collate "C" not null,
      at bigint not null
    )`,
    'create index shiming_hits_key on shiming_hits (key, at)',
    'create index shiming_hits_at on shiming_hits (at)',
    `create table shiming_slips (
      key text collate "C" primary key,
      rev bigint not null,
      doc text not null
    )`,
    `create table shiming_trails (
      session_id text collate "C" not null,
      seq bigint not null,
      doc text not null,
      primary key (session_id, seq)
    )`,
  ],
]

/** Tables that are written over and over. */
export const TABLES = [
  'shiming_sessions',
  'shiming_ledger',
  'shiming_hits',
  'shiming_slips',
  'shiming_trails',
]

/** Going back is not possible: an older program would not know what it writes over. */
export class NewerTables extends Error {
  override readonly name = 'NewerTables'
}

/**
 * Brings the tables up to date. Idempotent. Run it inside one transaction that nobody else can be
 * in at the same time.
 *
 * @throws {NewerTables} A newer program was here before this one.
 */
export async function migrate(query: Query): Promise<void> {
  const done = await version(query)
  if (done > STEPS.length) {
    throw new NewerTables(
      `the tables are of version ${done}, this program knows up to ${STEPS.length}: run the newer program`,
    )
  }
  for (const [index, step] of STEPS.entries()) {
    if (index < done) continue
    for (const statement of step) await query(statement, [])
    await query('insert into shiming_migrations (version) values ($1)', [index + 1])
  }
}

/** How many steps have run. Asks before it creates: an account may be allowed to do no more than that. */
async function version(query: Query): Promise<number> {
  const [found] = await query(`select to_regclass('shiming_migrations') is not null as there`, [])
  if (found?.there !== true) {
    await query(
      `create table shiming_migrations (
        version int primary key,
        applied_at timestamptz not null default now()
      )`,
      [],
    )
    return 0
  }
  const [row] = await query(
    'select coalesce(max(version), 0) as version from shiming_migrations',
    [],
  )
  return Number(row?.version)
}
