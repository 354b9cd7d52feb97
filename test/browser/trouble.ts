import { until } from '../support/browser-until'
import type { Stage } from './stage'

/** Phones, networks and machines that fail. */
export function trouble(stage: Stage): void {
  test.each([
    [{ wechatVersion: '6.5.8', sdkVersion: '2.2.3' }, '请将微信更新到 6.5.9 以上。'],
    [{ wechatVersion: '6.5.0', sdkVersion: '1.2.0' }, '请更新微信'],
  ])('WeChat too old %o · says what to update, offers no way', async (versions, text) => {
    const { person } = stage
    await person.open({ openid: `old-${versions.sdkVersion}`, ...versions })
    await person.tap('去核验')
    if (versions.sdkVersion !== '1.2.0') await person.tap('同意并继续')
    await person.sees(text)
    expect(person.actionsMade('start')).toEqual([])
    expect(await person.page.getByRole('button', { name: '开始核验' }).count()).toBe(0)
  })

  test('no network from the beginning · said in words; back with the network', async () => {
    const { person } = stage
    await person.open({ openid: 'offline-first', offline: true })
    await person.sees('未核验')
    await person.tap('去核验')
    await person.tap('同意')
    await person.sees('网络不太稳定，没有连上。')
    await person.change({ offline: false })
    await person.tap('再试一次')
    await person.sees('核验前，请您看一看')
  })

  test('network lost while away · what came back is kept and handed in later', async () => {
    const { person } = stage
    await person.open({ openid: 'offline-later' })
    await person.toReady()
    await person.jump()
    await person.beFilmed()
    await person.change({ offline: true })
    await person.mini.getByRole('button', { name: '返回业务小程序' }).tap()
    await person.sees('网络不太稳定，没有连上。')
    await person.change({ offline: false })
    await person.tap('再试一次')
    await person.sees('核验通过')
    expect(person.actionsMade('start')).toHaveLength(1)
  })

  test('upstream down, then back · waits in words, passes without another visit', async () => {
    const { person, house } = stage
    await house.force('http-502')
    await person.open({ openid: 'down' })
    await person.toReady()
    await person.jump()
    await person.goBack()
    await person.sees('正在确认结果')
    await until(() => person.actionsMade('finish').length === 1)
    await person.wait(5000)
    await person.sees('正在等核验机构答复，一般不超过一分钟。')
    await house.force('pass')
    for (let times = 0; times < 4; times++) await person.wait(5000)
    await person.sees('核验通过')
    expect(person.actionsMade('start')).toHaveLength(1)
  })

  test('left while pending · found again among the records, and passed', async () => {
    const { person, house } = stage
    await house.force('http-502')
    await person.open({ openid: 'left-pending' })
    await person.toReady()
    await person.jump()
    await person.goBack()
    await person.sees('正在确认结果')
    await person.wait(15_000)
    await person.tap('稍后查看')
    await person.tap('我的核验记录')
    await person.page.getByRole('button', { name: /^查看，进行中，门诊预约挂号/ }).tap()
    await person.sees('还在确认')
    await house.force('pass')
    await person.tap('查看最新结果')
    await person.sees('核验通过')
  })

  test('server killed while the person is away · the flow ends all the same', async () => {
    const { person, house } = stage
    await person.open({ openid: 'server-killed' })
    await person.toReady()
    await person.jump()
    await person.beFilmed()
    await house.killServer()
    await person.mini.getByRole('button', { name: '返回业务小程序' }).tap()
    await person.sees(/核验通过|没有连上/)
    await until(house.isHealthy)
    if ((await person.words()).includes('没有连上')) await person.tap('再试一次')
    await person.sees('核验通过')
    const [session] = await house.call('server-killed', 'list', {})
    expect(session?.attempts).toHaveLength(1)
  })

  test('server killed with a pending answer · what was handed in is still there', async () => {
    const { person, house } = stage
    await house.force('http-502')
    await person.open({ openid: 'killed-pending' })
    await person.toReady()
    await person.jump()
    await person.goBack()
    await person.sees('正在确认结果')
    await until(() => person.actionsMade('finish').length === 1)
    await until(async () => {
      const [session] = await house.call('killed-pending', 'list', {})
      return session?.attempts[0]?.status === 'pending'
    })
    await person.page.goto('about:blank') // so that this page asks no more
    await house.killServer()
    await until(house.isHealthy)
    await house.force('pass')
    await person.open({ openid: 'killed-pending' }, '/shiming/pages/records/records')
    await person.page.getByRole('button', { name: /^查看，进行中/ }).tap()
    await person.tap('查看最新结果')
    await person.sees('核验通过')
    expect(person.actionsMade('finish')).toEqual([
      {
        action: 'finish',
        sessionId: expect.anything(),
        attemptId: expect.anything(),
        evidence: {},
      },
    ])
  })
}
