import { createLineBuffer } from '../../server/line-buffer'

function open() {
  const written: string[] = []
  return { written, buffer: createLineBuffer({ write: (text) => written.push(text) }) }
}

const turn = () => new Promise((done) => setImmediate(done))

test('lines of one turn · one write, in order; those of the next one · another', async () => {
  const { written, buffer } = open()
  buffer.write('a\n')
  await Promise.resolve()
  buffer.write('b\n')
  expect(written).toEqual([])
  await turn()
  buffer.write('c\n')
  expect(written).toEqual(['a\nb\n'])
  await turn()
  expect(written).toEqual(['a\nb\n', 'c\n'])
})

test('flush · everything at once, nothing twice', async () => {
  const { written, buffer } = open()
  buffer.write('a\n')
  buffer.flush()
  buffer.flush()
  await turn()
  expect(written).toEqual(['a\n'])
  buffer.write('b\n')
  await turn()
  expect(written).toEqual(['a\n', 'b\n'])
})

test('much in one turn · does not wait for its end, whole lines in order', async () => {
  const { written, buffer } = open()
  const lines = Array.from({ length: 300 }, (_, n) => `${String(n).padEnd(199, '.')}\n`)
  for (const line of lines) buffer.write(line)
  expect(written.length).toBeGreaterThan(1)
  for (const text of written) {
    expect(text.length).toBeLessThan(32 * 1024)
    expect(text.endsWith('\n')).toBe(true)
  }
  await turn()
  expect(written.join('')).toBe(lines.join(''))
})

test('nobody writes · nothing is written', async () => {
  const { written, buffer } = open()
  buffer.flush()
  await turn()
  expect(written).toEqual([])
})
