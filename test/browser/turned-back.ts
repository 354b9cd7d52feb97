import type { Stage } from './stage'

const STAYED = '您还在这里，想去的时候再点一次。'
const CLOSED = '您已经退出，没有提交任何结果。'

/** The person does not get to the end of the other mini-program. */
export function turnedBack(stage: Stage): void {
  test('WeChat’s question answered with no · still here, and may go later', async () => {
    const { person } = stage
    await person.open({ openid: 'stayed' })
    await person.toReady()
    await person.tap('开始核验')
    await person.tap('取消')
    await person.sees(STAYED)
    expect(person.actionsMade('finish')).toEqual([])
    await person.jump()
    await person.goBack()
    await person.sees('核验通过')
  })

  test.each([
    ['close', 'closed before the end'],
    ['no-extra-data', 'returned without extraData'],
    ['empty-extra-data', 'returned with nothing in it'],
    ['no-token-0', 'no token, and the word that it passed'],
  ])('%s · %s · cancelled, neither passed nor failed; begins anew', async (outcome) => {
    const { person, house } = stage
    const openid = `turned-back-${outcome}`
    await house.force(outcome)
    await person.open({ openid })
    await person.toReady()
    await person.jump()
    if (outcome === 'close') await person.beFilmed()
    else await person.goBack()
    await person.sees('您退出了核验')
    await person.sees(CLOSED)
    expect(await person.actions()).toEqual(['再试一次', '换一种方式'])
    const [session] = await house.call(openid, 'list', {})
    expect(session).toMatchObject({ status: 'open', attempts: [{ status: 'cancelled' }] })
    await house.force('pass')
    await person.tap('再试一次')
    await person.jump()
    await person.goBack()
    await person.sees('核验通过')
  })

  test('closed more often than one may fail · counts for nothing', async () => {
    const { person, house } = stage
    await person.open({ openid: 'closed-often' })
    await person.toReady()
    for (let times = 0; times < 6; times++) {
      await person.jump()
      await person.tap('关闭腾讯实名核身')
      await person.sees('您退出了核验')
      await person.tap('再试一次')
    }
    await person.jump()
    await person.goBack()
    await person.sees('核验通过')
    const [session] = await house.call('closed-often', 'list', {})
    const statuses = session?.attempts.map(({ status }) => status)
    expect(statuses).toEqual([...Array(6).fill('cancelled'), 'passed'])
  })

  test('a return of another mini-program · nothing of it is handed in', async () => {
    const { person, house } = stage
    await house.force('other-app')
    await person.open({ openid: 'stranger' })
    await person.toReady()
    await person.jump()
    await person.goBack()
    await person.wait(400)
    await person.sees('您回来了')
    expect(person.actionsMade('finish')).toEqual([])
    const [session] = await house.call('stranger', 'list', {})
    expect(session).toMatchObject({ status: 'open', attempts: [{ status: 'started' }] })
  })

  test('back by the task switcher · asked whether it is done, no spinner', async () => {
    const { person } = stage
    await person.open({ openid: 'switched' })
    await person.toReady()
    await person.jump()
    await person.switchBack()
    await person.wait(400)
    await person.sees('如果已经做完，请点“查询结果”。')
    expect(await person.actions()).toEqual(['查询结果', '重新前往'])
    expect(person.actionsMade('finish')).toEqual([])
  })

  test('back by the task switcher · asked for the result of nothing · cancelled', async () => {
    const { person } = stage
    await person.open({ openid: 'switched-and-asked' })
    await person.toReady()
    await person.jump()
    await person.switchBack()
    await person.wait(400)
    await person.tap('查询结果')
    await person.sees('您退出了核验')
  })
}
