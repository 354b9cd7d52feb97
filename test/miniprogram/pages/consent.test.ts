/** @jest-environment jsdom */
import { button, fire, mount } from '../support/page'
import { DOWN, NOTICE, PASSED, serve, session } from '../support/server'
import { createWx } from '../support/wx'

const PAGE = 'shiming/pages/consent/consent'
const QUERY = { purpose: encodeURIComponent('门诊挂号') }

function open(answers: Parameters<typeof serve>[1]) {
  const fake = createWx()
  return { fake, server: serve(fake, answers) }
}

test('consent · the notice does not come · says so, and nothing can be agreed to', async () => {
  const { fake, server } = open({ notice: DOWN })
  const page = await mount(PAGE, fake, QUERY)
  expect(page.dom.textContent).toContain('网络不太稳定')
  expect(button(page, '同意')).toBeUndefined()
  expect(server.of('open')).toEqual([])
})

test('consent · before the text is on screen · agreeing does nothing', async () => {
  const { fake, server } = open({ notice: NOTICE, open: session() })
  const page = await mount(PAGE, fake, QUERY)
  page.data.shown = false
  await page.instance.onAgree?.()
  expect(server.of('open')).toEqual([])
})

test('consent · the whole notice · every recipient by name and contact, nothing sent before', async () => {
  const { fake, server } = open({ notice: NOTICE })
  const page = await mount(PAGE, fake, QUERY)
  for (const words of ['门诊挂号', '确认是您本人。', '某某核验机构', '客服电话', '保存三十天。']) {
    expect(page.dom.textContent).toContain(words)
  }
  expect(server.asked.map(({ action }) => action)).toEqual(['notice'])
  expect(page.querySelectorAll('.pair__one')).toHaveLength(2)
})

test('consent · agreed · opens the session with the version that was read, then the ways', async () => {
  const { fake, server } = open({ notice: NOTICE, open: session() })
  const page = await mount(PAGE, fake, QUERY)
  await fire(button(page, '同意并继续'), 'tap')
  const { key, ...input } = server.of('open')[0]?.input ?? {}
  expect(input).toEqual({ purpose: '门诊挂号', consent: { version: 'v1' } })
  expect(String(key).length).toBeLessThanOrEqual(64)
  expect(fake.calls('redirectTo')).toEqual([
    { url: '/shiming/pages/channels/channels?sessionId=s1' },
  ])
})

test('consent · the answer was lost · the second tap carries the same key', async () => {
  const { fake, server } = open({ notice: NOTICE, open: [DOWN, session()] })
  const page = await mount(PAGE, fake, QUERY)
  await fire(button(page, '同意并继续'), 'tap')
  await fire(button(page, '再试一次'), 'tap')
  await fire(button(page, '同意并继续'), 'tap')
  const [first, second] = server.of('open').map(({ input }) => input.key)
  expect(second).toBe(first)
})

test('consent · a session of before that has passed · straight to its result', async () => {
  const { fake } = open({ notice: NOTICE, open: PASSED })
  const page = await mount(PAGE, fake, QUERY)
  await fire(button(page, '同意并继续'), 'tap')
  expect(fake.calls('redirectTo')[0]?.url).toBe('/shiming/pages/result/result?sessionId=s1')
})

test('consent · declined · other ways in one tap, and back to the notice', async () => {
  const { fake, server } = open({ notice: NOTICE })
  const page = await mount(PAGE, fake, QUERY)
  await fire(button(page, '不同意'), 'tap')
  expect(page.dom.textContent).toContain('也可以到服务窗口办理。')
  expect(server.of('open')).toEqual([])
  await fire(button(page, '再看一看告知'), 'tap')
  expect(button(page, '同意并继续')).toBeDefined()
})
