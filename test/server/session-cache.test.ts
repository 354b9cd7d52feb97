import fc from 'fast-check'
import type { SessionRecord } from '../../core/session/record'
import type { Store } from '../../core/store/store'
import { storeSuite } from '../../core/store/suite'
import { sessionOf } from '../../core/store/suite/given'
import { openPglite } from '../../server/store-postgres/pglite'
import { cacheSessions } from '../../server/store-postgres/session-cache'
import { createMemoryStore } from '../support/memory-store'
import { createGatedStore, createSlowStore } from './gated-store'

const ROOM = 1 << 20

describe('the promises of a store', () => {
  const cached = cacheSessions(createMemoryStore(), ROOM)
  test.each(storeSuite('cached'))('cached · $name', ({ run }) => run(cached))

  const slow = cacheSessions(createSlowStore(createMemoryStore()), ROOM)
  test.each(storeSuite('slow'))('cached, a slow store · $name', ({ run }) => run(slow))

  // Room for about two small sessions: most of them come and go.
  const narrow = cacheSessions(createSlowStore(createMemoryStore()), 2000)
  test.each(storeSuite('narrow'))('cached, hardly any room · $name', ({ run }) => run(narrow))

  describe('pglite without a cache', () => {
    let bare: Store
    beforeAll(async () => {
      bare = await openPglite({ cacheBytes: 0 })
    })
    afterAll(() => bare?.close())
    test.each(storeSuite('bare'))('pglite, no cache · $name', ({ run }) => run(bare))
  })
})

/** Caches as one writes them at first, each with a case of the suite that must notice it. */
const STALE: Record<string, { caught: string; broken: (good: Store) => Partial<Store> }> = {
  'never forgets what it read': {
    caught: 'replace · current rev · written, rev one higher',
    broken: (good) => {
      const kept = new Map<string, string>()
      return {
        async insert(session) {
          kept.set(session.id, JSON.stringify(session))
          return good.insert(session)
        },
        async find(id) {
          const text = kept.get(id)
          return text === undefined ? good.find(id) : JSON.parse(text)
        },
      }
    },
  },
  'keeps what was refused': {
    caught: 'replace · any other rev · false, nothing written',
    broken: (good) => {
      const kept = new Map<string, SessionRecord>()
      return {
        async replace(session) {
          kept.set(session.id, { ...session, rev: session.rev + 1 })
          return good.replace(session)
        },
        find: async (id) => structuredClone(kept.get(id)) ?? good.find(id),
      }
    },
  },
  'remembers that nothing was there': {
    caught: 'insert · new id · stored as it was given',
    broken: (good) => {
      const kept = new Map<string, SessionRecord | undefined>()
      return {
        async find(id) {
          if (!kept.has(id)) kept.set(id, await good.find(id))
          return structuredClone(kept.get(id))
        },
      }
    },
  },
}

test.each(Object.entries(STALE))('a cache that %s · caught', async (_, { caught, broken }) => {
  const good = createMemoryStore()
  const named = storeSuite('stale').find(({ name }) => name === caught)
  if (!named) throw new Error(`no case ${caught}`)
  await expect(named.run({ ...good, ...broken(good) })).rejects.toMatchObject({
    name: 'AssertionError',
  })
})

