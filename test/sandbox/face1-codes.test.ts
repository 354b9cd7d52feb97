import { FACE1_OUTCOMES } from '../../sandbox/face1-outcomes'
import codes from '../vectors/face1/codes.json'
import { FACE1_API as API, pullInfo, SUBJECT, visitFace1 } from './face1-client'
import type { House } from './wechat-client'
import { openHouse, PATHS } from './wechat-client'

let house: House

beforeEach(async () => {
  house = await openHouse()
})

afterEach(() => house.wechat.close())

const pull = (verifyResult: unknown) => pullInfo(house, verifyResult)
const visitUnder = (outcome: string) => visitFace1(house, outcome)

describe('every code of the table', () => {
  const only = (id: string) =>
    expect(FACE1_OUTCOMES.filter((outcome) => outcome.id === id)).toHaveLength(1)
  const rows = codes.cases.map(({ given }) => given)
  const verdicts = rows.filter(({ surface }) => /^(identify_ret|further)$/.test(surface))

  test.each(verdicts.filter(({ code }) => /^(0|10\d{3})$/.test(code)))(
    '$surface $code · from the server, and the client says the same',
    async ({ code }) => {
      const id = code === '0' ? 'pass' : `ret-${code}`
      only(id)
      const callback = await visitUnder(id)
      expect(callback?.errCode).toBe(Number(code))
      expect(callback?.errMsg).toMatch(code === '0' ? /:ok$/ : /:fail ./)
      expect(await pull(callback?.verifyResult)).toMatchObject({
        errcode: 0,
        identify_ret: Number(code),
      })
    },
  )

  test.each(verdicts.filter(({ code }) => /^(-1|90\d{3})$/.test(code)))(
    '$surface $code · from the phone, without a ticket',
    async ({ code }) => {
      only(`client-${code}`)
      const errMsg = code === '90100' ? `${API}:cancel` : expect.stringContaining(`${API}:fail `)
      expect(await visitUnder(`client-${code}`)).toEqual({ errMsg, errCode: Number(code) })
    },
  )

  test('both lists together are the whole table', () => {
    expect(verdicts.every(({ code }) => /^(-1|0|10\d{3}|90\d{3})$/.test(code))).toBe(true)
    expect(verdicts.length).toBeGreaterThan(90)
  })

  test.each(rows.filter(({ surface, code }) => surface === 'errcode' && code !== '0'))(
    'errcode $code',
    async ({ code }) => {
      only(`error-${code}`)
      const callback = await visitUnder(`error-${code}`)
      const answer =
        code === '84006'
          ? await house.call(PATHS.getuseridkey, SUBJECT)
          : await pull(callback?.verifyResult)
      expect(answer.errcode).toBe(Number(code))
    },
  )

  const SUPPORT: Record<string, [outcome: string, answer: object]> = {
    '0': ['pass', { errMsg: 'ok', errCode: 0 }],
    '10001': ['support-10001', { errMsg: 'fail No front camera', errCode: 10001 }],
    '10002': ['support-10002', { errMsg: 'fail No necessary model found', errCode: 10002 }],
    '10003': ['support-10003', { errMsg: 'fail Device is blacklisted', errCode: 10003 }],
    'errno 102': ['support-errno-102', { errMsg: 'fail access denied', errno: 102 }],
    'fail not support': ['support-fail', { errMsg: 'fail not support' }],
    'function not exist': ['support-none', { errMsg: 'fail function not exist' }],
  }
  test.each(rows.filter(({ surface }) => surface === 'checkIsSupport'))(
    'checkIsSupport $code',
    async ({ code }) => {
      const [outcome, answer] = SUPPORT[code] ?? ['', {}]
      only(outcome)
      house.wechat.face1.force(outcome)
      const { errMsg, ...rest } = house.wechat.face1.support()
      const told = { errMsg: errMsg.replace('checkIsSupportFacialRecognition:', ''), ...rest }
      expect(told).toEqual(answer)
      expect(await house.json('/face1/support')).toEqual({ errMsg, ...rest })
    },
  )
})
