import { maskIdNumber, maskName } from '../../../core/identity/mask'

test.each([
  ['张三', '张*'],
  ['欧阳某某', '欧*'],
  ['古丽·艾力', '古*'],
  ['𬭎三', '𬭎*'],
  ['', '*'],
])('mask · ID-15 name %s', (name, masked) => {
  expect(maskName(name)).toBe(masked)
})

test('mask · ID number · region and last four', () => {
  expect(maskIdNumber('11010519491231002X')).toBe('110105********002X')
})

test.each(['', '1234', '110105194912310', '11010519491231002XX'])(
  'mask · not 18 characters · nothing of %p is shown',
  (text) => {
    expect(maskIdNumber(text)).toBe('*'.repeat(18))
  },
)