describe('what is kept', () => {
  const session = sessionOf('s')
  const written = { ...session, rev: 2 }

  function open(most = ROOM) {
    const gated = createGatedStore(createMemoryStore())
    return { ...gated, cached: cacheSessions(gated.store, most) }
  }

  test('what was written or read · the store is not asked again', async () => {
    const { cached, asked, passing } = open()
    await passing(() => cached.insert(session))
    expect(await cached.find('s')).toEqual(session)
    await passing(() => cached.replace(session))
    expect(await cached.find('s')).toEqual(written)
    expect(asked).toEqual(['insert', 'replace'])
  })

  test('what was read · the store is asked once', async () => {
    const { cached, good, asked, passing } = open()
    await good.insert(session)
    expect(await passing(() => cached.find('s'))).toEqual(session)
    expect(await cached.find('s')).toEqual(session)
    expect(asked).toEqual(['find'])
  })

  test('not there · asked every time', async () => {
    const { cached, good, passing } = open()
    expect(await passing(() => cached.find('s'))).toBeUndefined()
    await good.insert(session)
    expect(await passing(() => cached.find('s'))).toEqual(session)
  })

  test('a write under way · is not seen before the store says so', async () => {
    const { cached, good, next, passing } = open()
    await passing(() => cached.insert(session))
    const writing = cached.replace({ ...session, purpose: 'new' })
    const write = await next()
    expect(await passing(() => cached.find('s'))).toEqual(session)
    await write.run()
    expect(await passing(() => cached.find('s'))).toEqual(await good.find('s'))
    write.answer()
    expect(await writing).toBe(true)
    expect(await cached.find('s')).toEqual({ ...written, purpose: 'new' })
  })

  test('a read that a write overtook · is given, not kept', async () => {
    const { cached, good, next, passing } = open()
    await good.insert(session)
    const reading = cached.find('s')
    const read = await next()
    await read.run()
    await passing(() => cached.replace(session))
    read.answer()
    expect(await reading).toEqual(session)
    expect(await cached.find('s')).toEqual(written)
  })

  test('a read that began under a write and ended after it · is not kept', async () => {
    const { cached, good, next } = open()
    await good.insert(session)
    const writing = cached.replace(session)
    const write = await next()
    const reading = cached.find('s')
    const read = await next()
    await read.run()
    await write.run()
    write.answer()
    await writing
    read.answer()
    expect(await reading).toEqual(session)
    expect(await cached.find('s')).toEqual(written)
  })

  test('of two writes at once · neither is kept, whoever ends last', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const { cached, good, next, passing } = open()
      await good.insert(session)
      const tries = [cached.replace(session), cached.replace({ ...session, purpose: 'late' })]
      const writes = [await next(), await next()]
      for (const write of writes) await write.run()
      for (const n of order) {
        writes[n]?.answer()
        await tries[n]
      }
      expect(await Promise.all(tries)).toEqual([true, false])
      expect(await passing(() => cached.find('s'))).toEqual(written)
    }
  })

  test.each([
    ['after it was done', true],
    ['before anything was done', false],
  ])('a write that failed %s · the store is asked', async (_, done) => {
    const { cached, good, next, passing } = open()
    await passing(() => cached.insert(session))
    const writing = cached.replace(session)
    const write = await next()
    if (done) await write.run()
    write.fail(new Error('no answer'))
    await expect(writing).rejects.toThrow('no answer')
    expect(await passing(() => cached.find('s'))).toEqual(await good.find('s'))
    expect((await good.find('s'))?.rev).toBe(done ? 2 : 1)
  })

  test('an insert of a taken id · the first one stands', async () => {
    const { cached, passing } = open()
    await passing(() => cached.insert(session))
    expect(await passing(() => cached.insert({ ...session, purpose: 'second' }))).toBe(false)
    expect(await passing(() => cached.find('s'))).toEqual(session)
  })

  test('a read that failed · the next one asks', async () => {
    const { cached, good, next, passing } = open()
    await good.insert(session)
    const reading = cached.find('s')
    ;(await next()).fail(new Error('no answer'))
    await expect(reading).rejects.toThrow('no answer')
    expect(await passing(() => cached.find('s'))).toEqual(session)
  })

  test('an object that its owner changes under the write · as it was given', async () => {
    const { cached, next } = open()
    const given = { ...session, subjectIndexes: ['kept'] }
    const writing = cached.insert(given)
    const write = await next()
    await write.run()
    given.subjectIndexes.push('added')
    write.answer()
    await writing
    expect((await cached.find('s'))?.subjectIndexes).toEqual(['kept'])
  })
})

type Step = { kind: 'find' | 'replace' | 'insert'; id: number; pause: number }

const STEP = fc.record<Step>({
  kind: fc.constantFrom('find', 'find', 'replace', 'insert'),
  id: fc.integer({ min: 0, max: 2 }),
  pause: fc.integer({ min: 0, max: 3 }),
})

test('any history · a find gives nothing older than what was acknowledged before it began', async () => {
  const history = fc.array(fc.array(STEP, { maxLength: 12 }), { minLength: 2, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(history, fc.integer(), async (callers, seed) => {
      const store = createSlowStore(createMemoryStore(), seed)
      const cached = cacheSessions(store, ROOM)
      /** By id: the highest rev that anybody was told is written. */
      const told = new Map<string, number>()
      const tell = (id: string, rev: number) => told.set(id, Math.max(rev, told.get(id) ?? 0))

      async function step({ kind, id: n, pause }: Step) {
        const id = `s${n}`
        for (let turns = 0; turns < pause; turns++) await new Promise(setImmediate)
        if (kind === 'insert') {
          if (await cached.insert(sessionOf(id))) tell(id, 1)
          return
        }
        const least = told.get(id) ?? 0
        const found = await cached.find(id)
        expect(found?.rev ?? 0).toBeGreaterThanOrEqual(least)
        if (!found) return
        tell(id, found.rev)
        if (kind === 'replace' && (await cached.replace(found))) tell(id, found.rev + 1)
      }

      await Promise.all(
        callers.map(async (steps) => {
          for (const each of steps) await step(each)
        }),
      )
      for (const id of told.keys()) expect(await cached.find(id)).toEqual(await store.find(id))
    }),
    { numRuns: 150, seed: 20261120 },
  )
})
