import type { Page } from 'playwright-core'
import { DEFAULT_SETTINGS } from '../../preview/bridge'
import type { FixturePhone } from './phone'
import { openFixture } from './phone'

/** `wx` and the pages as the code inside the browser sees them. */
type Api = (...given: unknown[]) => unknown

declare const wx: Record<
  | 'canIUse'
  | 'getAppBaseInfo'
  | 'getDeviceInfo'
  | 'getEnterOptionsSync'
  | 'getStorage'
  | 'getStorageSync'
  | 'getSystemInfoSync'
  | 'navigateToMiniProgram'
  | 'onNetworkStatusChange'
  | 'removeStorageSync'
  | 'request'
  | 'scanCode'
  | 'setStorageSync',
  Api
> & { cloud: Record<'init' | 'callFunction', Api> }
declare const getCurrentPages: () => { route: string; data: Record<string, unknown> }[]
declare const getApp: () => { seen: { name: string; options?: Entered }[] }

interface Entered {
  scene: number
  path: string
  referrerInfo: { appId?: string; extraData?: unknown }
}

const APP_ID = 'wx0000000000000001'
// A browser starts and pages load; other work may hold up the machine.
jest.setTimeout(60_000)

let phone: FixturePhone
let page: Page

beforeAll(async () => {
  phone = await openFixture()
}, 60_000)

afterAll(() => phone.close())
afterEach(() => page.context().close())

/** Calls `wx.<name>` and gives what the promise ended with. */
function call(name: string, options: object = {}): Promise<Record<string, unknown>> {
  return page.evaluate(
    ([api, given]) =>
      Promise.resolve((wx as Record<string, Api>)[api]?.(given)).then(
        (result) => result as Record<string, unknown>,
        (failure) => failure as Record<string, unknown>,
      ),
    [name, options] as const,
  )
}

const messageOf = async (name: string, options?: object) => (await call(name, options)).errMsg
const data = () => page.evaluate(() => getCurrentPages().at(-1)?.data ?? {})
const routes = () => page.evaluate(() => getCurrentPages().map(({ route }) => route))
const seen = () => page.evaluate(() => getApp().seen)
const tap = (name: string) => page.getByRole('button', { name, exact: true }).click()

async function visit(choice: string): Promise<void> {
  await tap('打开')
  await tap('允许')
  await page.frameLocator('.mp-visit-frame').getByRole('button', { name: choice }).click()
}

async function lastShow(count: number): Promise<Entered | undefined> {
  await page.waitForFunction(
    (wanted) => getApp().seen.filter(({ name }) => name === 'onShow').length === wanted,
    count,
  )
  return (await seen()).at(-1)?.options
}

