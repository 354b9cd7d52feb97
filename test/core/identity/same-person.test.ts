import { isSameName, isSamePerson } from '../../../core/identity/same-person'
import vectors from '../../vectors/identity/name-equality.json'

const NUMBER = '65000019720101009X'
const OTHER = '110000199003071231'

test.each(vectors.cases)('same person · vector · $name', ({ given, expect: { equal } }) => {
  const claimed = { name: given.claimed, idNumber: NUMBER }
  const returned = { name: given.returned, idNumber: NUMBER }
  expect(isSamePerson(claimed, returned)).toBe(equal)
  expect(isSamePerson(returned, claimed)).toBe(equal)
  expect(isSameName(given.claimed, given.returned)).toBe(equal)
})

test.each([
  ['another number', NUMBER, OTHER, false],
  ['a number masked on both sides', '650000********009X', '650000********009X', false],
  ['no number on both sides', '', '', false],
  ['one check character', NUMBER, '650000197201010091', false],
  ['ID-4 a small x', NUMBER, '65000019720101009x', true],
  ['full-width', '６５００００１９７２０１０１００９Ｘ', NUMBER, true],
])('same person · %s', (_name, claimed, returned, equal) => {
  const name = '张三'
  expect(isSamePerson({ name, idNumber: claimed }, { name, idNumber: returned })).toBe(equal)
})

test('same person · what is no name on either side · nobody', () => {
  for (const name of ['', '张*', 'Zhang San']) expect(isSameName(name, name)).toBe(false)
})
