const WARM_UP_MS = 200
const MEASURE_MS = 1000
const ROUNDS = 5

/** The middle one of an odd number of values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

type Work = () => unknown

/**
 * Calls per second of each. Taken in turns, so that a machine that slows down slows all of them; the
 * median of the rounds.
 */
export async function ratesOf<K extends string>(
  works: Record<K, Work>,
): Promise<Record<K, number>> {
  const entries = Object.entries(works) as [K, Work][]
  const rounds: Record<string, number[]> = {}
  for (const [, work] of entries) await rate(work, WARM_UP_MS)
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, work] of entries) {
      rounds[name] ??= []
      rounds[name].push(await rate(work, MEASURE_MS / ROUNDS))
    }
  }
  return Object.fromEntries(entries.map(([name]) => [name, median(rounds[name] ?? [])])) as Record<
    K,
    number
  >
}

/** Calls per second over about `ms` milliseconds. */
async function rate(work: Work, ms: number): Promise<number> {
  const started = performance.now()
  let calls = 0
  let passed = 0
  while (passed < ms) {
    const result = work()
    if (result instanceof Promise) await result
    calls++
    passed = performance.now() - started
  }
  return (calls / passed) * 1000
}
