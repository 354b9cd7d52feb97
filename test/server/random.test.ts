import { createRandom } from '../../server/random'

/** A source whose bytes count up, so that each place in it is known. */
function counting() {
  let next = 0
  const filled: number[] = []
  const fill = (buffer: Buffer) => {
    filled.push(buffer.length)
    for (let n = 0; n < buffer.length; n += 4) buffer.writeUInt32BE(next++, n)
  }
  return { random: createRandom(fill), filled }
}

test('many small requests · no byte twice, the source asked once per 4 KiB', () => {
  const { random, filled } = counting()
  const seen = new Set<number>()
  for (let n = 0; n < 4096; n++) seen.add(random(4).readUInt32BE())
  expect(seen.size).toBe(4096)
  expect(filled).toEqual([4096, 4096, 4096, 4096])
})

test('what the pool has no longer whole · is fetched anew, never cut short', () => {
  const { random, filled } = counting()
  const sizes = Array.from({ length: 200 }, (_, n) => (n % 13) * 4)
  const got = sizes.map(random)
  expect(got.map(({ length }) => length)).toEqual(sizes)
  const words = got.flatMap((bytes) =>
    Array.from({ length: bytes.length / 4 }, (_, n) => bytes.readUInt32BE(n * 4)),
  )
  expect(new Set(words).size).toBe(words.length)
  expect(filled.length).toBeGreaterThan(1)
})

test('a large request · fetched for itself', () => {
  const { random, filled } = counting()
  expect(random(68)).toHaveLength(68)
  expect(filled).toEqual([68])
})

test('what was handed out · is the caller’s own, and no longer in the pool', () => {
  let pool: Buffer = Buffer.alloc(0)
  const random = createRandom((buffer) => {
    pool = buffer.fill(7)
  })
  const first = random(8)
  expect(first).toEqual(Buffer.alloc(8, 7))
  expect(pool.subarray(0, 8)).toEqual(Buffer.alloc(8))
  first.fill(1)
  expect(random(8)).toEqual(Buffer.alloc(8, 7))
})

test('the system’s own source · different each time', () => {
  const random = createRandom()
  const seen = new Set(Array.from({ length: 1000 }, () => random(18).toString('hex')))
  expect(seen.size).toBe(1000)
})
