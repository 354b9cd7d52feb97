import { randomFillSync } from 'node:crypto'

/** Fetched from the system at a time. Bytes. */
const POOL_BYTES = 4096

/** More than that is fetched for itself. Bytes. */
const MOST_POOLED = 64

/**
 * Makes a cryptographic source for many small requests, each of which would cost a system call.
 * No byte is handed out twice, and none stays behind in the pool.
 *
 * @param fill Fills a buffer with random bytes.
 */
export function createRandom(
  fill: (buffer: Buffer) => unknown = randomFillSync,
): (size: number) => Buffer {
  const pool = Buffer.alloc(POOL_BYTES)
  let used = POOL_BYTES

  return (size) => {
    const bytes = Buffer.alloc(size)
    if (size > MOST_POOLED) {
      fill(bytes)
      return bytes
    }
    if (used + size > POOL_BYTES) {
      fill(pool)
      used = 0
    }
    pool.copy(bytes, 0, used, used + size)
    pool.fill(0, used, used + size)
    used += size
    return bytes
  }
}
