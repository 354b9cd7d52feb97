import { CALL_CODES } from '../../core/channels/realname/codes'
import { wordsFor } from '../../miniprogram/shiming/texts/errors'
import type { ErrorCode, Retry } from '../../typings/contract'
import { everyCode } from './every-code'
import { become, RETRY, SWITCH } from './face'
import type { Way } from './way'
import { faultsOf, openWay } from './way'

const way = {} as Way
const mistakes: Error[] = []

beforeAll(async () => {
  Object.assign(way, await openWay('realname', /^用微信支付的实名信息/))
  way.stage.phone.page.on('pageerror', (error) => mistakes.push(error))
})

afterAll(() => way.close?.())

beforeEach(() => way.force('pass'))

/** Holds after every flow, however it ended. */
afterEach(async () => {
  expect(await way.kept()).toEqual([])
  expect(mistakes.splice(0)).toEqual([])
})

/** The screen reports the password a moment after its last digit. */
const TYPED_MS = 300

async function toSheet(openid: string): Promise<void> {
  const { person } = way.stage
  await person.open({ openid })
  await way.choose()
  await person.tap('授权实名信息')
}

/** Agrees, and types the payment password. */
async function agree(): Promise<void> {
  await way.press('同意')
  for (const digit of '246810') await way.press(digit)
  await way.stage.person.wait(TYPED_MS)
}

describe('errors', () => {
  test.each<[string, ErrorCode, Retry]>([
    ['error-94002', 'NO_RECORD', 'switch'],
    ['error-94003', 'CHANNEL_UNAVAILABLE', 'switch'],
    ['error-94004', 'NO_RECORD', 'switch'],
    ['error-94005', 'TICKET_USED', 'retry'],
    ['error-94006', 'CHANNEL_UNAVAILABLE', 'switch'],
    ['client-unknown-token', 'TICKET_USED', 'retry'],
    ['other-key', 'DECRYPT_FAILED', 'switch'],
    ['random-bytes', 'DECRYPT_FAILED', 'switch'],
    ['utf8-name', 'DECRYPT_FAILED', 'switch'],
    ['id-check', 'DECRYPT_FAILED', 'switch'],
    ['empty-field', 'DECRYPT_FAILED', 'switch'],
  ])('%s · %s in words, and what to do: %s', async (outcome, code, retry) => {
    const { person } = way.stage
    await way.force(outcome)
    await toSheet(outcome)
    await agree()
    await said(outcome, code, retry)
    expect(await person.page.content()).not.toMatch(/张三|11010519491231002X/)
  })

  test.each<[string, ErrorCode, Retry]>([
    ['client-access-denied', 'CHANNEL_UNAVAILABLE', 'switch'],
    ['client-category-empty', 'CHANNEL_UNAVAILABLE', 'switch'],
    ['client-fail', 'UPSTREAM_UNAVAILABLE', 'retry'],
  ])('%s · no sheet at all; %s in words: %s', async (outcome, code, retry) => {
    await way.force(outcome)
    await toSheet(outcome)
    await said(outcome, code, retry)
  })

  async function said(openid: string, code: ErrorCode, retry: Retry): Promise<void> {
    const { person } = way.stage
    await person.sees('没有通过')
    const words = await person.words()
    const { text, next } = wordsFor({ code, retry })
    expect(words).toContain(text)
    expect(words).toContain(next)
    expect(faultsOf(words)).toEqual([])
    expect(await person.actions()).toEqual(retry === 'retry' ? RETRY : SWITCH)
    expect(await way.attempts(openid)).toEqual(['failed'])
  }
})

describe('turned back', () => {
  const leavings: [string, () => Promise<void>][] = [
    ['refused', () => way.press('拒绝')],
    [
      'cancelled-at-the-password',
      async () => {
        await way.press('同意')
        await way.press('1')
        await way.press('取消')
      },
    ],
    [
      'swiped-away',
      () => way.stage.person.page.getByRole('button', { name: '从屏幕边缘划走' }).press('Enter'),
    ],
  ]
  test.each(leavings)('%s · counts for nothing, and may go again', async (how, leave) => {
    const { person } = way.stage
    await toSheet(how)
    await way.screen.getByRole('button', { name: '同意', exact: true }).waitFor()
    await leave()
    await person.sees('您退出了核验')
    expect(faultsOf(await person.words())).toEqual([])
    const [finish] = person.actionsMade('finish')
    expect(finish?.evidence).toEqual({ errMsg: 'openRealnameAuth:cancel' })
    await person.tap('再试一次')
    await person.tap('授权实名信息')
    await agree()
    await person.sees('核验通过')
    expect(await way.attempts(how)).toEqual(['cancelled', 'passed'])
  })

  test('killed while the sheet was open · at home again, and may begin anew', async () => {
    const { person } = way.stage
    await toSheet('killed')
    await person.change({ killWhenAway: true })
    await agree()
    await person.sees('未核验')
    expect(await way.attempts('killed')).toEqual(['started'])
    await person.change({ killWhenAway: false })
    await person.tap('去核验')
    await person.tap('同意并继续')
    await way.card().tap()
    await person.tap('授权实名信息')
    await agree()
    await person.sees('核验通过')
  })

  test('a WeChat that is too old · not offered, and says what to do', async () => {
    const { person } = way.stage
    await person.open({ openid: 'too-old', wechatVersion: '6.5.21' })
    await way.toChoice()
    expect(await way.card().textContent()).toContain('请将微信更新到 6.5.22 以上。')
  })

  test('nothing happens after the tap · a hint, and the way on', async () => {
    const { person } = way.stage
    await person.page.route('**/__preview.json', (route) => route.abort())
    await toSheet('nothing-happens')
    await person.wait(8100)
    await person.sees('如果微信没有反应，请更新微信，或者换一种方式。')
    await person.page.unroute('**/__preview.json')
  })
})

describe('every code', () => everyCode(way, { tables: CALL_CODES, refused: [] }))

describe('passed', () => {
  test('agreed · known, masked, at the end and at home; no form was shown', async () => {
    const { person } = way.stage
    await toSheet('passed')
    await agree()
    await person.sees('核验通过')
    const words = await person.words()
    expect(words).toContain('张*')
    expect(words).toContain('110105********002X')
    expect(await person.page.content()).not.toMatch(/张三|11010519491231002X/)
    const [finish] = person.actionsMade('finish')
    expect(Object.keys(finish?.evidence ?? {}).sort()).toEqual(['authToken', 'errCode', 'errMsg'])
    await person.tap('完成')
    await person.sees('已核验 张*')
  })

  test.each([
    ['name-dot', '古*'],
    ['name-fe9f', '张*'],
    ['token-40001-once', '张*'],
  ])('%s · passes as %s', async (outcome, name) => {
    const { person } = way.stage
    await way.force(outcome)
    await toSheet(outcome)
    await agree()
    await person.sees('核验通过')
    expect(await person.words()).toContain(name)
  })

  test('upstream is busy · waits, and passes when it answers', async () => {
    const { person } = way.stage
    await way.force('error--1')
    await toSheet('busy')
    await agree()
    await person.sees('正在确认结果')
    await become(() => way.attempts('busy'), 'pending')
    await way.force('pass')
    await person.wait(3500)
    await person.sees('核验通过')
  })
})
