/** @jest-environment jsdom */
import {
  idNumberProblem,
  isComplete,
  nameProblem,
  tidyIdNumber,
  tidyName,
} from '../../../miniprogram/shiming/services/subject'

const GOOD = '110000199003071231'

test.each([
  ['11000019900307123X', 'idNumberWrong'],
  ['160000199003071231', 'idNumberWrong'],
  ['110000190002291231', 'idNumberWrong'],
  ['110000299003071231', 'idNumberWrong'],
  ['1100001990030712311', 'idNumberLong'],
  ['11X', 'idNumberCharacters'],
  ['一一', 'idNumberCharacters'],
])('number %s · is refused while it is typed', (number, problem) => {
  expect(idNumberProblem(number, false)).toBe(problem)
})

test('number · half typed · is not judged until the field is left', () => {
  expect(idNumberProblem(GOOD.slice(0, 15), false)).toBeUndefined()
  expect(idNumberProblem(GOOD.slice(0, 15), true)).toBe('idNumberShort')
})

test.each([GOOD, '440000198506220480', '65000019720101009x', ' 1101 0519 4912 31002Ｘ'])(
  'number %s · is taken',
  (number) => {
    expect(idNumberProblem(number, true)).toBeUndefined()
  },
)

test.each([
  ['Wang', 'nameCharacters'],
  ['张 三', 'nameCharacters'],
  ['张*', 'nameCharacters'],
  ['张3', 'nameCharacters'],
  ['古丽··艾', 'nameDots'],
])('name %s · is refused while it is typed', (name, problem) => {
  expect(nameProblem(name, false)).toBe(problem)
})

test.each([
  ['张', 'nameShort'],
  ['古丽·', 'nameDots'],
  ['', 'nameMissing'],
  ['某'.repeat(51), 'nameLong'],
])('name %s · is refused when the field is left', (name, problem) => {
  expect(nameProblem(name, true)).toBe(problem)
})

test.each(['张三', '古丽米热·艾比布力', '张䶮', '𠮷野某', '〇某'])('name %s · is taken', (name) => {
  expect(nameProblem(name, true)).toBeUndefined()
})

test('tidying · look-alikes of the dot, full-width digits, small x', () => {
  expect(tidyName(' 古丽米热 • 艾比布力 ')).toBe('古丽米热·艾比布力')
  expect(tidyIdNumber('１１０１０５ 1949 1231 002x')).toBe('11010519491231002X')
})

test('complete · only with both fields in order', () => {
  expect(isComplete({ name: '张三', idNumber: GOOD })).toBe(true)
  expect(isComplete({ name: '', idNumber: GOOD })).toBe(false)
  expect(isComplete({ name: '张三', idNumber: GOOD.slice(1) })).toBe(false)
})