describe('calls', () => {
  beforeEach(async () => {
    page = await phone.open()
  })

  test('missing API · called · throws an error that names it, and the panel shows it', async () => {
    const thrown = await page.evaluate(() => {
      setTimeout(() => wx.scanCode())
      const tests = [typeof wx.scanCode, wx.canIUse('scanCode')]
      try {
        return [...tests, wx.scanCode()]
      } catch (error) {
        return [...tests, String(error)]
      }
    })
    expect(thrown).toEqual(['undefined', false, expect.stringContaining('wx.scanCode')])
    await page.waitForTimeout(50)
    const log = await page.evaluate(() => window.__preview?.watchLog(() => {}))
    const told = log?.filter(({ tone }) => tone === 'error').flatMap(({ lines }) => lines)
    expect(JSON.stringify(told)).toContain('wx.scanCode')
  })

  test('asynchronous API · without callbacks · gives a promise, with callbacks nothing', async () => {
    expect(await call('setStorage', { key: 'a', data: { b: 1 } })).toEqual({
      errMsg: 'setStorage:ok',
    })
    expect(await call('getStorage', { key: 'none' })).toEqual({
      errMsg: 'getStorage:fail data not found',
    })
    const heard = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const words: unknown[] = []
          const result = wx.getStorage({
            key: 'none',
            fail: ({ errMsg }: { errMsg: string }) => words.push(errMsg),
            complete: () => resolve([...words, typeof result]),
          })
        }),
    )
    expect(heard).toEqual(['getStorage:fail data not found', 'undefined'])
  })

  test('storage · synchronous · keeps types, gives an empty text for nothing', async () => {
    const values = await page.evaluate(() => {
      wx.setStorageSync('k', { n: 1, list: ['a'] })
      const before = [wx.getStorageSync('k'), wx.getStorageSync('none')]
      wx.removeStorageSync('k')
      return [...before, wx.getStorageSync('k')]
    })
    expect(values).toEqual([{ n: 1, list: ['a'] }, '', ''])
  })

  test('router · bad page, eleventh page, first page · fail as WeChat words it', async () => {
    expect(await messageOf('navigateTo', { url: '/pages/x/x' })).toBe(
      'navigateTo:fail page "pages/x/x" is not found',
    )
    expect(await messageOf('navigateBack')).toBe(
      'navigateBack:fail cannot navigate back at first page',
    )
    for (let count = 1; count < 10; count++) {
      expect(await messageOf('navigateTo', { url: '/pages/second/second' })).toBe('navigateTo:ok')
    }
    expect(await messageOf('navigateTo', { url: '/pages/second/second' })).toBe(
      'navigateTo:fail webview count limit exceed',
    )
    expect((await routes()).length).toBe(10)
  })

  test('router · to a subpackage and back · queries stay as written', async () => {
    await call('navigateTo', { url: '../second/second?from=a%20b' })
    expect(await data()).toEqual({ from: 'a%20b' })
    await call('redirectTo', { url: '/pack/pages/form/form' })
    expect(await routes()).toEqual(['pages/home/home', 'pack/pages/form/form'])
    await call('navigateBack', { delta: 5 })
    expect(await routes()).toEqual(['pages/home/home'])
    await call('reLaunch', { url: '/pages/second/second' })
    expect(await routes()).toEqual(['pages/second/second'])
  })

  test('cloud · before init, on HTTP 500 · fails; else carries the person', async () => {
    const answers = await page.evaluate(async () => {
      const cloud = wx.cloud
      const told: unknown[] = []
      try {
        cloud.callFunction({ name: 'verify' })
      } catch (error) {
        told.push(String(error))
      }
      cloud.init()
      const call = (name: string) =>
        Promise.resolve(cloud.callFunction({ name, data: { action: 'notice' } })).catch((e) => e)
      return [...told, await call('broken'), await call('verify')]
    })
    expect(answers[0]).toMatch(/wx\.cloud\.init/)
    expect(answers[1]).toMatchObject({
      errMsg: expect.stringMatching(/^cloud\.callFunction:fail .*HTTP 500/),
    })
    expect(answers[2]).toMatchObject({
      errMsg: 'cloud.callFunction:ok',
      result: { ok: true, data: { echo: { action: 'notice' } } },
    })
    const call = { name: 'verify', openid: 'preview-person-1', body: { action: 'notice' } }
    expect(phone.calls.at(-1)).toEqual(call)
  })

  test('dialogues · modal, sheet dismissed, toast · answer as WeChat', async () => {
    const modal = call('showModal', { title: '题', content: '文' })
    await tap('确定')
    expect(await modal).toMatchObject({ confirm: true, cancel: false, errMsg: 'showModal:ok' })
    const sheet = call('showActionSheet', { itemList: ['甲', '乙'] })
    await page.getByRole('menuitem', { name: '取消' }).click()
    expect((await sheet).errMsg).toBe('showActionSheet:fail cancel')
    await call('showToast', { title: '好了', icon: 'none' })
    expect(await page.getByRole('status').textContent()).toBe('好了')
  })

  test('privacy · refused, then agreed · errno 104, then remembered', async () => {
    const refused = call('requirePrivacyAuthorize')
    await tap('拒绝')
    expect(await refused).toMatchObject({ errno: 104 })
    const agreed = call('requirePrivacyAuthorize')
    await tap('同意')
    expect((await agreed).errMsg).toBe('requirePrivacyAuthorize:ok')
    expect(await call('getPrivacySetting')).toMatchObject({ needAuthorization: false })
  })

  test('subscription · without a tap · is refused', async () => {
    expect(await messageOf('requestSubscribeMessage', { tmplIds: ['t'] })).toBe(
      'requestSubscribeMessage:fail can only be invoked by user TAP gesture',
    )
  })

  test('real-name button · no screen for it · fails and says so', async () => {
    await tap('授权')
    expect((await data()).realname).toMatchObject({ errMsg: expect.stringMatching(/:fail/) })
  })

  test('pages · rpx, component, picture, page styles · as on a phone of 375 px', async () => {
    await page.waitForFunction(() => getCurrentPages()[0]?.data.dot === 20)
    expect((await data()).life).toBe('load show ready')
    const title = page.locator('[data-mp-id=title]')
    expect(await title.evaluate((one) => one.getBoundingClientRect().width)).toBe(187.5)
    expect(await title.evaluate((one) => getComputedStyle(one).color)).toBe('rgb(10, 20, 30)')
    const viewport = await page.locator('.mp-viewport').evaluate((one) => one.clientHeight)
    const full = await page.locator('.full').evaluate((one) => one.getBoundingClientRect().height)
    expect(full).toBeCloseTo(viewport / 10, 1)
    expect((await page.locator('.foot').boundingBox())?.y).toBeGreaterThan(700)
  })
})

