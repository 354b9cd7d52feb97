import type { Stage } from './stage'

const RETRY = ['再试一次', '换一种方式'] as const
const SWITCH = ['换一种方式', '完成'] as const

const BUSY = ['网络不太稳定，没有连上。', '请看看手机网络，稍等一会儿，再试一次。'] as const
const UNSEEN = ['没有看清您的脸。', '请到亮一些的地方，正对屏幕，再试一次。'] as const
const UNKNOWN_FACE = ['没有认出您的脸。', '请摘下帽子和口罩，正对屏幕，再试一次。'] as const
const NO_RECORD = ['这里没有查到您的登记信息。', '这不影响您的身份，请换一种方式。'] as const
const WRONG_PHONE = ['这部手机现在用不了这种方式。', '请更新微信，或者换一种方式。'] as const
const SEALED = ['这次的结果没能打开。', '不是您的问题，请换一种方式。'] as const

/** What the other side says → what the person reads, and can do. */
const REFUSALS = [
  ['yt-601', BUSY, RETRY],
  ['yt-602', UNSEEN, RETRY],
  ['yt-603', UNKNOWN_FACE, RETRY],
  ['yt-604', UNKNOWN_FACE, RETRY],
  ['yt-605', NO_RECORD, SWITCH],
  ['yt-606', NO_RECORD, SWITCH],
  ['yt-607', WRONG_PHONE, SWITCH],
  ['yt-608', UNSEEN, RETRY],
  ['yt-609', UNSEEN, RETRY],
  ['yt-610', UNSEEN, RETRY],
  ['yt-611', UNSEEN, RETRY],
  ['yt-612', UNSEEN, RETRY],
  ['says-0', UNKNOWN_FACE, RETRY],
  ['wrong-key', SEALED, SWITCH],
  ['bad-id', SEALED, SWITCH],
] as const

/** Codes of upstream, and ours. */
const CODE = /(?<!\d)6\d\d(?!\d)|[A-Z]{3,}_[A-Z]{3,}|errcode/i

/** Upstream does not pass the person: said in words, with what to do next. */
export function refused(stage: Stage): void {
  test.each(REFUSALS)(
    '%s · said in words, with the right next step',
    async (outcome, said, acts) => {
      const { person, house } = stage
      await house.force(outcome)
      await person.open({ openid: `refused-${outcome}` })
      await person.toReady()
      await person.jump()
      await person.goBack()
      await person.sees('没有通过')
      const words = await person.words()
      for (const sentence of said) expect(words).toContain(sentence)
      expect(words).not.toMatch(CODE)
      expect(await person.actions()).toEqual(acts)
      const [session] = await house.call(`refused-${outcome}`, 'list', {})
      expect(session).toMatchObject({ status: 'open', attempts: [{ status: 'failed' }] })
      expect(session?.identity).toBeUndefined()
    },
  )

  test('another way · back at the choice, and the same way works', async () => {
    const { person, house } = stage
    await house.force('yt-605')
    await person.open({ openid: 'refused-then-switched' })
    await person.toReady()
    await person.jump()
    await person.goBack()
    await person.tap('换一种方式')
    await person.sees('选一种方式核验')
    await house.force('pass')
    await person.page.getByRole('button', { name: '拍身份证并刷脸' }).tap()
    await person.jump()
    await person.goBack()
    await person.sees('核验通过')
  })

  test('five times in one visit · final: the counter, and no further try', async () => {
    const { person, house } = stage
    await house.force('yt-603')
    await person.open({ openid: 'refused-five-times' })
    await person.toReady()
    for (let tries = 1; tries <= 5; tries++) {
      await person.jump()
      await person.goBack()
      await person.sees(`${tries} 次`)
      if (tries < 5) await person.tap('再试一次')
    }
    expect(await person.words()).toContain('请到柜台办理。')
    expect(await person.actions()).toEqual(['完成'])
    const [session] = await house.call('refused-five-times', 'list', {})
    expect(session).toMatchObject({ status: 'failed' })
  })
}
