/** @jest-environment jsdom */
import { button, fire, mount } from '../support/page'
import { DOWN, PASSED, serve, session } from '../support/server'
import { createWx } from '../support/wx'

const PAGE = 'shiming/pages/records/records'
const ERASED = session({ status: 'erased' })

async function open(answers: Parameters<typeof serve>[1]) {
  const fake = createWx()
  const server = serve(fake, answers)
  return { page: await mount(PAGE, fake), fake, server }
}

test('records · no network · says so', async () => {
  const { page } = await open({ list: DOWN })
  expect(page.dom.textContent).toContain('网络不太稳定')
})

test('records · none yet · says where they will be', async () => {
  const { page } = await open({ list: [[]] })
  expect(page.dom.textContent).toContain('还没有核验记录')
})

test('records · erasing · only after saying what it means, and confirmed', async () => {
  const { page, server } = await open({ list: [[PASSED]], erase: ERASED })
  await fire(page.querySelector('.record__erase'), 'tap')
  page.instance.onAsk?.({ currentTarget: { dataset: { id: 's1' } } })
  await fire(page.querySelector('.card'), 'refresh')
  expect(page.dom.textContent).toContain('不能恢复')
  expect(server.of('erase')).toEqual([])
  await fire(button(page, '确认删除'), 'tap')
  expect(server.of('erase')[0]?.input).toEqual({ sessionId: 's1' })
  expect(page.dom.textContent).toContain('已删除')
  expect(page.dom.textContent).not.toContain('张*')
})

test('records · erasing fails · the record stays and the page says what to do', async () => {
  const { page } = await open({ list: [[PASSED]], erase: DOWN })
  page.instance.onAsk?.({ currentTarget: { dataset: { id: 's1' } } })
  await page.instance.onErase?.()
  expect(page.data.hint).toContain('再试一次')
  expect(page.dom.textContent).toContain('已通过')
})

test('records · thought better of it · nothing is erased', async () => {
  const { page, server } = await open({ list: [[PASSED]], erase: ERASED })
  page.instance.onAsk?.({ currentTarget: { dataset: { id: 's1' } } })
  page.instance.onKeep?.()
  await page.instance.onErase?.()
  expect(server.of('erase')).toEqual([])
})

test('records · more than one page · older ones follow the last', async () => {
  const twenty = Array.from({ length: 20 }, (_, i) => session({ id: `s${i}` }))
  const { page, server } = await open({ list: [twenty, [session({ id: 'older' })]] })
  await fire(button(page, '查看更早的'), 'tap')
  expect(server.of('list')[1]?.input).toEqual({ limit: 20, before: 's19' })
  expect(page.data.rows).toHaveLength(21)
  expect(page.data.more).toBe(false)
})
