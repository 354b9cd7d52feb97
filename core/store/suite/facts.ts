import { deepEqual, equal, ok } from 'node:assert/strict'
import type { CaseTable } from './given'
import { entryOf, ODD, ODDITIES, RACERS, race } from './given'

/** What the store promises of everything that is no session: claims, slips, counts, trails. */
export const FACT_CASES: CaseTable = {
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
