import type { Page } from 'playwright-core'
import { DEFAULT_SETTINGS } from '../../preview/bridge'
import type { Api } from './page-talk'
import { call, dataOf, messageOf, routesOf, tap } from './page-talk'
import type { FixturePhone } from './phone'
import { openFixture } from './phone'

/** What the page itself has, for code that runs inside it. */
declare const wx: Record<
  | 'canIUse'
  | 'getAppBaseInfo'
  | 'getDeviceInfo'
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
declare const getCurrentPages: () => { data: Record<string, unknown> }[]

// A browser starts and pages load; other work may hold up the machine.
jest.setTimeout(60_000)

let phone: FixturePhone
let page: Page

beforeAll(async () => {
  phone = await openFixture()
}, 60_000)

afterAll(() => phone.close())
afterEach(() => page.context().close())

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
    expect(await call(page, 'setStorage', { key: 'a', data: { b: 1 } })).toEqual({
      errMsg: 'setStorage:ok',
    })
    expect(await call(page, 'getStorage', { key: 'none' })).toEqual({
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
    expect(await messageOf(page, 'navigateTo', { url: '/pages/x/x' })).toBe(
      'navigateTo:fail page "pages/x/x" is not found',
    )
    expect(await messageOf(page, 'navigateBack')).toBe(
      'navigateBack:fail cannot navigate back at first page',
    )
    for (let count = 1; count < 10; count++) {
      expect(await messageOf(page, 'navigateTo', { url: '/pages/second/second' })).toBe(
        'navigateTo:ok',
      )
    }
    expect(await messageOf(page, 'navigateTo', { url: '/pages/second/second' })).toBe(
      'navigateTo:fail webview count limit exceed',
    )
    expect((await routesOf(page)).length).toBe(10)
  })

  test('router · to a subpackage and back · queries stay as written', async () => {
    await call(page, 'navigateTo', { url: '../second/second?from=a%20b' })
    expect(await dataOf(page)).toEqual({ from: 'a%20b' })
    await call(page, 'redirectTo', { url: '/pack/pages/form/form' })
    expect(await routesOf(page)).toEqual(['pages/home/home', 'pack/pages/form/form'])
    await call(page, 'navigateBack', { delta: 5 })
    expect(await routesOf(page)).toEqual(['pages/home/home'])
    await call(page, 'reLaunch', { url: '/pages/second/second' })
    expect(await routesOf(page)).toEqual(['pages/second/second'])
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
    const modal = call(page, 'showModal', { title: '题', content: '文' })
    await tap(page, '确定')
    expect(await modal).toMatchObject({ confirm: true, cancel: false, errMsg: 'showModal:ok' })
    const sheet = call(page, 'showActionSheet', { itemList: ['甲', '乙'] })
    await page.getByRole('menuitem', { name: '取消' }).click()
    expect((await sheet).errMsg).toBe('showActionSheet:fail cancel')
    await call(page, 'showToast', { title: '好了', icon: 'none' })
    expect(await page.getByRole('status').textContent()).toBe('好了')
  })

  test('privacy · refused, then agreed · errno 104, then remembered', async () => {
    const refused = call(page, 'requirePrivacyAuthorize')
    await tap(page, '拒绝')
    expect(await refused).toMatchObject({ errno: 104 })
    const agreed = call(page, 'requirePrivacyAuthorize')
    await tap(page, '同意')
    expect((await agreed).errMsg).toBe('requirePrivacyAuthorize:ok')
    expect(await call(page, 'getPrivacySetting')).toMatchObject({ needAuthorization: false })
  })

  test('subscription · without a tap · is refused', async () => {
    expect(await messageOf(page, 'requestSubscribeMessage', { tmplIds: ['t'] })).toBe(
      'requestSubscribeMessage:fail can only be invoked by user TAP gesture',
    )
  })

  test('pages · rpx, component, picture, page styles · as on a phone of 375 px', async () => {
    await page.waitForFunction(() => getCurrentPages()[0]?.data.dot === 20)
    expect((await dataOf(page)).life).toBe('load show ready')
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
  await tap(page, '提交')
  const wanted = { name: 'ab', note: 'words', picks: ['b'], one: 'b', on: true, city: 1 }
  expect((await dataOf(page)).submitted).toEqual(wanted)
})
