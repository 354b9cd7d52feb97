import { deepEqual, equal, ok } from 'node:assert/strict'
import type { Store } from './store'
import type { Fresh } from './suite-data'
import {
  entryOf,
  idsOf,
  insertAll,
  NUMBERS,
  ODD,
  ODDITIES,
  pages,
  RACERS,
  race,
  sessionOf,
  settle,
  sorted,
  UNSORTED,
} from './suite-data'

/** One promise of the port, to be kept by every adapter. Rejects when it is not. */
export type StoreCase = { name: string; run(store: Store): Promise<void> }

/**
 * The contract of {@link Store} as runnable cases, for any test runner or none.
 *
 * The cases may share a database with anything: they look only at what is theirs, and their times
 * lie in 1970, so that they count, prune and sweep nothing of somebody else.
 *
 * @param run Text that no earlier run on the same database had, at most 32 characters.
 */
export function storeSuite(run: string): StoreCase[] {
  let count = 0
  const fresh: Fresh = (what) => `suite-${run}-${what}-${++count}`
  return [SESSIONS, RACES, LISTS, SWEEPS, LEDGER, SLIPS, COUNTS, TRAILS, VALUES].flatMap((table) =>
    Object.entries(table).map(([name, check]) => ({ name, run: (store) => check(store, fresh) })),
  )
}

type Table = Record<string, (store: Store, fresh: Fresh) => Promise<void>>

const SESSIONS: Table = {
  'ping · open store · answers': (store) => store.ping(),

  'insert · new id · stored as it was given': async (store, fresh) => {
    const session = sessionOf(fresh('s'))
    equal(await store.find(session.id), undefined)
    equal(await store.insert(session), true)
    deepEqual(await store.find(session.id), session)
  },

  'insert · id taken · false, nothing written': async (store, fresh) => {
    const session = sessionOf(fresh('s'))
    await store.insert(session)
    equal(await store.insert({ ...session, purpose: 'second', owner: fresh('o') }), false)
    deepEqual(await store.find(session.id), session)
  },

  'replace · current rev · written, rev one higher': async (store, fresh) => {
    const session = sessionOf(fresh('s'))
    await store.insert(session)
    equal(await store.replace({ ...session, status: 'passed', settledAt: 7 }), true)
    const expected = { ...session, status: 'passed', settledAt: 7, rev: session.rev + 1 }
    deepEqual(await store.find(session.id), expected)
  },

  'replace · any other rev · false, nothing written': async (store, fresh) => {
    const session = sessionOf(fresh('s'))
    await store.insert(session)
    equal(await store.replace(session), true)
    for (const rev of [session.rev, session.rev + 2, session.rev - 1]) {
      equal(await store.replace({ ...session, rev, purpose: 'stale', owner: 'stale' }), false)
    }
    deepEqual(await store.find(session.id), { ...session, rev: session.rev + 1 })
  },

  'replace · unknown id · false, nothing written': async (store, fresh) => {
    const id = fresh('s')
    equal(await store.replace(sessionOf(id)), false)
    equal(await store.find(id), undefined)
  },
}

const RACES: Table = {
  'insert · 50 racers · one wins, its value stands': async (store, fresh) => {
    const id = fresh('s')
    const won = await race((n) => store.insert(sessionOf(id, { purpose: `racer ${n}` })))
    deepEqual(won.filter(Boolean), [true])
    equal((await store.find(id))?.purpose, `racer ${won.indexOf(true)}`)
  },

  'replace · 50 racers · one wins, its value stands': async (store, fresh) => {
    const session = sessionOf(fresh('s'))
    await store.insert(session)
    const won = await race((n) => store.replace({ ...session, purpose: `racer ${n}` }))
    deepEqual(won.filter(Boolean), [true])
    const purpose = `racer ${won.indexOf(true)}`
    deepEqual(await store.find(session.id), { ...session, purpose, rev: session.rev + 1 })
  },

  'claim · 50 racers · one holder, all told the same': async (store, fresh) => {
    const key = fresh('k')
    const told = new Set(await race((n) => store.claim(key, `racer ${n}`)))
    equal(told.size, 1)
    deepEqual([await store.holder(key)], [...told])
  },

  'hit · 50 racers · nobody told too few': async (store, fresh) => {
    const key = fresh('k')
    const told = (await race(() => store.hit(key, 10, 100))).sort((a, b) => a - b)
    ok(told.every((number, n) => number > n && number <= RACERS))
    equal(await store.hit(key, 10, 100), RACERS + 1)
  },

  'append · 50 racers · every entry once': async (store, fresh) => {
    const id = fresh('s')
    await race((n) => store.append([entryOf(id, n), entryOf(id, (n + 1) % RACERS)]))
    const expected = await race(async (n) => entryOf(id, n))
    deepEqual(await store.trail(id), expected)
  },
}

