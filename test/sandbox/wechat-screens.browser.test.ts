import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FrameLocator, Page } from 'playwright-core'
import type { WechatSandbox } from '../../sandbox/wechat'
import { createWechatSandbox } from '../../sandbox/wechat'
import type { Phone } from '../support/chromium'
import { launchChromium } from '../support/chromium'
import { ACCOUNT, CATEGORY, MERCHANT, NOW, PERSON } from './wechat-client'

/** The frame around a screen, as the preview makes it: it enters, and keeps what comes back. */
const FRAME = `<!doctype html><meta charset="utf-8"><style>body{margin:0}iframe{border:0;width:100vw;height:100vh;display:block}</style>
<iframe id="screen"></iframe>
<script>
  var messages = []
  var frame = document.getElementById('screen')
  frame.src = '/sandbox/wechat/' + location.pathname.slice(1) + '/screen'
  addEventListener('message', function (event) {
    messages.push(event.data)
    if (event.data.shiming === 'ready') document.title = 'ready'
  })
  function enter(api, args) {
    frame.contentWindow.postMessage({ shiming: 'enter', openid: 'openid-1', api, args }, location.origin)
  }
</script>`

const PREFIX = '/sandbox/wechat'
const FACE1 = 'startFacialRecognitionVerify'
const FACE2 = 'requestFacialVerify'
const WHOLE = { name: PERSON.name, idCardNumber: PERSON.idNumber }

let phone: Phone
let door: Server
let wechat: WechatSandbox
let page: Page
let screen: FrameLocator

