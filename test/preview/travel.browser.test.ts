import type { Page } from 'playwright-core'
import type { Api, Entered, Seen } from './page-talk'
import { dataOf, messageOf, seenBy, tap } from './page-talk'
import type { FixturePhone } from './phone'
import { openFixture } from './phone'

/** What the page itself has, for code that runs inside it. */
declare const wx: Record<'getEnterOptionsSync' | 'getStorageSync' | 'setStorageSync', Api>
declare const getCurrentPages: () => { data: Record<string, unknown> }[]
declare const getApp: () => { seen: Seen[] }

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

async function visit(choice: string): Promise<void> {
  await tap(page, '打开')
  await tap(page, '允许')
  await page.frameLocator('.mp-visit-frame').getByRole('button', { name: choice }).click()
}

async function lastShow(count: number): Promise<Entered | undefined> {
  await page.waitForFunction(
    (wanted) => getApp().seen.filter(({ name }) => name === 'onShow').length === wanted,
    count,
  )
  return (await seenBy(page)).at(-1)?.options
}

describe('another mini-program', () => {
  test('no tap, or a tap before a request · refused', async () => {
    page = await phone.open()
    const refusal = 'navigateToMiniProgram:fail can only be invoked by user TAP gesture'
    expect(await messageOf(page, 'navigateToMiniProgram', { appId: APP_ID })).toBe(refusal)
    await tap(page, '先请求再打开')
    await page.waitForFunction(() => getCurrentPages()[0]?.data.jumped)
    expect((await dataOf(page)).jumped).toBe(refusal)
  })

  test('the person says no · fail cancel, and the app was never left', async () => {
    page = await phone.open()
    await tap(page, '打开')
    await tap(page, '取消')
    expect((await dataOf(page)).jumped).toBe('navigateToMiniProgram:fail cancel')
    expect((await seenBy(page)).map(({ name }) => name)).toEqual(['onLaunch', 'onShow'])
  })

  test('entered by the keyboard · told who calls and with what', async () => {
    page = await phone.open()
    await page.getByRole('button', { name: '打开', exact: true }).press('Enter')
    await tap(page, '允许')
    const entry = page.frameLocator('.mp-visit-frame').locator('#entry')
    await entry.getByText('enter').waitFor()
    expect(JSON.parse((await entry.textContent()) ?? '')).toEqual({
      shiming: 'enter',
      appId: 'touristappid',
      path: 'pages/index/index',
      extraData: { uid: 'u' },
      envVersion: 'release',
    })
    expect((await dataOf(page)).jumped).toBe('navigateToMiniProgram:ok')
    expect((await seenBy(page)).at(-1)?.name).toBe('onHide')
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
    expect((await dataOf(page)).life).toBe('load show ready show')
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
    const [launch, show] = await seenBy(page)
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
    await page.getByText('App.onLaunch').nth(1).waitFor()
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
