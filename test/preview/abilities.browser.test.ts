import type { FrameLocator, Page } from 'playwright-core'
import type { Api } from './page-talk'
import { dataOf, tap } from './page-talk'
import type { FixturePhone } from './phone'
import { openFixture } from './phone'

/** What the page itself has, for code that runs inside it. */
declare const wx: Record<string, Api>
declare const getCurrentPages: () => {
  data: Record<string, unknown>
  setData(data: object): void
}[]

/** What the callbacks of the last face call heard, oldest first. */
type Heard = [kind: string, result: Record<string, unknown>][]
interface Ears {
  heard: Heard
  gave: unknown
}

// A browser starts and pages load; other work may hold up the machine.
jest.setTimeout(60_000)

const FACE_1 = 'startFacialRecognitionVerify'
const FACE_2 = 'requestFacialVerify'
const SUPPORT = 'checkIsSupportFacialRecognition'
const CANCELLED = { errMsg: `${FACE_1}:cancel`, errCode: 90100 }

let phone: FixturePhone
let page: Page
let screen: FrameLocator

beforeAll(async () => {
  phone = await openFixture()
}, 60_000)

afterAll(() => phone.close())
afterEach(() => page.context().close())

async function open(query = ''): Promise<void> {
  page = await phone.open(query)
  screen = page.frameLocator('.mp-ability-frame')
}

/** Calls `wx.<api>` with all three callbacks. */
async function start(api: string, args: object = {}): Promise<void> {
  await page.evaluate(
    ([name, given]) => {
      const ears = Object.assign(window, { heard: [] as Heard, gave: undefined as unknown })
      const hear = (kind: string) => (result: unknown) =>
        ears.heard.push([kind, result as Record<string, unknown>])
      ears.gave = wx[name]?.({
        ...given,
        success: hear('success'),
        fail: hear('fail'),
        complete: hear('complete'),
      })
    },
    [api, args] as const,
  )
}

async function heard(): Promise<Heard> {
  await page.waitForFunction(() => (window as unknown as Ears).heard.length > 1)
  return page.evaluate(() => (window as unknown as Ears).heard)
}

const choose = (name: string) => screen.getByRole('button', { name, exact: true }).click()

describe('whether it is there', () => {
  const typesAt = (...names: string[]) =>
    page.evaluate((wanted) => wanted.map((name) => typeof wx[name]), names)

  test.each([
    ['1.9.2', ['undefined', 'undefined', 'undefined']],
    ['1.9.3', ['function', 'undefined', 'undefined']],
    ['3.8.9', ['function', 'undefined', 'undefined']],
    ['3.8.12', ['function', 'function', 'function']],
  ])('base library %s · by the edition', async (sdkVersion, types) => {
    await open(`sdkVersion=${sdkVersion}`)
    expect(await typesAt(FACE_1, FACE_2, SUPPORT)).toEqual(types)
    expect(await typesAt(`${FACE_1}AndUploadVideo`, `${FACE_2}AndUploadVideo`)).toEqual(
      types.slice(0, 2),
    )
  })

  test('canIUse · knows the second edition, never the first', async () => {
    await open()
    const answers = await page.evaluate(
      (names) => names.map((name) => wx.canIUse?.(name)),
      [FACE_1, `${FACE_1}AndUploadVideo`, FACE_2],
    )
    expect(answers).toEqual([false, false, true])
  })

  test.each(['windows', 'mac'])('%s · no face call, and the question says so', async (platform) => {
    await open(`platform=${platform}`)
    expect(await typesAt(FACE_1, FACE_2)).toEqual(['undefined', 'undefined'])
    await start(SUPPORT)
    expect((await heard())[0]).toEqual(['fail', { errMsg: `${SUPPORT}:fail not support` }])
  })

  test('devtools · not supported either', async () => {
    await open('platform=devtools')
    await start(SUPPORT)
    expect((await heard())[0]).toEqual(['fail', { errMsg: `${SUPPORT}:fail not support` }])
  })

  test('a phone · as the sandbox answers', async () => {
    await open()
    await start(SUPPORT)
    const result = { errMsg: `${SUPPORT}:fail No front camera`, errCode: 10001 }
    expect(await heard()).toEqual([
      ['fail', result],
      ['complete', result],
    ])
  })
})