beforeAll(async () => {
  phone = await launchChromium()
  door = createServer((request, response) => {
    const inside = request.url?.startsWith(PREFIX)
    if (!inside) return void response.end(FRAME)
    request.url = request.url?.slice(PREFIX.length)
    wechat.handle(request, response)
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
})

afterAll(async () => {
  await phone.close()
  door.closeAllConnections()
  door.close()
})

beforeEach(() => {
  const clock = { now: () => NOW }
  wechat = createWechatSandbox({ ...ACCOUNT, merchant: MERCHANT, clock })
  page = phone.page
  screen = page.frameLocator('#screen')
})

const origin = () => `http://127.0.0.1:${(door.address() as AddressInfo).port}`

/** What the frame's own script defines. */
interface Frame {
  /** `ready` first. */
  messages: { shiming: string; result?: object }[]
  enter(api: string, args: object): void
}

async function open(channel: string, api: string, args: object, width = 375, height = 812) {
  await page.setViewportSize({ width, height })
  await page.goto(`${origin()}/${channel}`)
  await page.waitForFunction(() => document.title === 'ready')
  await page.evaluate(([name, given]) => (window as unknown as Frame).enter(name, given), [
    api,
    args,
  ] as const)
}

/** A check opened through the interface, as the product's server does. */
async function openCheck(): Promise<string> {
  const post = async (path: string, body: object) =>
    (await fetch(origin() + PREFIX + path, { method: 'POST', body: JSON.stringify(body) })).json()
  const { appId: appid, appSecret: secret } = ACCOUNT
  const account = { grant_type: 'client_credential', appid, secret }
  const { access_token } = await post('/cgi-bin/stable_token', account)
  const path = `/cityservice/face/identify/getverifyid?access_token=${access_token}`
  const { name: cert_name, idNumber: cert_no } = PERSON
  const cert_info = { cert_type: 'IDENTITY_CARD', cert_name, cert_no }
  return (await post(path, { out_seq_no: 'seq-1', cert_info, openid: 'openid-1' })).verify_id
}

/** What came out of the frame, but for `ready`: waits for the first, then for late ones. */
async function returned() {
  await page.waitForFunction(() => (window as unknown as Frame).messages.length > 1)
  await page.waitForTimeout(100)
  return page.evaluate(() => (window as unknown as Frame).messages.slice(1))
}

const tap = (name: string) => screen.getByRole('button', { name, exact: true }).tap()
const back = (result: object) => [{ shiming: 'back', result }]

describe('realname', () => {
  const api = 'getRealnameAuthInfo'
  const args = { categoryId: CATEGORY }
  const cancelled = back({ errMsg: 'openRealnameAuth:cancel' })

  test('a category that is not there · back at once, no sheet', async () => {
    await open('realname', api, { categoryId: [] })
    const result = { errMsg: 'openRealnameAuth:fail:category_id is empty', errCode: 40003 }
    expect(await returned()).toEqual(back(result))
  })

  test.each(['拒绝', '取消'])('%s · cancelled, once', async (name) => {
    await open('realname', api, args)
    await screen.getByText('授权实名信息').waitFor()
    await screen.getByRole('button', { name, exact: true }).dblclick()
    expect(await returned()).toEqual(cancelled)
  })

  test('agreed, and six digits · the token', async () => {
    await open('realname', api, args)
    await tap('同意')
    for (const digit of '12345') await tap(digit)
    await tap('删除')
    for (const digit of '09') await tap(digit)
    const auth_token = expect.any(String)
    expect(await returned()).toEqual(
      back({ errMsg: 'openRealnameAuth:ok', errCode: 0, auth_token }),
    )
  })
})

describe('face1', () => {
  const cancel = { errMsg: `${FACE1}:cancel`, errCode: 90100 }

  test('an unknown key · back at once', async () => {
    await open('face1', FACE1, { userIdKey: 'invented' })
    const errMsg = expect.stringContaining(`${FACE1}:fail`)
    expect(await returned()).toEqual(back({ errMsg, errCode: 10041 }))
  })

  test('cancelled · 90100; the camera refused · 90101; no such device · 90109', async () => {
    await open('face1', FACE1, WHOLE)
    await screen.getByText('允许使用相机吗').waitFor()
    await tap('取消')
    expect(await returned()).toEqual(back(cancel))
    await open('face1', FACE1, WHOLE)
    await tap('不允许')
    expect(await returned()).toMatchObject(back({ errCode: 90101 }))
    await open('face1', FACE1, WHOLE)
    await screen.getByText('开发者').tap()
    await tap('这台设备不支持')
    expect(await returned()).toMatchObject(back({ errCode: 90109 }))
  })

  test.each([
    [0, '依次读出四个数字'],
    [1, '屏幕将变换颜色'],
    [2, '屏幕将变换颜色'],
  ])('checkAliveType %i · %s', async (checkAliveType, words) => {
    await open('face1', FACE1, { ...WHOLE, checkAliveType })
    await tap('允许')
    await screen.getByText(words).waitFor()
    expect(await screen.locator('#digits').isVisible()).toBe(checkAliveType === 0)
    await tap('开始')
    const verifyResult = expect.any(String)
    expect(await returned()).toEqual(back({ errMsg: `${FACE1}:ok`, errCode: 0, verifyResult }))
  })

  test('cancelled while the face is filmed · once, and no ticket', async () => {
    await open('face1', FACE1, WHOLE)
    await tap('允许')
    await tap('开始')
    await tap('取消')
    await page.waitForTimeout(3500)
    expect(await returned()).toEqual(back(cancel))
  })

  test('forced on the page to say nothing · closed', async () => {
    await open('face1', FACE1, WHOLE)
    await screen.getByText('开发者').tap()
    await screen.getByLabel('让沙箱这样做，直到另选').selectOption('silent')
    await screen.getByText('开发者').tap()
    await tap('允许')
    await tap('开始')
    expect(await returned()).toEqual([{ shiming: 'close' }])
  })
})

describe('face2', () => {
  test('an invented id · back at once with 84001', async () => {
    await open('face2', FACE2, { verifyId: 'invented' })
    expect(await returned()).toMatchObject(back({ errCode: 84001 }))
  })

  test('not agreed · cancelled, and the id is used up', async () => {
    const verifyId = await openCheck()
    await open('face2', FACE2, { verifyId })
    await screen.getByText('650000********009X').waitFor()
    await tap('不同意')
    expect(await returned()).toEqual(back({ errMsg: `${FACE2}:cancel`, errCode: 90100 }))
    expect(wechat.face2.visit('openid-1', verifyId)?.errCode).toBe(84001)
  })

  test('through all of it · finished', async () => {
    await open('face2', FACE2, { verifyId: await openCheck() })
    await tap('同意并继续')
    await tap('允许')
    await tap('开始')
    expect(await returned()).toEqual(back({ errMsg: `${FACE2}:ok`, errCode: 0 }))
  })
})

test('a sandbox that is down · said in words, and a way out', async () => {
  await open('face1', FACE1, WHOLE)
  await screen.getByText('允许使用相机吗').waitFor()
  wechat.down = true
  await tap('不允许')
  await screen.getByText('连不上', { exact: true }).waitFor()
  await tap('返回小程序')
  expect(await returned()).toEqual([{ shiming: 'close' }])
})

describe.each([320, 375, 430])('%i px wide', (width) => {
  async function isFit(): Promise<void> {
    const body = screen.locator('body')
    expect(await body.evaluate((element) => element.scrollWidth)).toBeLessThanOrEqual(width)
    const buttons = await screen.locator('button, summary').all()
    for (const button of buttons) {
      const box = await button.boundingBox()
      if (box) expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44)
    }
  }

  test('nothing is cut, targets are large', async () => {
    await open('realname', 'getRealnameAuthInfo', { categoryId: CATEGORY }, width, 568)
    await screen.getByText('授权实名信息').waitFor()
    await isFit()
    await tap('同意')
    await isFit()
    await open('face1', FACE1, WHOLE, width, 568)
    await screen.getByText('允许使用相机吗').waitFor()
    await isFit()
    await tap('允许')
    await isFit()
    await open('face2', FACE2, { verifyId: await openCheck() }, width, 568)
    await screen.getByText('核实您本人').waitFor()
    await isFit()
  })
})
