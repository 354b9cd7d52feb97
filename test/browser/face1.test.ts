import type { CodeTable } from '../../core/channels/code-table'
import { CALL_CODES, FURTHER_CODES, VERDICT_CODES } from '../../core/channels/face1/codes'
import { everyCode } from './every-code'
import { errors, film, passes, toReady } from './face'
import { refusedAtStart, typing, unfit } from './face-before'
import { turnedBack } from './face-turned-back'
import type { Way } from './way'
import { openWay, somebody } from './way'

const way = {} as Way
const mistakes: Error[] = []

beforeAll(async () => {
  Object.assign(way, await openWay('face1', /^微信刷脸(?!核身)/))
  way.stage.phone.page.on('pageerror', (error) => mistakes.push(error))
})

afterAll(() => way.close?.())

beforeEach(async () => {
  await way.force('pass')
})

/** Holds after every flow, however it ended. */
afterEach(async () => {
  expect(await way.kept()).toEqual([])
  expect(mistakes.splice(0)).toEqual([])
})

const TABLES: CodeTable = { ...VERDICT_CODES, ...FURTHER_CODES, ...CALL_CODES }

describe('typing', () => typing(way))
describe('errors', () =>
  errors(way, [
    ['ret-10002', 'LIVENESS_FAILED', 'retry'],
    ['ret-10003', 'IDENTITY_MISMATCH', 'retry'],
    ['ret-10004', 'FACE_MISMATCH', 'retry'],
    ['ret-10006', 'CHANNEL_UNAVAILABLE', 'switch'],
    ['ret-10009', 'NO_RECORD', 'switch'],
    ['ret-10018', 'SESSION_EXPIRED', 'retry'],
    ['ret-10042', 'RATE_LIMITED', 'switch'],
    ['client-90102', 'DEVICE_UNSUPPORTED', 'retry'],
    ['client-90109', 'DEVICE_UNSUPPORTED', 'switch'],
    ['client-no-permission', 'CHANNEL_UNAVAILABLE', 'switch'],
    ['other-openid', 'BINDING_MISMATCH', 'switch'],
    ['error-84002', 'SESSION_EXPIRED', 'retry'],
    ['says-0-10004', 'FACE_MISMATCH', 'retry'],
  ]))
describe('start', () =>
  refusedAtStart(way, ['error-84006', ['start-down', 'UPSTREAM_UNAVAILABLE', 'retry']]))

describe('permissions of the phone', () => {
  test.each([
    ['client-90101', '微信还不能使用相机。'],
    ['client-90008', '微信还不能使用相机。'],
    ['client-90009', '微信还不能使用麦克风。'],
    ['client-90010', '微信还不能使用相机和麦克风。'],
  ])('%s · %s Counts for nothing', async (outcome, sentence) => {
    await way.force(outcome)
    await toReady(way, `face1-${outcome}`)
    await film(way)
    await way.stage.person.sees(sentence)
    expect(await way.attempts(`face1-${outcome}`)).toEqual(['cancelled'])
  })

  test('this very device, says WeChat on its screen · another way', async () => {
    const { person } = way.stage
    await toReady(way, 'face1-unsupported')
    await person.tap('开始核验')
    await way.screen.locator('#dev summary').tap()
    await way.press('这台设备不支持')
    await person.sees('没有通过')
    expect(await person.actions()).toEqual(['换一种方式', '完成'])
  })
})

describe('device', () => unfit(way))
describe('turned back', () => turnedBack(way))
describe('every code', () =>
  everyCode(way, { tables: TABLES, refused: ['error-84006'], claim: (n) => somebody(1000 + n) }))
describe('passed', () => passes(way))
