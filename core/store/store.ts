import type { AuditEntry, SessionRecord } from '../session/record'

/** Facts that are true once in the life of the deployment. */
export interface Ledger {
  /**
   * Writes `key → holder` unless the key is taken. Safe to repeat after an ambiguous failure.
   *
   * @returns The holder: yours on the first call and on every repeat, else whoever came first.
   */
  claim(key: string, holder: string): Promise<string>
  holder(key: string): Promise<string | undefined>
}

/** A short text that the instances of a deployment share and write over. */
export interface Slip {
  /** Grows by one with every write. */
  rev: number
  text: string
}

export interface Slips {
  readSlip(key: string): Promise<Slip | undefined>
  /**
   * Compare-and-set: writes `slip.text` with `rev + 1` where the stored `rev` still is `slip.rev`; 0
   * stands for a key that is not there yet.
   *
   * @returns `false` when somebody else was first; then nothing was written. Read again.
   */
  writeSlip(key: string, slip: Slip): Promise<boolean>
}

/** Where a page of a list starts, and how long it is. */
export interface Page {
  /** 1 or more. */
  limit: number
  /** Only sessions that come after this one in the list's order. */
  before?: { createdAt: number; id: string }
}

/**
 * Where sessions live: a few verbs, each atomic on its own. No transaction, no query language.
 *
 * Values come and go as plain JSON. Adapters hold no rule of the product; they pass `suite.ts`.
 * Every write is safe to repeat, because after a network error nobody knows whether it happened.
 */
export interface Store extends Ledger, Slips {
  /** @returns `false` when the id is taken; then nothing was written. */
  insert(session: SessionRecord): Promise<boolean>
  find(id: string): Promise<SessionRecord | undefined>
  /**
   * Compare-and-set: writes `session` with `rev + 1` where the stored `rev` still is `session.rev`.
   *
   * @returns `false` when somebody else was first; then nothing was written. Read again.
   */
  replace(session: SessionRecord): Promise<boolean>
  /** Newest first, by `createdAt` then `id` (both descending; ids by code unit). */
  list(by: { owner: string } | { subjectIndex: string }, page: Page): Promise<SessionRecord[]>
  /** Ids whose `dueAt` is at or before `now`. Oldest `dueAt` first. */
  due(now: number, limit: number): Promise<string[]>
  /**
   * Counts one event and returns how many lie in `(now - windowS, now]`, this one included.
   * Racing callers may be told a higher number, never a lower one.
   */
  hit(key: string, windowS: number, now: number): Promise<number>
  /** Drops the events that `hit` counted before then. */
  prune(before: number): Promise<void>
  /** Adds entries to their session's trail; an entry whose `seq` is there already is left as it is. */
  append(entries: readonly AuditEntry[]): Promise<void>
  /** By `seq`, ascending. */
  trail(sessionId: string): Promise<AuditEntry[]>
  /** One cheap round trip, for `/healthz`. */
  ping(): Promise<void>
  close(): Promise<void>
}
