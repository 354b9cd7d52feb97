import { createTexts } from '../../server/store-postgres/texts'

/** Room for three entries with a key of one and a text of 99 characters. */
const THREE = 3 * 400
const text = (letter: string) => letter.repeat(99)

function open(keys: string) {
  const texts = createTexts(THREE)
  for (const key of keys) texts.keep(key, text(key))
  const kept = () => [...'abcde'].filter((key) => texts.read(key) !== undefined).join('')
  return { texts, kept }
}

test('one too many · the oldest goes', () => {
  expect(open('abc').kept()).toBe('abc')
  expect(open('abcd').kept()).toBe('bcd')
})

test('one that was read or kept again · is not the oldest', () => {
  const { texts, kept } = open('abc')
  expect(texts.read('a')).toBe(text('a'))
  texts.keep('b', text('B'))
  texts.keep('d', text('d'))
  expect(kept()).toBe('abd')
  expect(texts.read('b')).toBe(text('B'))
})

test('a larger one · as many go as it needs', () => {
  const { texts, kept } = open('abc')
  texts.keep('d', 'd'.repeat(250))
  expect(kept()).toBe('cd')
})

test('larger than everything · not kept, and the rest stays; nor is what it would have replaced', () => {
  const { texts, kept } = open('abc')
  texts.keep('a', 'a'.repeat(THREE))
  expect(kept()).toBe('bc')
})

test('dropped or replaced · its room is free again', () => {
  const { texts, kept } = open('abc')
  texts.drop('b')
  texts.drop('none')
  texts.keep('d', text('d'))
  expect(kept()).toBe('acd')
  for (let n = 0; n < 100; n++) texts.keep('e', text('e'))
  expect(kept()).toBe('cde')
})

test('no room · nothing is kept', () => {
  const texts = createTexts(0)
  texts.keep('', '')
  expect(texts.read('')).toBeUndefined()
})