const LISTS: Table = {
  'list · by owner · newest first, ties by id, nobody else': async (store, fresh) => {
    const owner = fresh('o')
    const given = await insertAll(store, fresh, [5, 9, 5, 1, 5], { owner })
    await insertAll(store, fresh, [5, 6], { owner: `${owner}x` })
    deepEqual(await store.list({ owner }, { limit: 100 }), sorted(given))
    deepEqual(await store.list({ owner: fresh('o') }, { limit: 100 }), [])
  },

  'list · pages · every session once, ties included': async (store, fresh) => {
    const owner = fresh('o')
    const given = await insertAll(store, fresh, [3, 7, 7, 7, 7, 2, 3], { owner })
    for (const limit of [1, 2, 3, 7, 8]) deepEqual(await pages(store, owner, limit), sorted(given))
  },

  'list · before a session that is not there · starts at its place': async (store, fresh) => {
    const owner = fresh('o')
    const [older, newer] = await insertAll(store, fresh, [3, 5], { owner })
    const at = (createdAt: number) =>
      store.list({ owner }, { limit: 9, before: { createdAt, id: '' } })
    deepEqual([await at(6), await at(4), await at(3)], [[newer, older], [older], []])
  },

  'list · ids · by code unit, not by alphabet or code point': async (store, fresh) => {
    const [owner, stem] = [fresh('o'), fresh('i')]
    const ids = UNSORTED.map((end) => stem + end)
    for (const id of ids) await store.insert(sessionOf(id, { owner }))
    const expected = [...ids].sort().reverse()
    const whole = await store.list({ owner }, { limit: 100 })
    deepEqual(idsOf(whole), expected)
    deepEqual(idsOf(await pages(store, owner, 1)), expected)
  },

  'list · by subject index · every index of a session, as last written': async (store, fresh) => {
    const [a, b, c] = [fresh('a'), fresh('b'), fresh('c')]
    const one = sessionOf(fresh('s'), { createdAt: 1, subjectIndexes: [a, b] })
    const two = sessionOf(fresh('s'), { createdAt: 2, subjectIndexes: [b] })
    for (const session of [one, two]) await store.insert(session)
    await store.insert(sessionOf(fresh('s'), { createdAt: 3 }))
    const by = (subjectIndex: string) => store.list({ subjectIndex }, { limit: 9 })
    deepEqual([await by(a), await by(b), await by(c)], [[one], [two, one], []])

    await store.replace({ ...one, subjectIndexes: [c] })
    const moved = { ...one, subjectIndexes: [c], rev: 2 }
    deepEqual([await by(a), await by(b), await by(c)], [[], [two], [moved]])
    deepEqual(await store.list({ subjectIndex: b }, { limit: 9, before: two }), [])
  },
}

const SWEEPS: Table = {
  'due · at or before now · oldest first, no more than asked': async (store, fresh) => {
    const given = [30, 10, 20, 31].map((dueAt) => sessionOf(fresh('d'), { dueAt }))
    for (const session of given) await store.insert(session)
    const ids = idsOf(given)
    const mine = async (now: number) =>
      (await store.due(now, 10_000)).filter((id) => ids.includes(id))
    deepEqual(await mine(30), [ids[1], ids[2], ids[0]])
    deepEqual(await mine(9), [])
    deepEqual(await store.due(30, 2), (await store.due(30, 10_000)).slice(0, 2))
    for (const id of ids) await settle(store, id)
    deepEqual(await mine(10_000), [])
  },

  'due · no dueAt · never': async (store, fresh) => {
    const session = sessionOf(fresh('d'))
    const isDue = async (now: number) => (await store.due(now, 10_000)).includes(session.id)
    await store.insert(session)
    equal(await isDue(10_000), false)
    await store.replace({ ...session, dueAt: 40 })
    equal(await isDue(40), true)
    await settle(store, session.id)
    equal(await isDue(10_000), false)
  },
}

const LEDGER: Table = {
  'claim · taken · the first holder, for ever': async (store, fresh) => {
    const key = fresh('k')
    equal(await store.holder(key), undefined)
    for (const holder of ['first', 'second', 'first'])
      equal(await store.claim(key, holder), 'first')
    equal(await store.holder(key), 'first')
  },

  'claim · keys that look alike · are different keys': async (store, fresh) => {
    const key = fresh('k')
    for (const end of ['', ' ', 'a', 'A', 'é', 'e\u0301', ...ODD]) {
      equal(await store.claim(key + end, `of ${end}`), `of ${end}`)
      equal(await store.holder(key + end), `of ${end}`)
    }
  },
}

