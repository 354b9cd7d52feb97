import type { Store } from '../../core/store/store'

/** One call that reached the store and waits there. */
export interface Waiting {
  /** Does it, and tells nobody yet. */
  run(): Promise<void>
  /** Tells the caller what came of it. */
  answer(): void
  fail(error: Error): void
}

/** The verbs that a session passes through. */
const VERBS = ['insert', 'replace', 'find'] as const

/** Of the event loop, until a call must have arrived. */
const MOST_TURNS = 1000

/** A store whose calls wait until the test lets each of them happen, and then answer. */
export function createGatedStore(good: Store) {
  const asked: string[] = []
  const waiting: Waiting[] = []

  function gate(verb: (typeof VERBS)[number]) {
    return (given: never) =>
      new Promise<unknown>((resolve, reject) => {
        asked.push(verb)
        let result: unknown
        waiting.push({
          async run() {
            result = await (good[verb] as (given: never) => Promise<unknown>)(given)
          },
          answer: () => resolve(result),
          fail: reject,
        })
      })
  }

  const gates = Object.fromEntries(VERBS.map((verb) => [verb, gate(verb)]))
  const store = { ...good, ...gates } as Store

  /** The call that has waited longest. */
  async function next(): Promise<Waiting> {
    for (let turns = 0; turns < MOST_TURNS; turns++) {
      const first = waiting.shift()
      if (first) return first
      await new Promise(setImmediate)
    }
    throw new Error('nobody asked the store')
  }

  /** Makes one call and lets it through at once. */
  async function passing<T>(call: () => Promise<T>): Promise<T> {
    const result = call()
    const one = await next()
    await one.run()
    one.answer()
    return result
  }

  return { store, good, asked, next, passing }
}

/** A store that takes its time, before it does something and after; how long, a seed decides. */
export function createSlowStore(good: Store, seed = 1): Store {
  let state = seed >>> 0
  async function pause() {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    for (let turns = state >>> 30; turns > 0; turns--) await new Promise(setImmediate)
  }
  const slow = <A extends unknown[], R>(verb: (...given: A) => Promise<R>) => {
    return async (...given: A): Promise<R> => {
      await pause()
      const result = await verb(...given)
      await pause()
      return result
    }
  }
  return {
    ...good,
    insert: slow(good.insert),
    replace: slow(good.replace),
    find: slow(good.find),
  }
}
