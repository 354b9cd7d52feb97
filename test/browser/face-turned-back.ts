import { claim, film, RETRY, toPermission, toReady } from './face'
import type { Way } from './way'
import { faultsOf } from './way'

/** The person does not come to the end of WeChat's screen, or WeChat says nothing about it. */
export function turnedBack(way: Way): void {
  const leavings: [string, () => Promise<void>][] = [
    ['cancelled', () => way.press('取消')],
    [
      'swiped-away',
      () => way.stage.person.page.getByRole('button', { name: '从屏幕边缘划走' }).press('Enter'),
    ],
  ]
  test.each(leavings)('%s · counts for nothing, and may go again', async (how, leave) => {
    const { person } = way.stage
    const openid = `${way.channel}-${how}`
    await toReady(way, openid)
    await toPermission(way)
    await leave()
    await person.sees('您退出了核验')
    await person.sees('您已经退出，没有提交任何结果。')
    expect(faultsOf(await person.words())).toEqual([])
    expect(await person.actions()).toEqual(RETRY)
    await person.tap('再试一次')
    await film(way)
    await person.sees('核验通过')
    expect(await way.attempts(openid)).toEqual(['cancelled', 'passed'])
  })

  test('the camera is forbidden · says what to allow, counts for nothing', async () => {
    const { person } = way.stage
    const openid = `${way.channel}-denied`
    await toReady(way, openid)
    await toPermission(way)
    await way.press('不允许')
    await person.sees('微信还不能使用相机。')
    await person.sees('请在手机设置里允许微信使用，再试一次。')
    expect(await person.actions()).toEqual(RETRY)
    expect(await way.attempts(openid)).toEqual(['cancelled'])
  })

  test('no callback · asked whether it is done, instead of a spinner', async () => {
    const { person } = way.stage
    await way.force('silent')
    await toReady(way, `${way.channel}-silent`)
    await film(way)
    await person.page.locator('.mp-ability').waitFor({ state: 'detached' })
    await person.wait(22_000)
    await person.sees('如果已经做完，请点“查询结果”。')
    expect(await person.actions()).toEqual(['查询结果', '重新前往'])
    expect(person.actionsMade('finish')).toEqual([])
    await person.tap('查询结果')
    // The first edition gives its only ticket to the callback; of the second the server can ask.
    await person.sees(way.channel === 'face2' ? '核验通过' : '您退出了核验')
  })

  test('killed while the screen was open · at home again, nothing passed, and may begin anew', async () => {
    const { person } = way.stage
    const openid = `${way.channel}-killed`
    await toReady(way, openid)
    await person.change({ killWhenAway: true })
    await film(way)
    await person.sees('未核验')
    expect(await way.attempts(openid)).toEqual(['started'])
    expect(person.actionsMade('finish')).toEqual([])
    await person.change({ killWhenAway: false })
    await person.tap('去核验')
    await person.tap('同意并继续')
    await way.card().tap()
    await claim(way)
    await film(way)
    await person.sees('核验通过')
  })
}
