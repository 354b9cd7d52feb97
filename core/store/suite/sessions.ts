import { deepEqual, equal } from 'node:assert/strict'
import type { CaseTable } from './given'
import {
  entryOf,
  idsOf,
  insertAll,
  NUMBERS,
  ODDITIES,
  pages,
  race,
  sessionOf,
  settle,
  sorted,
  UNSORTED,
} from './given'

/** What the store promises of sessions. */
export const SESSION_CASES: CaseTable = {
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
