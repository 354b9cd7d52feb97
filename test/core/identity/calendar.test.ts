import { ageOn, chinaDate, readCalendarDate } from '../../../core/identity/calendar'
import { readIdNumber } from '../../../core/identity/id-number'
import vectors from '../../vectors/identity/id-numbers.json'

const AGED = vectors.cases.flatMap(({ name, given, expect: { age } }) =>
  age === undefined ? [] : [{ name, value: given.value, today: given.today, age }],
)

test('vectors · ages · there are some', () => {
  expect(AGED.length).toBeGreaterThanOrEqual(3)
})

test.each(AGED)('age · ID-13 vector · $name', ({ value, today, age }) => {
  const reading = readIdNumber(value, today)
  expect(reading.ok && ageOn(reading.birthDate, today)).toBe(age)
})

test.each([
  ['on the birthday, a year is not yet full', '2012-11-20', '2026-11-20', 13],
  ['the day after', '2012-11-20', '2026-11-21', 14],
  ['the day before', '2012-11-20', '2026-11-19', 13],
  ['later in the year', '2012-02-28', '2026-11-20', 14],
  ['born on 29 February, on 28 February', '2012-02-29', '2026-02-28', 13],
  ['born on 29 February, on 1 March', '2012-02-29', '2026-03-01', 14],
  ['born yesterday', '2026-11-19', '2026-11-20', 0],
  ['on new year', '2012-12-31', '2027-01-01', 14],
])('age · ID-13 %s', (_name, birthDate, today, age) => {
  expect(ageOn(birthDate, today)).toBe(age)
})

test.each([
  ['a second before midnight in China', 1795190399, '2026-11-20'],
  ['midnight in China', 1795190400, '2026-11-21'],
  ['the epoch', 0, '1970-01-01'],
])('China date · %s · %i', (_name, now, date) => {
  expect(chinaDate(now)).toBe(date)
})

test.each([
  '19000229',
  '20230229',
  '19900431',
  '19901301',
  '19900001',
  '19900100',
  '1990010',
  '1990-1-1',
])('calendar · %s · no such day', (digits) => {
  expect(readCalendarDate(digits)).toBeUndefined()
})

test.each([
  ['20000229', '2000-02-29'],
  ['20240229', '2024-02-29'],
  ['19991231', '1999-12-31'],
])('calendar · %s · a day', (digits, date) => {
  expect(readCalendarDate(digits)).toBe(date)
})
