/** @jest-environment jsdom */
import type { Session } from '../../../typings/contract'
import { button, fire, mount } from '../support/page'
import { attempt, DOWN, NOTICE, PASSED, serve, session } from '../support/server'
import { createWx } from '../support/wx'

const PAGE = 'shiming/pages/result/result'
const QUERY = { sessionId: 's1', channel: 'iauth' }

async function open(get: Session | typeof DOWN, query: Record<string, string> = QUERY) {
  const fake = createWx()
  const server = serve(fake, { get, notice: NOTICE, finish: PASSED })
  return { page: await mount(PAGE, fake, query), fake, server }
}

const failed = (more: object) => session({ attempts: [attempt({ status: 'failed', ...more })] })

test('result · not to be had · never looks like a pass', async () => {
  const { page } = await open(DOWN)
  expect(page.dom.textContent).toContain('没有取到结果')
  expect(page.dom.textContent).not.toContain('核验通过')
})

test('result · failed, may be tried again · what happened, what to do, both ways on', async () => {
  const { page, fake } = await open(failed({ code: 'FACE_MISMATCH', retry: 'retry' }))
  expect(page.dom.textContent).toContain('没有认出您的脸。')
  expect(page.dom.textContent).toContain('1 次')
  expect(button(page, '换一种方式')).toBeDefined()
  await fire(button(page, '再试一次'), 'tap')
  expect(fake.calls('redirectTo')[0]?.url).toBe(
    '/shiming/pages/verify/verify?sessionId=s1&channel=iauth',
  )
})

test('result · failed, another way · that one first', async () => {
  const { page, fake } = await open(failed({ code: 'NO_RECORD', retry: 'switch' }))
  await fire(button(page, '换一种方式'), 'tap')
  expect(fake.calls('redirectTo')[0]?.url).toBe('/shiming/pages/channels/channels?sessionId=s1')
})

test('result · the session has failed · no retry whatever the attempt says', async () => {
  const { page } = await open({
    ...failed({ code: 'FACE_MISMATCH', retry: 'retry' }),
    status: 'failed',
  })
  expect(page.dom.textContent).toContain('请到柜台办理。')
  expect(button(page, '再试一次')).toBeUndefined()
})

test('result · expired · begins anew with consent', async () => {
  const { page, fake } = await open(session({ status: 'expired' }), { sessionId: 's1' })
  await fire(button(page, '重新开始'), 'tap')
  expect(fake.calls('redirectTo')[0]?.url).toContain('/consent/consent?purpose=')
})

test('result · pending · goes on without the person, and asks when told to', async () => {
  const { page, server } = await open(session({ attempts: [attempt({ status: 'pending' })] }))
  expect(page.dom.textContent).toContain('您可以先去忙别的。')
  await fire(button(page, '查看最新结果'), 'tap')
  expect(server.of('finish')[0]?.input).toEqual({ sessionId: 's1', attemptId: 'a1', evidence: {} })
  expect(page.dom.textContent).toContain('核验通过')
})

test('result · passed · masked name, what for, kept how long; done leads out', async () => {
  const { page, fake } = await open(PASSED)
  for (const words of ['张*', '110000********1231', '挂号', '保存三十天。']) {
    expect(page.dom.textContent).toContain(words)
  }
  await fire(button(page, '完成'), 'tap')
  expect(fake.calls('navigateBack')).toEqual([{ delta: 1 }])
})

test('result · help · the number to read out, in groups', async () => {
  const { page } = await open({ ...PASSED, id: 's1' })
  expect(page.data.trace).toBe('s1')
  const { page: other } = await open({ ...PASSED, id: 'abcdefghij' })
  expect(other.data.trace).toBe('abcd efgh ij')
})
