import type { Store } from './store'
import { FACT_CASES } from './suite/facts'
import type { Fresh } from './suite/given'
import { SESSION_CASES } from './suite/sessions'

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
  return Object.entries({ ...SESSION_CASES, ...FACT_CASES }).map(([name, check]) => ({
    name,
    run: (store) => check(store, fresh),
  }))
}