const SLIPS: Table = {
  'slip · unknown key · nothing': async (store, fresh) => {
    equal(await store.readSlip(fresh('slip')), undefined)
  },

  'slip · written over · the text and its rev, one higher each time': async (store, fresh) => {
    const key = fresh('slip')
    for (const [rev, text] of ODDITIES.entries()) {
      equal(await store.writeSlip(key, { rev, text }), true)
      deepEqual(await store.readSlip(key), { rev: rev + 1, text })
    }
  },

  'slip · another rev than the stored one · false, nothing written': async (store, fresh) => {
    const key = fresh('slip')
    equal(await store.writeSlip(key, { rev: 1, text: 'too early' }), false)
    equal(await store.readSlip(key), undefined)
    await store.writeSlip(key, { rev: 0, text: 'first' })
    for (const rev of [0, 2]) equal(await store.writeSlip(key, { rev, text: 'late' }), false)
    deepEqual(await store.readSlip(key), { rev: 1, text: 'first' })
  },

  'slip · racers over a new and an old one · one winner each': async (store, fresh) => {
    const key = fresh('slip')
    for (const rev of [0, 1]) {
      const won = await race((n) => store.writeSlip(key, { rev, text: `${n}` }))
      deepEqual(won.filter(Boolean), [true])
      deepEqual(await store.readSlip(key), { rev: rev + 1, text: `${won.indexOf(true)}` })
    }
  },
}

const COUNTS: Table = {
  'hit · window · after now - windowS, up to now': async (store, fresh) => {
    const key = fresh('k')
    equal(await store.hit(key, 10, 100), 1)
    equal(await store.hit(key, 10, 109), 2)
    equal(await store.hit(key, 10, 110), 2)
    equal(await store.hit(key, 11, 110), 4)
    equal(await store.hit(key, 10, 100), 2)
    equal(await store.hit(fresh('k'), 10, 100), 1)
  },

  'prune · drops what came before, keeps the rest': async (store, fresh) => {
    const key = fresh('k')
    for (const now of [97, 98, 99]) await store.hit(key, 50, now)
    for (const told of [3, 4]) {
      await store.prune(98)
      equal(await store.hit(key, 50, 99), told)
    }
  },
}

const TRAILS: Table = {
  'trail · entries in any order · by seq, nobody else': async (store, fresh) => {
    const [id, other] = [fresh('s'), fresh('s')]
    deepEqual(await store.trail(id), [])
    await store.append([])
    await store.append([entryOf(id, 10), entryOf(other, 1), entryOf(id, 9)])
    await store.append([entryOf(id, 2)])
    deepEqual(await store.trail(id), [entryOf(id, 2), entryOf(id, 9), entryOf(id, 10)])
  },

  'append · seq there already · left as it is, the rest added': async (store, fresh) => {
    const id = fresh('s')
    await store.append([entryOf(id, 1)])
    const again = entryOf(id, 1, { hash: 'forged' })
    await store.append([again, entryOf(id, 2), again])
    deepEqual(await store.trail(id), [entryOf(id, 1), entryOf(id, 2)])
  },
}

const VALUES: Table = {
  'values · odd text, large numbers, deep and empty JSON · unchanged': async (store, fresh) => {
    let deep: unknown = ODDITIES
    for (let level = 0; level < 200; level++) deep = { deep, empty: [], nothing: null }
    for (const odd of ODDITIES) {
      const owner = fresh('o') + odd
      const extra = { purpose: odd, owner, deep, NUMBERS, yes: true, objects: [{}], '': odd }
      const session = sessionOf(fresh('s') + odd, { ...extra, subjectIndexes: [owner, odd] })
      equal(await store.insert(session), true)
      deepEqual(await store.find(session.id), session)
      deepEqual(await store.list({ owner }, { limit: 9 }), [session])
      deepEqual(await store.list({ subjectIndex: owner }, { limit: 9 }), [session])
      const entry = entryOf(session.id, 1, { reason: odd, at: 2 ** 53 - 1 })
      await store.append([entry])
      deepEqual(await store.trail(session.id), [entry])
    }
  },

  'values · largest times and revs · exact': async (store, fresh) => {
    const most = 2 ** 53 - 1
    const session = sessionOf(fresh('s'), { rev: most - 1, createdAt: most, expiresAt: most })
    await store.insert(session)
    equal(await store.replace({ ...session, rev: most - 2 }), false)
    equal(await store.replace(session), true)
    deepEqual(await store.find(session.id), { ...session, rev: most })
  },

  'values · changed by who gave or got them · stay as stored': async (store, fresh) => {
    const session = sessionOf(fresh('s'), { subjectIndexes: ['kept'] })
    const copy = { ...session, subjectIndexes: ['kept'] }
    await store.insert(session)
    session.subjectIndexes.push('added')
    const found = await store.find(session.id)
    found?.subjectIndexes.push('added')
    const [listed] = await store.list({ owner: session.owner }, { limit: 1 })
    listed?.subjectIndexes.push('added')
    deepEqual(await store.find(session.id), copy)

    const entry = entryOf(session.id, 1)
    await store.append([entry])
    entry.event = 'changed'
    for (const got of await store.trail(session.id)) got.event = 'changed'
    deepEqual(await store.trail(session.id), [entryOf(session.id, 1)])
  },
}
