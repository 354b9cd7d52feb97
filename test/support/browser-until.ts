const POLL_MS = 25

/**
 * Waits for a condition outside the browser.
 *
 * @throws {Error} It did not come true in time.
 */
export async function until(
  isTrue: () => boolean | Promise<boolean>,
  withinMs = 15_000,
): Promise<void> {
  for (const end = Date.now() + withinMs; Date.now() < end; ) {
    if (await isTrue()) return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error(`not within ${withinMs} ms: ${isTrue}`)
}