test('base library · below an API’s first · the API is absent, with promises too', async () => {
  page = await phone.open('sdkVersion=1.2.6&platform=android&wechatVersion=6.5.8')
  const answers = await page.evaluate(() => [
    typeof wx.navigateToMiniProgram,
    wx.canIUse('navigateToMiniProgram'),
    wx.canIUse('getStorage'),
    typeof wx.getAppBaseInfo,
    typeof wx.getStorage({ key: 'k' }),
    (wx.getSystemInfoSync() as { SDKVersion: string }).SDKVersion,
  ])
  expect(answers).toEqual(['undefined', false, true, 'undefined', 'undefined', '1.2.6'])
})

test('settings · from the URL · are what the system information says', async () => {
  page = await phone.open('platform=ohos&wechatVersion=8.0.50&fontSize=22&theme=dark')
  const [app, device] = await page.evaluate(() => [wx.getAppBaseInfo(), wx.getDeviceInfo()])
  const wanted = { version: '8.0.50', fontSizeSetting: 22, theme: 'dark', SDKVersion: '3.8.12' }
  expect(app).toMatchObject(wanted)
  expect(device).toMatchObject({ platform: 'ohos' })
  const colour = page.locator('[data-mp-id=title]').evaluate((one) => getComputedStyle(one).color)
  expect(await colour).toBe('rgb(200, 210, 220)')
})

test('network off · request and cloud · fail; the change is told', async () => {
  page = await phone.open('platform=ios')
  const heard = await page.evaluate(
    async (settings) => {
      const changes: unknown[] = []
      wx.onNetworkStatusChange((change: unknown) => changes.push(change))
      window.__preview?.update(settings)
      const cloud = wx.cloud
      cloud.init()
      const failed = await Promise.resolve(cloud.callFunction({ name: 'verify' })).catch((e) => e)
      const request = await new Promise((fail) => wx.request({ url: '/late', fail }))
      return { changes, told: [failed, request].map((one) => (one as { errMsg: string }).errMsg) }
    },
    { ...DEFAULT_SETTINGS, offline: true },
  )
  expect(heard).toEqual({
    changes: [{ isConnected: false, networkType: 'none' }],
    told: [
      'cloud.callFunction:fail The Internet connection appears to be offline.',
      'request:fail The Internet connection appears to be offline.',
    ],
  })
})

test('form · in the subpackage · collects what was entered', async () => {
  page = await phone.open('', '#/pack/pages/form/form')
  await page.getByPlaceholder('姓名').fill('ab')
  await page.getByPlaceholder('备注').fill('words')
  await page.getByRole('checkbox').nth(1).check()
  await page.getByText('b', { exact: true }).nth(1).click()
  await page.getByLabel('开关').check()
  await page.getByLabel('城市').selectOption('1')
  expect(await page.locator('.echo').textContent()).toBe('AB')
  await tap('提交')
  const wanted = { name: 'ab', note: 'words', picks: ['b'], one: 'b', on: true, city: 1 }
  expect((await data()).submitted).toEqual(wanted)
})

