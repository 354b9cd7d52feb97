/** @jest-environment jsdom */
import type { Handoff } from '../../../typings/contract'
import type { Mounted } from '../support/page'
import { button, fire, mount, rest } from '../support/page'
import { JUMP, PASSED, serve, session } from '../support/server'
import { createWx } from '../support/wx'

const PAGE = 'shiming/pages/verify/verify'
const QUERY = { sessionId: 's1', channel: 'iauth' }

async function open(handoff: Handoff, query: Record<string, string> = QUERY) {
  const fake = createWx()
  const start = { session: session(), attemptId: 'a1', handoff }
  const server = serve(fake, { start, finish: PASSED })
  return { page: await mount(PAGE, fake, query), fake, server }
}

test('verify · ready · one sentence on what comes next, one button that leaves', async () => {
  const { page, fake } = await open(JUMP)
  expect(page.dom.textContent).toContain('接下来会打开另一个小程序')
  await fire(button(page, '开始核验'), 'tap')
  expect(fake.calls('navigateToMiniProgram')).toHaveLength(1)
  expect(page.data.phase).toBe('away')
})

test("verify · real name · WeChat's own button, its event goes to the server", async () => {
  const { page, server, fake } = await open({ kind: 'realnameButton', categoryId: [99, 904] })
  const detail = { errMsg: 'openRealnameAuth:ok', auth_token: 'T', errCode: 0 }
  await fire(button(page, '授权实名信息'), 'getrealnameauthinfo', detail)
  const evidence = { authToken: 'T', errMsg: 'openRealnameAuth:ok', errCode: '0' }
  expect(server.of('finish')[0]?.input.evidence).toEqual(evidence)
  expect(fake.calls('redirectTo')[0]?.url).toContain('/result/result?sessionId=s1')
})

/** The form inside the page. */
async function openForm() {
  const opened = await open(JUMP, { ...QUERY, subject: '1' })
  const form = opened.page.querySelector('.subject') as unknown as Mounted
  const [name, number] = form.querySelectorAll('.form__input')
  return { ...opened, form, name, number }
}

test('verify · the form · wrong numbers are named in words and not sent', async () => {
  const { form, name, number, server } = await openForm()
  await fire(name, 'input', { value: '张三' })
  await fire(number, 'input', { value: '110000199003071230' })
  await fire(form.querySelector('.form__next'), 'tap')
  expect(form.dom.textContent).toContain('号码里可能有一位填错了')
  expect(server.of('start')).toEqual([])
  await fire(number, 'input', { value: '110000199003071231' })
  await fire(form.querySelector('.form__next'), 'tap')
  const subject = { name: '张三', idNumber: '110000199003071231' }
  expect(server.of('start')[0]?.input.subject).toEqual(subject)
})

test('verify · the form left empty · both fields say what is missing', async () => {
  const { form } = await openForm()
  await fire(form.querySelector('.form__next'), 'tap')
  expect(form.dom.textContent).toContain('请填写身份证上的姓名。')
  expect(form.dom.textContent).toContain('请填写身份证号码。')
})

test('verify · a dot in the name · one tap puts it there', async () => {
  const { form, name } = await openForm()
  await fire(name, 'input', { value: '古丽米热' })
  await fire(form.querySelector('.form__dot'), 'tap')
  expect(form.data.name).toBe('古丽米热·')
})

test('verify · storage over a whole visit · ids and times, and nothing of the person', async () => {
  const { page, fake, server, form, name, number } = await openForm()
  const write = jest.spyOn(fake.wx, 'setStorageSync')
  await fire(name, 'input', { value: '某标记名' })
  await fire(number, 'input', { value: '440000198506220480' })
  await fire(form.querySelector('.form__next'), 'tap')
  await fire(button(page, '开始核验'), 'tap')
  const extraData = { token: 'TOKEN-MARK', errCode: 0 }
  fake.show({ scene: 1038, referrerInfo: { appId: 'wxTarget', extraData } })
  await rest()
  expect(server.of('finish')[0]?.input.evidence).toMatchObject({ token: 'TOKEN-MARK' })

  const stored = JSON.stringify(write.mock.calls)
  expect(stored).toContain('"attemptId":"a1"')
  const addresses = JSON.stringify(
    fake.made.filter(({ api }) => /^(navigate|redirect)To$/.test(api)),
  )
  expect(addresses).toContain('result')
  for (const mark of ['某标记名', '440000198506220480', 'TOKEN-MARK', 'SIGNATURE-MARK', '张*']) {
    expect(stored).not.toContain(mark)
    expect(decodeURIComponent(addresses)).not.toContain(mark)
  }
})
