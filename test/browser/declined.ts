import { until } from '../support/browser-until'
import type { Stage } from './stage'

/** The person does not want to, now or any more. */
export function declined(stage: Stage): void {
  test('WeChat’s privacy question answered with no · at home, nothing was asked for', async () => {
    const { person } = stage
    await person.open({ openid: 'no-privacy' })
    await person.tap('去核验')
    await person.tap('拒绝')
    await person.sees('未核验')
    expect(person.made.map(({ action }) => action)).toEqual(['list'])
  })

  test('consent refused · other ways in words, back home, no session', async () => {
    const { person, house } = stage
    await person.open({ openid: 'no-consent' })
    await person.tap('去核验')
    await person.tap('同意')
    await person.tap('不同意')
    await person.sees('您可以这样办理')
    await person.sees('您没有同意，我们没有收集任何信息。')
    expect(await person.actions()).toEqual(['再看一看告知', '返回'])
    await person.tap('再看一看告知')
    await person.tap('不同意')
    await person.page.locator('wx-page').last().getByRole('button', { name: '返回' }).tap()
    await person.sees('未核验')
    expect(await house.call('no-consent', 'list', {})).toEqual([])
  })

  test('no records · said so', async () => {
    const { person } = stage
    await person.open({ openid: 'nobody' })
    await person.tap('我的核验记录')
    await person.sees('还没有核验记录')
  })

  test('many records · newest first, older ones on demand', async () => {
    const { person, house } = stage
    const openid = 'many-records'
    const { version } = await house.call(openid, 'notice', {})
    const open = (purpose: string) => house.call(openid, 'open', { purpose, consent: { version } })
    const purposes = Array.from({ length: 19 }, (_, index) => `第${index + 1}次挂号`)
    const older = await Promise.all(purposes.map(open))
    const last = Math.max(...older.map(({ createdAt }) => createdAt))
    await until(() => Date.now() / 1000 > last + 1) // within a second there is no order
    await open('最后一次挂号')
    await person.open({ openid })
    await person.tap('我的核验记录')
    const rows = person.page.getByRole('button', { name: /^查看，进行中/ })
    await rows.last().waitFor()
    const names = await rows.evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))
    const [first, ...others] = names.map((name) => name.split('，')[2])
    expect(first).toBe('最后一次挂号')
    expect(others.sort()).toEqual([...purposes].sort())
    await person.tap('查看更早的')
    await person.page.getByRole('button', { name: '查看更早的' }).waitFor({ state: 'detached' })
    expect(await rows.count()).toBe(20)
  })

  test('erased from the records · name and number are gone, here and on the server', async () => {
    const { person, house } = stage
    await person.open({ openid: 'erased' })
    await person.toReady()
    await person.jump()
    await person.goBack()
    await person.tap('完成')
    await person.sees('已核验 张*')
    await person.tap('我的核验记录')
    await person.sees('已通过 张*')
    await person.tap('撤回同意并删除')
    await person.tap('先不删除')
    await person.tap('撤回同意并删除')
    await person.sees('不能恢复')
    await person.tap('确认删除')
    await person.sees('已删除')
    expect(await person.words()).not.toContain('张')
    const [session] = await house.call('erased', 'list', {})
    expect(session?.status).toBe('erased')
    expect(session?.identity).toBeUndefined()
    await person.page.locator('header').getByRole('button', { name: '返回' }).tap()
    await person.sees('未核验')
  })
}
