import type { CodeTable } from '../../core/channels/code-table'
import { CALL_CODES, VERDICT_CODES } from '../../core/channels/face2/codes'
import { everyCode } from './every-code'
import { become, errors, film, passes, toReady } from './face'
import { refusedAtStart, typing, unfit } from './face-before'
import { turnedBack } from './face-turned-back'
import type { Way } from './way'
import { openWay, somebody } from './way'

const way = {} as Way
const mistakes: Error[] = []

beforeAll(async () => {
  Object.assign(way, await openWay('face2', /^微信刷脸核身/))
  way.stage.phone.page.on('pageerror', (error) => mistakes.push(error))
})

afterAll(() => way.close?.())

beforeEach(async () => {
  await way.force('pass')
  await way.force('pass', 'face1')
})

/** Holds after every flow, however it ended. */
afterEach(async () => {
  expect(await way.kept()).toEqual([])
  expect(mistakes.splice(0)).toEqual([])
})

const TABLES: CodeTable = { ...VERDICT_CODES, ...CALL_CODES }

/** `errcode` of the call that opens a check: there is nothing to show then. */
const REFUSED = [
  '40003',
  '84010',
  '84011',
  '84012',
  '84013',
  '84014',
  '84015',
  '84016',
  '84019',
].map((code) => `error-${code}`)

describe('typing', () => typing(way))
describe('errors', () =>
  errors(way, [
    ['ret-10002', 'LIVENESS_FAILED', 'retry'],
    ['ret-10003', 'IDENTITY_MISMATCH', 'retry'],
    ['ret-10004', 'FACE_MISMATCH', 'retry'],
    ['ret-10006', 'CHANNEL_UNAVAILABLE', 'switch'],
    ['ret-10017', 'BINDING_MISMATCH', 'switch'],
    ['ret-10021', 'TICKET_USED', 'retry'],
    ['ret-10026', 'NO_RECORD', 'switch'],
    ['ret-10042', 'RATE_LIMITED', 'switch'],
    ['ret-90001', 'DEVICE_UNSUPPORTED', 'switch'],
    ['ret-90106', 'DEVICE_UNSUPPORTED', 'retry'],
    ['ret-90012', 'UPSTREAM_UNAVAILABLE', 'retry'],
    ['ret-0', 'UPSTREAM_UNAVAILABLE', 'retry'],
    ['error-84022', 'SESSION_EXPIRED', 'retry'],
    ['says-0-10004', 'FACE_MISMATCH', 'retry'],
  ]))
describe('start', () =>
  refusedAtStart(way, [
    'error-84015',
    ['error-84013', 'CHANNEL_UNAVAILABLE', 'switch'],
    ['error-40003', 'BINDING_MISMATCH', 'switch'],
    ['start-down', 'UPSTREAM_UNAVAILABLE', 'retry'],
  ]))

describe('device', () => {
  unfit(way)

  test('base library 3.8.9 · older than 3.8.12, and says what to do', async () => {
    const { person } = way.stage
    await person.open({ openid: 'face2-too-old', sdkVersion: '3.8.9' })
    await way.toChoice()
    expect(await way.card().textContent()).toContain('请将微信更新到最新版本。')
  })
})

describe('client', () => {
  test.each([
    ['client-offline', '没有通过', '不是您的问题，请换一种方式。'],
    ['client-errno-104', '这次没有完成', '不是您的问题，请换一种方式。'],
    ['client-no-api', '没有通过', '请更新或重新打开微信，再试一次。'],
  ])('%s · never shown, never filmed · %s: %s', async (outcome, title, sentence) => {
    const { person } = way.stage
    await way.force(outcome)
    await toReady(way, outcome)
    await person.tap('开始核验')
    await person.sees(title)
    await person.sees(sentence)
  })

  test('not finished, says upstream first · waits, and passes', async () => {
    const { person } = way.stage
    await way.force('pending-once')
    await toReady(way, 'face2-pending-once')
    await film(way)
    await person.sees('正在确认结果')
    await become(() => way.attempts('face2-pending-once'), 'pending')
    await person.wait(3500)
    await person.sees('核验通过')
  })
})

describe('turned back', () => turnedBack(way))
describe('every code', () =>
  everyCode(way, { tables: TABLES, refused: REFUSED, claim: (n) => somebody(1000 + n) }))
describe('passed', () => passes(way))
