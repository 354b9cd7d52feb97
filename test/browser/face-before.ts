import { wordsFor } from '../../miniprogram/shiming/texts/errors'
import { PROBLEM_TEXTS } from '../../miniprogram/shiming/texts/subject'
import type { Case } from './face'
import { claim, film, RETRY, SWITCH } from './face'
import type { Way } from './way'
import { DOTTED, faultsOf } from './way'

/** What is wrong is said under the field, while it is being typed. */
export function typing(way: Way): void {
  test.each([
    [0, 'Zhang San', PROBLEM_TEXTS.nameCharacters],
    [0, '古丽··热', PROBLEM_TEXTS.nameDots],
    [1, '1100001x9', PROBLEM_TEXTS.idNumberCharacters],
    [1, '110000199003071232', PROBLEM_TEXTS.idNumberWrong],
    [1, '1100001990030712311', PROBLEM_TEXTS.idNumberLong],
  ])('field %s, %s · said under it, and nothing is sent', async (field, text, problem) => {
    const { person } = way.stage
    await person.open({ openid: `${way.channel}-typing-${field}-${text.length}` })
    await way.choose()
    await person.sees('请填写身份证上的信息')
    const input = person.page.locator('wx-page').last().locator('input').nth(field)
    await input.pressSequentially(text)
    await person.sees(problem)
    expect(await input.evaluate((one) => one === document.activeElement)).toBe(true)
    await person.tap('下一步')
    expect(person.actionsMade('start')).toEqual([])
    await input.fill('')
    expect(await person.words()).not.toContain(problem)
  })

  test('half a number, left · said, and gone when it is whole', async () => {
    const { person } = way.stage
    await person.open({ openid: `${way.channel}-half` })
    await way.choose()
    await person.sees('请填写身份证上的信息')
    const [name, number] = [0, 1].map((n) =>
      person.page.locator('wx-page').last().locator('input').nth(n),
    )
    await number?.fill('110000')
    expect(await person.words()).not.toContain(PROBLEM_TEXTS.idNumberShort)
    await name?.fill('欧')
    await person.sees(PROBLEM_TEXTS.idNumberShort)
    await number?.fill(DOTTED.idNumber.toLowerCase())
    await person.sees(PROBLEM_TEXTS.nameShort)
    expect(await person.words()).not.toContain(PROBLEM_TEXTS.idNumberShort)
  })
}

/** Upstream takes name and number for none, or does not answer, before there is a screen to show. */
export function refusedAtStart(way: Way, [mistyped, ...others]: [string, ...Case[]]): void {
  test(`${mistyped} · back at the form, in words; then right`, async () => {
    const { person } = way.stage
    await way.force(mistyped)
    await person.open({ openid: `${way.channel}-mistyped` })
    await way.choose()
    await claim(way)
    await person.sees('姓名或证件号码对不上格式。')
    expect(faultsOf(await person.words())).toEqual([])
    await way.force('pass')
    await claim(way)
    await film(way)
    await person.sees('核验通过')
  })

  test.each(others)('%s · no button; %s in words: %s', async (outcome, code, retry) => {
    const { person } = way.stage
    await way.force(outcome)
    await person.open({ openid: `${way.channel}-${outcome}` })
    await way.choose()
    await claim(way)
    const { text, next } = wordsFor({ code, retry })
    await person.sees(text)
    await person.sees(next)
    expect(faultsOf(await person.words())).toEqual([])
    expect(await person.actions()).toEqual(retry === 'retry' ? RETRY : SWITCH)
  })
}

/** The phone, asked before anybody has typed anything. */
export function unfit(way: Way): void {
  test.each([
    ['support-10001', '这部手机不能刷脸。', SWITCH],
    ['support-10003', '这部手机不能刷脸。', SWITCH],
    ['support-fail', '这部手机不能刷脸。', SWITCH],
    ['support-10002', '请更新或重新打开微信，再试一次。', RETRY],
    ['support-none', '请更新或重新打开微信，再试一次。', RETRY],
    ['support-errno-102', '不是您的问题，请换一种方式。', SWITCH],
  ])('%s · %s', async (outcome, sentence, acts) => {
    const { person } = way.stage
    await way.force(outcome, 'face1')
    await person.open({ openid: `${way.channel}-${outcome}` })
    await way.choose()
    await person.sees(sentence)
    expect(faultsOf(await person.words())).toEqual([])
    expect(await person.actions()).toEqual(acts)
    expect(person.actionsMade('start')).toEqual([])
  })

  test('not ready yet, then ready · goes on to the form', async () => {
    const { person } = way.stage
    await way.force('support-10002', 'face1')
    await person.open({ openid: `${way.channel}-ready-later` })
    await way.choose()
    await person.sees('再试一次')
    await way.force('pass', 'face1')
    await person.tap('再试一次')
    await person.sees('请填写身份证上的信息')
  })

  test('a computer · the way is not offered, and says why', async () => {
    const { person } = way.stage
    await person.open({ openid: `${way.channel}-computer`, platform: 'windows' })
    await way.toChoice()
    expect(await way.card().textContent()).toContain('这部设备用不了，请换一部手机。')
    expect(await way.card().getAttribute('aria-disabled')).toBe('true')
  })
}
