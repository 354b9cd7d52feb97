import type { AuditEntry, SessionRecord } from '../../core/session/record'
import type { Store } from '../../core/store/store'
import { storeSuite } from '../../core/store/suite'
import { createMemoryStore } from '../support/memory-store'

/** Lets everybody else go first. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

type Broken = (good: Store) => Partial<Store>

/** Mistakes that adapters make, each with a case of the suite that must notice it. */
const MISTAKES: Record<string, { caught: string; broken: Broken }> = {
  'insert reads, then writes': {
    caught: 'insert · 50 racers · one wins, its value stands',
    broken: (good) => ({
      async insert(session) {
        const taken = (await good.find(session.id)) !== undefined
        await turn()
        if (!taken) await overwrite(good, session)
        return !taken
      },
    }),
  },
  'insert overwrites': {
    caught: 'insert · id taken · false, nothing written',
    broken: (good) => ({
      insert: async (session) => (await good.insert(session)) || overwrite(good, session),
    }),
  },
  'replace reads, then writes': {
    caught: 'replace · 50 racers · one wins, its value stands',
    broken: (good) => ({
      async replace(session) {
        const current = (await good.find(session.id))?.rev === session.rev
        await turn()
        return current && overwrite(good, { ...session, rev: session.rev + 1 })
      },
    }),
  },
  'replace ignores rev': {
    caught: 'replace · any other rev · false, nothing written',
    broken: (good) => ({
      replace: (session) => overwrite(good, { ...session, rev: session.rev + 1 }),
    }),
  },
  'replace leaves rev': {
    caught: 'replace · current rev · written, rev one higher',
    broken: (good) => ({
      replace: async (session) => (await good.replace(session)) && overwrite(good, session),
    }),
  },
  'replace of an unknown id inserts': {
    caught: 'replace · unknown id · false, nothing written',
    broken: (good) => ({
      replace: async (session) => (await good.replace(session)) || good.insert(session),
    }),
  },
  'claim reads, then writes': {
    caught: 'claim · 50 racers · one holder, all told the same',
    broken: (good) => ({
      async claim(key, holder) {
        const first = await good.holder(key)
        await turn()
        await good.claim(key, holder)
        return first ?? holder
      },
    }),
  },
  'claim tells everybody yes': {
    caught: 'claim · taken · the first holder, for ever',
    broken: (good) => ({ claim: async (key, holder) => (await good.claim(key, holder)) && holder }),
  },
  'claim minds no case': {
    caught: 'claim · keys that look alike · are different keys',
    broken: (good) => ({ claim: (key, holder) => good.claim(key.toLowerCase(), holder) }),
  },
  'keys lose lone surrogates': {
    caught: 'claim · keys that look alike · are different keys',
    broken: (good) => ({
      claim: (key, holder) => good.claim(mend(key), holder),
      holder: (key) => good.holder(mend(key)),
    }),
  },
  'hit counts before it writes': {
    caught: 'hit · 50 racers · nobody told too few',
    broken: (good) => {
      let written = Promise.resolve(0)
      return {
        async hit(...event) {
          await turn()
          const before = await written
          await turn()
          written = good.hit(...event)
          return before + 1
        },
      }
    },
  },
  'hit window closed below': {
    caught: 'hit · window · after now - windowS, up to now',
    broken: (good) => ({ hit: (key, windowS, now) => good.hit(key, windowS + 1, now) }),
  },
  'prune takes its own second too': {
    caught: 'prune · drops what came before, keeps the rest',
    broken: (good) => ({ prune: (before) => good.prune(before + 1) }),
  },
  'prune does nothing': {
    caught: 'prune · drops what came before, keeps the rest',
    broken: () => ({ prune: async () => {} }),
  },
  'list breaks no ties': {
    caught: 'list · by owner · newest first, ties by id, nobody else',
    broken: (good) => ({ list: async (...asked) => byTime(await good.list(...asked)) }),
  },
  'list orders ids by code point': {
    caught: 'list · ids · by code unit, not by alphabet or code point',
    broken: (good) => ({ list: async (...asked) => byUtf8(await good.list(...asked)) }),
  },
  'list includes the cursor': {
    caught: 'list · pages · every session once, ties included',
    broken: (good) => ({
      list: (by, { limit, before }) =>
        good.list(by, {
          limit,
          ...(before && { before: { ...before, id: `${before.id}\u0000` } }),
        }),
    }),
  },
  'list pages by time alone': {
    caught: 'list · pages · every session once, ties included',
    broken: (good) => ({
      list: (by, { limit, before }) =>
        good.list(by, { limit, ...(before && { before: { ...before, id: '' } }) }),
    }),
  },
  'list knows one index per session': {
    caught: 'list · by subject index · every index of a session, as last written',
    broken: (good) => ({
      list: async (by, page) => {
        const found = await good.list(by, page)
        if ('owner' in by) return found
        return found.filter(({ subjectIndexes }) => subjectIndexes[0] === by.subjectIndex)
      },
    }),
  },
  'due comes a second late': {
    caught: 'due · at or before now · oldest first, no more than asked',
    broken: (good) => ({ due: (now, limit) => good.due(now - 1, limit) }),
  },
  'due is unordered': {
    caught: 'due · at or before now · oldest first, no more than asked',
    broken: (good) => ({ due: async (now, limit) => (await good.due(now, limit)).sort() }),
  },
  'append overwrites': {
    caught: 'append · seq there already · left as it is, the rest added',
    broken: (good) => {
      const last = new Map<string, AuditEntry>()
      const at = ({ sessionId, seq }: AuditEntry) => `${sessionId} ${seq}`
      return {
        async append(entries) {
          for (const entry of entries) last.set(at(entry), entry)
          await good.append(entries)
        },
        trail: async (id) => (await good.trail(id)).map((entry) => last.get(at(entry)) ?? entry),
      }
    },
  },
  'trail unordered': {
    caught: 'trail · entries in any order · by seq, nobody else',
    broken: (good) => ({ trail: async (id) => (await good.trail(id)).reverse() }),
  },
  'text loses U+0000': {
    caught: 'values · odd text, large numbers, deep and empty JSON · unchanged',
    broken: (good) => ({
      insert: (session) =>
        good.insert({ ...session, purpose: session.purpose.replaceAll('\u0000', '') }),
    }),
  },
  'find hands out its own object': {
    caught: 'values · changed by who gave or got them · stay as stored',
    broken: (good) => {
      const kept = new Map<string, SessionRecord | undefined>()
      return {
        async find(id) {
          if (!kept.has(id)) kept.set(id, await good.find(id))
          return kept.get(id)
        },
      }
    },
  },
}

test.each(Object.entries(MISTAKES))('%s · caught', async (_, { caught, broken }) => {
  const good = createMemoryStore()
  const named = storeSuite('broken').find(({ name }) => name === caught)
  if (!named) throw new Error(`no case ${caught}`)
  await expect(named.run({ ...good, ...broken(good) })).rejects.toMatchObject({
    name: 'AssertionError',
  })
})

/** Writes a session whatever is there: what a careless adapter can do to its own table. */
async function overwrite(good: Store, session: SessionRecord): Promise<boolean> {
  const found = await good.find(session.id)
  if (!found) return good.insert(session)
  return good.replace({ ...session, rev: found.rev })
}

function mend(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

function byTime(sessions: SessionRecord[]): SessionRecord[] {
  return sessions.reverse().sort((a, b) => b.createdAt - a.createdAt)
}

function byUtf8(sessions: SessionRecord[]): SessionRecord[] {
  return sessions.sort((a, b) => Buffer.compare(Buffer.from(b.id), Buffer.from(a.id)))
}