describe('face page', () => {
  test.each([
    ['做完', 'success', { errMsg: `${FACE_1}:ok`, errCode: 0, verifyResult: 'V' }],
    ['取消', 'fail', CANCELLED],
    ['做不成', 'fail', { errMsg: `${FACE_1}:fail out of reach`, errCode: 90199 }],
  ])('%s · %s and complete, with what the page said', async (choice, kind, result) => {
    await open()
    await start(FACE_1, { userIdKey: 'key' })
    await choose(choice)
    expect(await heard()).toEqual([
      [kind, result],
      ['complete', result],
    ])
    expect(await page.locator('.mp-ability').count()).toBe(0)
  })

  test('no callback is given · still no promise', async () => {
    await open()
    const gave = await page.evaluate((api) => wx[api]?.({ verifyId: 'v' }), FACE_1)
    expect(gave).toBeUndefined()
    await page.locator('.mp-ability').waitFor()
  })

  test('the page is told who, what and with which arguments', async () => {
    await open('openid=somebody')
    await start(FACE_1, { userIdKey: 'key', checkAliveType: 2 })
    await screen.locator('#entry').getByText('enter').waitFor()
    expect(JSON.parse((await screen.locator('#entry').textContent()) ?? '')).toEqual({
      shiming: 'enter',
      openid: 'somebody',
      api: FACE_1,
      args: { userIdKey: 'key', checkAliveType: 2 },
    })
  })

  test('closed by itself · nobody is told', async () => {
    await open()
    await start(FACE_1)
    await choose('没有下文')
    await page.locator('.mp-ability').waitFor({ state: 'detached' })
    await page.waitForTimeout(100)
    expect(await page.evaluate(() => (window as unknown as Ears).heard)).toEqual([])
  })

  test('swiped from the edge · is a cancel', async () => {
    await open()
    await start(FACE_1)
    await screen.getByRole('button', { name: '做完' }).waitFor()
    await page.mouse.move(4, 400)
    await page.mouse.down()
    await page.mouse.move(160, 400, { steps: 4 })
    await page.mouse.up()
    expect(await heard()).toEqual([
      ['fail', CANCELLED],
      ['complete', CANCELLED],
    ])
  })

  test('the edge is only touched · stays', async () => {
    await open()
    await start(FACE_1)
    await screen.getByRole('button', { name: '做完' }).waitFor()
    await page.mouse.click(4, 400)
    expect(await page.locator('.mp-ability').count()).toBe(1)
  })

  test('killed meanwhile · starts anew, and the call is never answered', async () => {
    await open('killWhenAway=1')
    await page.evaluate(() => Object.assign(window, { marker: true }))
    await start(FACE_1)
    await choose('做完')
    await page.waitForFunction(() => !('marker' in window) && window.__preview?.currentUrl())
    expect(await page.locator('.mp-ability').count()).toBe(0)
  })

  test('not played by any sandbox · fails', async () => {
    await open()
    await start(`${FACE_1}AndUploadVideo`)
    const [[kind, result] = []] = await heard()
    expect(kind).toBe('fail')
    expect(result?.errMsg).toMatch(/^startFacialRecognitionVerifyAndUploadVideo:fail /)
  })
})

describe('second edition · privacy gate', () => {
  test('refused · errno 104, and the page was never shown', async () => {
    await open()
    await start(FACE_2, { verifyId: 'v' })
    await tap(page, '拒绝')
    const result = {
      errMsg: `${FACE_2}:fail privacy permission is not authorized`,
      errno: 104,
    }
    expect(await heard()).toEqual([
      ['fail', result],
      ['complete', result],
    ])
  })

  test('agreed · goes on to the page', async () => {
    await open()
    await start(FACE_2, { verifyId: 'v' })
    await tap(page, '同意')
    await choose('做完')
    expect((await heard())[0]?.[1].errMsg).toBe(`${FACE_2}:ok`)
  })
})

describe('real-name button', () => {
  const detail = async () => {
    await page.waitForFunction(() => 'errMsg' in Object(getCurrentPages()[0]?.data.realname))
    return (await dataOf(page)).realname
  }

  test.each([
    ['nothing', []],
    ['one number', [99]],
    ['three numbers', [99, 904, 1]],
    ['text', ['99', '904']],
  ])('category-id is %s · refused, without a screen', async (_what, category) => {
    await open()
    await page.evaluate((wanted) => getCurrentPages()[0]?.setData({ category: wanted }), category)
    await tap(page, '授权')
    expect(await detail()).toEqual({
      errMsg: 'openRealnameAuth:fail:category_id is empty',
      errCode: 40003,
    })
    expect(await page.locator('.mp-ability').count()).toBe(0)
  })

  test('swiped away by the keyboard · cancelled without a code', async () => {
    await open()
    await tap(page, '授权')
    await page.getByRole('button', { name: '从屏幕边缘划走' }).press('Enter')
    expect(await detail()).toEqual({ errMsg: 'openRealnameAuth:cancel' })
  })

  test('done · the detail of the event is what the screen said', async () => {
    await open()
    await tap(page, '授权')
    const entry = screen.locator('#entry')
    await entry.getByText('enter').waitFor()
    expect(JSON.parse((await entry.textContent()) ?? '')).toMatchObject({
      api: 'getRealnameAuthInfo',
      args: { categoryId: [99, 904] },
    })
    await choose('做完')
    expect(await detail()).toMatchObject({ errCode: 0 })
  })

  test('WeChat before 6.5.22 · nothing happens', async () => {
    await open('wechatVersion=6.5.21')
    await tap(page, '授权')
    await page.waitForTimeout(150)
    expect((await dataOf(page)).realname).toEqual({})
    expect(await page.locator('.mp-ability').count()).toBe(0)
  })
})
