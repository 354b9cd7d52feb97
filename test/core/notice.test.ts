import type { NoticeTexts } from '../../core/notice'
import { createNotice, RECIPIENTS } from '../../core/notice'
import type { ChannelId } from '../../typings/contract'

const MONTH = 2_592_000
const BOTH: ChannelId[] = ['realname', 'iauth']
const built = createNotice(BOTH, MONTH)

test('notice · built in · complete, names who is enabled and nobody else', () => {
  expect(Object.keys(built).sort()).toEqual(
    ['alternatives', 'purposeText', 'recipients', 'retention', 'rights', 'version'].sort(),
  )
  for (const part of [built.purposeText, built.retention, built.rights, built.alternatives]) {
    expect(part.trim().length).toBeGreaterThan(20)
  }
  expect(built.recipients).toEqual(BOTH.map((channel) => ({ channel, ...RECIPIENTS[channel] })))
  expect(built.version).toMatch(/^\S{8,64}$/)
})

test.each([
  [MONTH, ' 30 天'],
  [7200, ' 2 小时'],
  [90, ' 90 秒'],
  [60, ' 1 分钟'],
])('notice · kept %i s · says so:%s', (retentionS, said) => {
  expect(createNotice(BOTH, retentionS).retention).toContain(`保存${said}`)
})

test('notice · made again, from objects in another order · the same version', () => {
  const own = { rights: 'R', purposeText: 'P' }
  const turned = { purposeText: 'P', rights: 'R' }
  expect(createNotice(BOTH, MONTH)).toEqual(built)
  expect(createNotice(BOTH, MONTH, own).version).toBe(createNotice(BOTH, MONTH, turned).version)
  expect(createNotice(BOTH, 0, { retention: built.retention }).version).toBe(built.version)
})

const CHANGES: [string, Partial<NoticeTexts>][] = [
  ['purpose', { purposeText: `${built.purposeText} ` }],
  ['retention', { retention: built.retention.replace('30', '31') }],
  ['rights', { rights: built.rights.replace('您', '你') }],
  ['alternatives', { alternatives: built.alternatives.slice(1) }],
  ["a recipient's name", { recipients: { iauth: { ...RECIPIENTS.iauth, name: '别人' } } }],
  ["a recipient's contact", { recipients: { iauth: { ...RECIPIENTS.iauth, contact: '电话' } } }],
]

test.each(CHANGES)('notice · another word in the %s · another version', (_, own) => {
  expect(createNotice(BOTH, MONTH, own).version).not.toBe(built.version)
})

test.each([
  ['another channel', createNotice(['realname'], MONTH)],
  ['another order', createNotice(['iauth', 'realname'], MONTH)],
  ['another retention', createNotice(BOTH, MONTH + 1)],
])('notice · %s · another version', (_, notice) => {
  expect(notice.version).not.toBe(built.version)
})

test('notice · text moved from one part into the next · another version', () => {
  const one = createNotice(BOTH, MONTH, { rights: 'AB', alternatives: 'C' })
  expect(createNotice(BOTH, MONTH, { rights: 'A', alternatives: 'BC' }).version).not.toBe(
    one.version,
  )
})
