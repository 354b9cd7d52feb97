/** @jest-environment jsdom */
import type { ChannelInfo } from '../../../typings/contract'
import { button, fire, mount } from '../support/page'
import { DOWN, NOTICE, serve } from '../support/server'
import { createWx } from '../support/wx'

const PAGE = 'shiming/pages/channels/channels'

function info(more: Partial<ChannelInfo>): ChannelInfo {
  const usual = {
    available: true,
    needsSubject: false,
    handoff: 'miniProgram',
    face: true,
  } as const
  return { channel: 'iauth', ...usual, ...more }
}

const WAYS = [
  info({ channel: 'face2', available: false, reason: 'client-too-old', handoff: 'facialVerify' }),
  info({ channel: 'face1', available: false, reason: 'not-configured' }),
  info({ channel: 'realname', face: false, handoff: 'realnameButton' }),
  info({
    channel: 'oemface',
    needsSubject: true,
    modes: ['TENCENT', 'ZHIMACREDIT', 'WE_CHAT_FACE'],
  }),
]

async function open(channels: ChannelInfo[] | typeof DOWN) {
  const fake = createWx()
  const server = serve(fake, { channels: [channels], notice: NOTICE })
  const page = await mount(PAGE, fake, { sessionId: 's1' })
  return { page, fake, server }
}

const keys = (page: { data: Record<string, unknown> }) =>
  (page.data.ways as { key: string }[]).map(({ key }) => key)

test('channels · no network · says so and may be tried again', async () => {
  const { page } = await open(DOWN)
  expect(page.dom.textContent).toContain('网络不太稳定')
  expect(button(page, '再试一次')).toBeDefined()
})

test('channels · what works here comes first, what is not set up is not shown', async () => {
  const { page, server } = await open(WAYS)
  expect(keys(page)).toEqual(['realname', 'oemface WE_CHAT_FACE', 'oemface TENCENT', 'face2'])
  expect(page.dom.textContent).toContain('请将微信更新到最新版本。')
  const client = { platform: 'ios', wechatVersion: '8.0.57', sdkVersion: '3.8.12' }
  expect(server.of('channels')[0]?.input).toEqual({ client })
})

test('channels · a way that does not work · cannot be chosen', async () => {
  const { page, fake } = await open(WAYS)
  page.instance.onChoose?.({ currentTarget: { dataset: { index: 3 } } })
  expect(fake.calls('navigateTo')).toEqual([])
})

test('channels · a way is chosen · on to verify, with ids only', async () => {
  const { page, fake } = await open(WAYS)
  page.instance.onChoose?.({ currentTarget: { dataset: { index: 1 } } })
  expect(fake.calls('navigateTo')).toEqual([
    {
      url: '/shiming/pages/verify/verify?sessionId=s1&channel=oemface&mode=WE_CHAT_FACE&subject=1&kind=miniProgram',
    },
  ])
})

test('channels · without a face · only those, in one tap', async () => {
  const { page } = await open(WAYS)
  await fire(page.querySelectorAll('.link')[0], 'tap')
  expect(keys(page)).toEqual(['realname'])
})

test('channels · nothing works here · the counter is named at once', async () => {
  const { page } = await open(WAYS.slice(0, 1))
  expect(page.dom.textContent).toContain('也可以到服务窗口办理。')
})

test('channels · no way without a face · the other ways are named', async () => {
  const { page } = await open(WAYS.slice(3))
  await fire(page.querySelectorAll('.link')[0], 'tap')
  expect(page.dom.textContent).toContain('也可以到服务窗口办理。')
})
