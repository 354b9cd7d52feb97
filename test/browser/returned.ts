import type { Stage } from './stage'

/** Ways in which WeChat brings a return, or brings it to the wrong place. */
export function returned(stage: Stage): void {
  test('two taps in one go · leaves once, for one attempt', async () => {
    const { person, house } = stage
    await person.open({ openid: 'double' })
    await person.toReady()
    await person.tapTwice('开始核验')
    await person.page.getByRole('dialog').first().waitFor()
    expect(await person.page.getByRole('dialog').count()).toBe(1)
    await person.tap('允许')
    await person.goBack()
    await person.sees('核验通过')
    expect(await person.page.locator('.mp-visit-frame, [role=dialog]').count()).toBe(0)
    const [session] = await house.call('double', 'list', {})
    expect(session?.attempts).toHaveLength(1)
  })

  test.each(['android', 'ios'] as const)(
    '%s · shown again and again after the result · handled once, the screen stays',
    async (platform) => {
      const { person, house } = stage
      await person.open({ openid: `again-${platform}`, platform })
      await person.toReady()
      await person.jump()
      const pulls = await house.pulls()
      await person.goBack()
      await person.sees('核验通过')
      const words = await person.words()
      const calls = person.made.length
      for (let times = 0; times < 4; times++) {
        await person.page.evaluate(() => window.__preview?.leaveAndReturn())
        await person.wait(1000)
      }
      expect(await person.words()).toBe(words)
      expect(person.made.slice(calls)).toEqual([])
      expect((await house.pulls()) - pulls).toBe(1)
    },
  )

  test('the same return five times · upstream is asked once', async () => {
    const { person, house } = stage
    await house.force('five-times')
    await person.open({ openid: 'five-times' })
    await person.toReady()
    await person.jump()
    const pulls = await house.pulls()
    await person.goBack()
    await person.sees('核验通过')
    expect((await house.pulls()) - pulls).toBe(1)
    expect(person.actionsMade('finish')).toHaveLength(1)
  })

  test.each([
    ['pass', '核验通过'],
    ['yt-602', '没有看清您的脸。'],
    ['close', '您退出了核验'],
  ])('killed meanwhile · %s comes at launch · goes on from there', async (outcome, text) => {
    const { person, house } = stage
    await house.force(outcome)
    await person.open({ openid: `killed-${outcome}`, killWhenAway: true })
    await person.toReady()
    await person.jump()
    if (outcome === 'close') await person.beFilmed()
    else await person.goBack()
    await person.sees(text)
    expect(person.actionsMade('start')).toHaveLength(1)
  })

  test('killed and passed · done leads home, which knows it', async () => {
    const { person } = stage
    await person.open({ openid: 'killed-then-home', killWhenAway: true })
    await person.toReady()
    await person.jump()
    await person.goBack()
    await person.sees('核验通过')
    await person.tap('完成')
    await person.sees('已核验 张*')
  })

  test('left once more after the task switcher · the same attempt gets the return', async () => {
    const { person, house } = stage
    await person.open({ openid: 'left-twice' })
    await person.toReady()
    await person.jump()
    await person.switchBack()
    await person.wait(400)
    await person.tap('重新前往')
    await person.tap('允许')
    await person.goBack()
    await person.sees('核验通过')
    const sessions = await house.call('left-twice', 'list', {})
    expect(sessions).toMatchObject([{ status: 'passed', attempts: [{ status: 'passed' }] }])
  })

  test('two attempts wait · the return goes to the one that was left for last', async () => {
    const { person, house } = stage
    await person.open({ openid: 'two-waiting', killWhenAway: true })
    await person.toReady()
    await person.jump()
    await person.switchBack() // the app was killed: it begins at home
    await person.sees('未核验')
    await person.tap('去核验')
    await person.tap('同意并继续')
    await person.page.getByRole('button', { name: '拍身份证并刷脸' }).tap()
    await person.jump()
    await person.goBack()
    await person.sees('核验通过')
    const sessions = await house.call('two-waiting', 'list', {})
    expect(sessions).toMatchObject([
      { status: 'passed', attempts: [{ status: 'passed' }] },
      { status: 'open', attempts: [{ status: 'started' }] },
    ])
  })
}
