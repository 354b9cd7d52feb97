/**
 * Does the work for every item, two at a time: what runs here uses a core each, and CI has two.
 *
 * @template T, R
 * @param {Iterable<T>} items
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>} In the order of the items.
 */
export async function inPairs(items, work) {
  const results = []
  const waiting = [...items].entries()
  const take = async () => {
    for (const [place, item] of waiting) results[place] = await work(item)
  }
  await Promise.all([take(), take()])
  return results
}
