import { DEFAULT_SETTINGS, readSettings, settingsQuery } from '../../preview/bridge'
import { maskedLines, maskText } from '../../preview/runtime/mask'
import { compareVersions } from '../../preview/runtime/versions'

test.each([
  ['2.10.0', '2.9.0', 1],
  ['2.9.0', '2.10.0', -1],
  ['3.8', '3.8.0', 0],
  ['1.2.6', '1.3.0', -1],
])('compareVersions · %s and %s · segment by segment', (left, right, sign) => {
  expect(Math.sign(compareVersions(left, right))).toBe(sign)
})

test('maskedLines · names, numbers, tokens · are never in clear', () => {
  const lines = maskedLines({
    name: '张三',
    idNumber: '11010519491231002X',
    data: { action: 'start', subject: { name: '李四', idNumber: '110000199003071231' } },
    extraData: { token: 'secret-token', uid: 4000, signature: 'c2ln' },
    url: '/pages/a/a?session=secret-session',
    title: '张三，您好',
    success: () => {},
  })
  const text = JSON.stringify(lines)
  expect(text).not.toMatch(/张三|李四|11010519491231002X|110000199003071231|secret|4000|c2ln/)
  expect(lines.map(({ label }) => label)).not.toContain('success')
  expect(text).toContain('action: start')
  expect(text).toContain('/pages/a/a?session=***')
})

test('maskedLines · code · an error code is clear, a login code is not', () => {
  expect(maskedLines({ code: 'NO_RECORD' })).toEqual([{ label: 'code', value: 'NO_RECORD' }])
  expect(maskedLines({ code: '0f3Kab12' })).toEqual([{ label: 'code', value: '***（8 字）' }])
})

test('maskText · long numbers and tokens in free text · are hidden', () => {
  expect(maskText('fail 11010519491231002X')).toBe('fail ******')
  expect(maskText(`fail ${'a'.repeat(64)}`)).toBe('fail ***')
  expect(maskText('request:fail timeout')).toBe('request:fail timeout')
})

test('settings · through a URL and back · are the same', () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    platform: 'android' as const,
    theme: 'dark' as const,
    fontSize: 22,
    offline: true,
  }
  expect(settingsQuery(DEFAULT_SETTINGS)).toBe('')
  expect(readSettings(new URLSearchParams(settingsQuery(settings)))).toEqual(settings)
})

test('settings · senseless values · fall back', () => {
  const query = new URLSearchParams('platform=toaster&fontSize=-1&theme=pink')
  expect(readSettings(query)).toEqual(DEFAULT_SETTINGS)
})