describe('another mini-program', () => {
  test('no tap, or a tap before a request · refused', async () => {
    page = await phone.open()
    const refusal = 'navigateToMiniProgram:fail can only be invoked by user TAP gesture'
    expect(await messageOf('navigateToMiniProgram', { appId: APP_ID })).toBe(refusal)
    await tap('先请求再打开')
    await page.waitForFunction(() => getCurrentPages()[0]?.data.jumped)
    expect((await data()).jumped).toBe(refusal)
  })

  test('the person says no · fail cancel, and the app was never left', async () => {
    page = await phone.open()
    await tap('打开')
    await tap('取消')
    expect((await data()).jumped).toBe('navigateToMiniProgram:fail cancel')
    expect((await seen()).map(({ name }) => name)).toEqual(['onLaunch', 'onShow'])
  })

  test('entered by the keyboard · told who calls and with what', async () => {
    page = await phone.open()
    await page.getByRole('button', { name: '打开', exact: true }).press('Enter')
    await tap('允许')
    const entry = page.frameLocator('.mp-visit-frame').locator('#entry')
    await entry.getByText('enter').waitFor()
    expect(JSON.parse((await entry.textContent()) ?? '')).toEqual({
      shiming: 'enter',
      appId: 'touristappid',
      path: 'pages/index/index',
      extraData: { uid: 'u' },
      envVersion: 'release',
    })
    expect((await data()).jumped).toBe('navigateToMiniProgram:ok')
    expect((await seen()).at(-1)?.name).toBe('onHide')
  })

  test.each([
    ['完成', { appId: APP_ID, extraData: { token: 'T' } }],
    ['返回', { appId: APP_ID }],
    ['划走', { appId: APP_ID }],
  ])('%s · comes back by onShow with what was given', async (choice, referrerInfo) => {
    page = await phone.open()
    await visit(choice)
    const entered = await lastShow(2)
    expect(entered).toMatchObject({ scene: 1038, path: 'pages/home/home' })
    expect(entered?.referrerInfo).toEqual(referrerInfo)
    expect(await page.evaluate(() => wx.getEnterOptionsSync())).toEqual(entered)
    expect((await data()).life).toBe('load show ready show')
  })

  test.each([
    ['android', { appId: APP_ID, extraData: { token: 'T' } }],
    ['ios', {}],
  ])(
    '%s · to the background and back · extraData is delivered again or not',
    async (platform, again) => {
      page = await phone.open(`platform=${platform}`)
      await visit('完成')
      await lastShow(2)
      await page.evaluate(() => window.__preview?.leaveAndReturn())
      expect((await lastShow(3))?.referrerInfo).toEqual(again)
    },
  )

  test('killed while away · the return comes by onLaunch at the home page', async () => {
    page = await phone.open('killWhenAway=1', '#/pages/home/home')
    await page.evaluate(() => {
      wx.setStorageSync('kept', 1)
      Object.assign(window, { marker: true })
    })
    await visit('完成')
    await page.waitForFunction(() => !('marker' in window) && window.__preview?.currentUrl())
    const [launch, show] = await seen()
    expect(launch?.name).toBe('onLaunch')
    expect(launch?.options).toMatchObject({ scene: 1038, path: 'pages/home/home' })
    expect(launch?.options?.referrerInfo.extraData).toEqual({ token: 'T' })
    expect(show).toEqual({ name: 'onShow', options: launch?.options })
    expect(await page.evaluate(() => wx.getStorageSync('kept'))).toBe(1)
  })
})

describe('frame', () => {
  test('kill and restart · memory is gone, storage is kept, the log goes on', async () => {
    page = await phone.frame()
    const inner = page.frameLocator('#phone')
    await inner.locator('wx-page').waitFor()
    const app = () => page.frames().find((one) => one.url().includes('/app.html'))
    await app()?.evaluate(() => {
      wx.setStorageSync('kept', 'yes')
      Object.assign(window, { marker: true })
    })
    await page.getByRole('button', { name: /^杀掉并重启/ }).click()
    await app()?.waitForFunction(() => !('marker' in window) && window.__preview?.currentUrl())
    expect(await app()?.evaluate(() => wx.getStorageSync('kept'))).toBe('yes')
    await page.getByText('示例系统').first().waitFor()
    await page.getByText('HMAC-SHA1 核对通过').waitFor()
    expect(await page.getByText('App.onLaunch').count()).toBe(2)
  })

  test('outcome, platform, theme · chosen in the panel · reach sandbox and phone', async () => {
    page = await phone.frame()
    await page.getByLabel('示例系统').selectOption('602')
    await page.getByText('✓ 602').waitFor({ state: 'attached' })
    const control = await (await fetch(`${phone.base}/sandbox/demo/__control`)).json()
    expect(control).toMatchObject({ current: '602' })
    await page.getByLabel('平台').selectOption('android')
    await page.getByLabel('主题').selectOption('dark')
    const root = page.frameLocator('#phone').locator('html[data-theme=dark]')
    await root.waitFor({ state: 'attached' })
    expect(await root.getAttribute('data-platform')).toBe('android')
    expect(new URL(page.url()).search).toBe('?platform=android&theme=dark')
  })
})
