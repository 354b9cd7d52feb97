import type { Store } from '../../../core/store/store'
import { createMemoryStore } from '../../support/memory-store'
import { answer, ask, begin, changeOn, start, trailOf } from './changes'

const CRASHES: ['append' | 'replace', 'before' | 'after'][] = [
  ['append', 'before'],
  ['append', 'after'],
  ['replace', 'before'],
  ['replace', 'after'],
]

/** More than a session carries with it, so that entries move on to the trail several times. */
const MANY = Array.from({ length: 40 }, (_, n) => start(`more-${n}`))

test.each(CRASHES)(
  'change · the process dies at %s, %s it is done · no entry is lost',
  async (verb, when) => {
    for (let at = 1; at <= 3; at++) {
      const store = createMemoryStore()
      await begin(store)
      const dying = changeOn(dieAt(store, { verb, when, at }))
      for (const change of [ask(1), answer(1, 'cancelled'), start('b'), ...MANY]) {
        await dying('session', change).catch(() => undefined)
      }
      const { session } = await trailOf(store)
      const changes = [ask(2), answer(2, 'cancelled'), start('b'), start('c')]
      for (const change of changes) await changeOn(store)('session', change)
      const { trail, verified } = await trailOf(store)
      expect(verified).toBe(true)
      expect(trail.length).toBeGreaterThanOrEqual(session.auditSeq)
      for (const id of ['a', 'b', 'c']) {
        const starts = trail.filter((e) => e.event === 'attempt.started' && e.attemptId === id)
        expect(starts).toHaveLength(1)
      }
    }
  },
)

/** A store whose `at`-th call of a verb ends the process; nothing is written from then on. */
function dieAt(
  store: Store,
  { verb, when, at }: { verb: 'append' | 'replace'; when: 'before' | 'after'; at: number },
): Store {
  let calls = 0
  let dead = false
  const through = async <T>(name: 'append' | 'replace', run: () => Promise<T>): Promise<T> => {
    const now = name === verb && ++calls === at
    dead ||= now && when === 'before'
    if (dead) throw new Error('the process is gone')
    const done = await run()
    dead ||= now
    if (dead) throw new Error('the process is gone')
    return done
  }
  return {
    ...store,
    append: (entries) => through('append', () => store.append(entries)),
    replace: (session) => through('replace', () => store.replace(session)),
  }
}
