import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FrameLocator, Page } from 'playwright-core'
import type { IauthSandbox } from '../../sandbox/iauth'
import { createIauthSandbox } from '../../sandbox/iauth'
import type { Phone } from '../support/chromium'
import { launchChromium } from '../support/chromium'
import { ACCOUNT, extraDataAt, NOW } from './iauth-client'

/** The frame around the mini-program, as the preview makes it: it enters, and keeps what comes back. */
const FRAME = `<!doctype html><meta charset="utf-8"><style>body{margin:0}iframe{border:0;width:100vw;height:100vh;display:block}</style>
<iframe id="mini" src="/sandbox/iauth/miniprogram"></iframe>
<script>
  var messages = []
  addEventListener('message', function (event) {
    messages.push(event.data)
    if (event.data.shiming === 'ready') document.title = 'ready'
  })
  function enter(extraData) {
    document.getElementById('mini').contentWindow.postMessage(
      { shiming: 'enter', appId: 'wx2222222222222222', path: 'page/component/pages/index/index', extraData, envVersion: 'release' },
      location.origin,
    )
  }
</script>`

const PREFIX = '/sandbox/iauth'

let phone: Phone
let door: Server
let iauth: IauthSandbox
let page: Page
let mini: FrameLocator

beforeAll(async () => {
  phone = await launchChromium()
  door = createServer((request: IncomingMessage, response: ServerResponse) => {
    const inside = request.url?.startsWith(PREFIX)
    request.url = inside ? request.url?.slice(PREFIX.length) : request.url
    if (inside) iauth.handle(request, response)
    else response.end(FRAME)
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  await phone.close()
  door.closeAllConnections()
  door.close()
})

beforeEach(async () => {
  await phone.page.setViewportSize({ width: 375, height: 812 })
  iauth = createIauthSandbox({ ...ACCOUNT, clock: { now: () => NOW } })
  page = phone.page
  mini = page.frameLocator('#mini')
  await page.goto(`http://127.0.0.1:${(door.address() as AddressInfo).port}/`)
  await page.waitForFunction(() => document.title === 'ready')
})

/** What the frame's own script defines. */
interface Frame {
  /** `ready` first. */
  messages: { shiming: string }[]
  enter(extraData: object): void
}

const enter = (extraData: object = extraDataAt()) =>
  page.evaluate((data) => (window as unknown as Frame).enter(data), extraData)

/** What came out of the frame, but for `ready`: waits for the first, then for late ones. */
async function returned(): Promise<{ shiming: string }[]> {
  await page.waitForFunction(() => (window as unknown as Frame).messages.length > 1)
  await page.waitForTimeout(100)
  return page.evaluate(() => (window as unknown as Frame).messages.slice(1))
}

/** Through card and face. */
async function goThrough(): Promise<void> {
  await mini.getByRole('button', { name: '拍好了，下一步' }).tap()
  await mini.getByRole('button', { name: '开始' }).tap()
}

const backButton = () => mini.getByRole('button', { name: '返回业务小程序' })

test('a wrong signature · refused with the reason, and back without extraData', async () => {
  await enter({ ...extraDataAt(), appid: '4001' })
  await mini.getByText('无法进入').waitFor()
  await mini.getByText('错误码 3：原文的 a 与请求的 appid 不同').waitFor()
  await backButton().tap()
  expect(await returned()).toEqual([{ shiming: 'back' }])
})

test('a number that is none · an error in words, in sight, no step further', async () => {
  await page.setViewportSize({ width: 320, height: 568 })
  await enter()
  await mini.getByLabel('公民身份号码').fill('110105194912310021')
  await mini.getByRole('button', { name: '拍好了，下一步' }).tap()
  const error = mini.getByText('证件号码有误，请核对。')
  await error.waitFor()
  const text = await error.boundingBox()
  const button = await mini.getByRole('button', { name: '拍好了，下一步' }).boundingBox()
  expect((text?.y ?? Number.NaN) + (text?.height ?? 0)).toBeLessThanOrEqual(button?.y ?? Number.NaN)
  expect(await mini.getByRole('button', { name: '开始' }).isVisible()).toBe(false)
})

test('a person goes through · back once with token and code', async () => {
  await enter()
  await mini.getByLabel('姓名').fill('李四')
  await mini.getByLabel('公民身份号码').fill('65000019720101009x')
  await goThrough()
  await mini.getByText('识别完成').waitFor()
  await backButton().dblclick()
  const extraData = { token: expect.stringMatching(/^\{.+\}$/), errCode: '0' }
  expect(await returned()).toEqual([{ shiming: 'back', extraData }])
})

test('the capsule · closes at any step, once', async () => {
  await enter()
  await goThrough()
  await mini.getByLabel('关闭小程序').dblclick()
  await page.waitForTimeout(3500)
  expect(await returned()).toEqual([{ shiming: 'close' }])
})

test.each<[outcome: string, messages: object[]]>([
  ['no-extra-data', [{ shiming: 'back' }]],
  [
    'other-app',
    [{ shiming: 'back', fromAppId: 'wx0000000000000000', extraData: expect.anything() }],
  ],
  ['five-times', Array(5).fill({ shiming: 'back', extraData: expect.anything() })],
  ['yt-603', [{ shiming: 'back', extraData: expect.objectContaining({ errCode: '603' }) }]],
])('forced on the page · %s', async (outcome, messages) => {
  await enter()
  await mini.getByText('开发者').tap()
  await mini.getByLabel('让沙箱这样做，直到另选').selectOption(outcome)
  await mini.getByText('开发者').tap()
  await goThrough()
  await backButton().tap()
  expect(await returned()).toEqual(messages)
})

test('in a frame with a capsule of its own · no second one, and still marked as a sandbox', async () => {
  const frame = page.frames()[1]
  await frame?.goto(`${frame.url()}?bar=none`)
  await mini.getByText('沙箱页面').waitFor()
  expect(await mini.getByLabel('关闭小程序').isVisible()).toBe(false)
})

test('forced to close · closes by itself', async () => {
  iauth.force('close')
  await enter()
  await goThrough()
  expect(await returned()).toEqual([{ shiming: 'close' }])
})

test('a sandbox that is down · said in words', async () => {
  iauth.down = true
  await enter()
  await mini.getByText('连不上', { exact: true }).waitFor()
})

test.each([320, 375, 430])('%i px wide · nothing is cut, targets are large', async (width) => {
  await page.setViewportSize({ width, height: 640 })
  await enter()
  await mini.getByRole('button', { name: '拍好了，下一步' }).waitFor()
  const body = mini.locator('body')
  expect(await body.evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(width)
  for (const target of await mini.locator('button, input, select, summary').all()) {
    const box = await target.boundingBox()
    if (box) expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
  }
})
