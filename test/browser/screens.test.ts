import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Settings } from '../../preview/bridge'
import type { Answers } from './screens/answers'
import { answerWith } from './screens/answers'
import { measure } from './screens/measures'
import type { Screen } from './screens/table'
import { SCREENS } from './screens/table'
import type { Stage } from './stage'
import { openStage } from './stage'

const FOLDER = join(__dirname, '../../test-results/screens')
const HEIGHTS = { 320: 640, 430: 932 } as const
type Width = keyof typeof HEIGHTS
type Theme = Settings['theme']

/** Sizes of print, with what must be held in them. `largest`: 1.6 times, by the phone's setting. */
const SIZES = {
  normal: { target: 44, base: 16, inSight: true },
  elder: { target: 60, base: 20, inSight: true },
  largest: { target: 60, base: 25.6, inSight: false },
} as const
type Size = keyof typeof SIZES

const LARGEST_PX = 26
const PLACES: Record<Screen['page'], string> = {
  home: '/pages/home/home',
  consent: `/shiming/pages/consent/consent?purpose=${encodeURIComponent('门诊预约挂号')}`,
  channels: '/shiming/pages/channels/channels?sessionId=s1',
  verify: '/shiming/pages/verify/verify?',
  result: '/shiming/pages/result/result?',
  records: '/shiming/pages/records/records',
}

const stage = {} as Stage
let answers: Answers = {}

beforeAll(async () => {
  mkdirSync(FOLDER, { recursive: true })
  Object.assign(stage, await openStage())
  await answerWith(stage.person.page, () => answers)
})

afterAll(() => stage.close?.())

async function reach(screen: Screen, fontSize: number): Promise<void> {
  const { person } = stage
  answers = screen.answers
  const openid = `${screen.page}-${screen.state}-${fontSize}`
  await person.open({ openid, fontSize }, `${PLACES[screen.page]}${screen.query ?? ''}`)
  await screen.act?.(person)
  await person.sees(screen.sees)
  // a finger leaves its mark on a button for a moment
  await person.wait(200)
  await person.page.mouse.move(1, 1)
  await person.page.locator('wx-button:active').waitFor({ state: 'detached' })
}

/** A picture of the screen as it is now, and what is wrong with it. */
async function look(screen: Screen, size: Size, theme: Theme, width: Width): Promise<string[]> {
  const { person } = stage
  await person.page.setViewportSize({ width, height: HEIGHTS[width] })
  await person.change({ theme })
  const name = [screen.page, screen.state, theme, size, width].join('-')
  await person.page.screenshot({ path: join(FOLDER, `${name}.png`), scale: 'css' })
  const found = await person.page.evaluate(measure, { ...SIZES[size], width })
  return found.map((problem) => `${name}: ${problem}`)
}

async function lookAt(screen: Screen, size: Size, widths: readonly Width[]): Promise<string[]> {
  const found: string[] = []
  for (const width of widths) {
    for (const theme of ['light', 'dark'] as const) {
      found.push(...(await look(screen, size, theme, width)))
    }
  }
  return found
}

test.each(SCREENS)('$page · $state · readable in every size, width and colour', async (screen) => {
  await reach(screen, 16)
  const found = await lookAt(screen, 'normal', [320, 430])
  if (screen.page !== 'home') {
    await stage.person.tap('切换到大字版') // the host's own page has no such switch
    found.push(...(await lookAt(screen, 'elder', [430, 320])))
    await reach(screen, LARGEST_PX)
    found.push(...(await lookAt(screen, 'largest', [320])))
  }
  expect(found).toEqual([])
})

test('frame · 1280 × 800 · the product and its log side by side', async () => {
  const page = await stage.phone.context.newPage()
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(stage.house.url)
  const app = page.frameLocator('#phone')
  const mini = app.frameLocator('.mp-visit-frame')
  const steps = ['去核验', '同意', '同意并继续', /^拍身份证并刷脸/, '开始核验', '允许']
  for (const name of steps) await app.getByRole('button', { name, exact: true }).click()
  await mini.getByRole('button', { name: '拍好了，下一步' }).click()
  await mini.getByRole('button', { name: '开始' }).click()
  await page.clock.runFor(4000)
  await mini.getByRole('button', { name: '返回业务小程序' }).click()
  await app.getByText('核验通过').first().waitFor()
  await page.clock.runFor(2000) // the panel asks the sandbox for its log
  await page.getByText('拉取结果').first().waitFor()
  expect(await page.content()).not.toMatch(/张三|11010519491231002X/)
  await page.screenshot({ path: join(FOLDER, 'frame-passed-light-1280.png'), scale: 'css' })
  await page.close()
})
