import { FACE2_OUTCOMES } from '../../sandbox/face2-outcomes'
import codes from '../vectors/face2/codes.json'
import { FACE2_API as API, OWNER, openCheck, startBody } from './face2-client'
import type { House } from './wechat-client'
import { openHouse, PATHS } from './wechat-client'

let house: House

beforeEach(async () => {
  house = await openHouse()
})

afterEach(() => house.wechat.close())

const start = () => openCheck(house)
const visit = (verifyId: string) => house.wechat.face2.visit(OWNER, verifyId)

describe('every code of the table', () => {
  const only = (id: string) =>
    expect(FACE2_OUTCOMES.filter((outcome) => outcome.id === id)).toHaveLength(1)
  const rows = codes.cases.map(({ given }) => given)

  test.each(rows.filter(({ surface }) => surface === 'verify_ret'))(
    'verify_ret $code · the client says the same, or that it is over',
    async ({ code }) => {
      const id = code === '10000' ? 'pass' : `ret-${code}`
      only(id)
      const { verifyId, query } = await start()
      house.wechat.face2.force(id)
      const isOver = code === '10000' || code === '10300'
      expect(visit(verifyId)?.errCode).toBe(isOver ? 0 : Number(code))
      expect(await query()).toEqual({ errcode: 0, errmsg: 'ok', verify_ret: Number(code) })
    },
  )

  test.each(rows.filter(({ surface, code }) => surface === 'errcode' && code !== '0'))(
    'errcode $code',
    async ({ code }) => {
      only(`error-${code}`)
      const { verifyId, query } = await start()
      house.wechat.face2.force(`error-${code}`)
      if (code === '84001') expect(visit(verifyId)?.errCode).toBe(84001)
      const answers = [await house.call(PATHS.getverifyid, startBody()), await query()]
      const refused = answers.filter(({ errcode }) => errcode !== 0)
      expect(refused).toEqual([{ errcode: Number(code), errmsg: expect.any(String) }])
    },
  )

  const CLIENT: Record<string, [outcome: string, callback: object]> = {
    'errCode 0': ['pass', { errMsg: 'ok', errCode: 0 }],
    'errCode 90100': ['client-90100', { errMsg: 'cancel', errCode: 90100 }],
    'permission value is offline verifying': [
      'client-offline',
      { errMsg: 'fail permission value is offline verifying' },
    ],
    'errno 104': ['client-errno-104', { errMsg: expect.stringMatching(/^fail /), errno: 104 }],
    'no API': ['client-no-api', { errMsg: 'fail function not exist' }],
  }
  test.each(rows.filter(({ surface }) => surface === 'client'))(
    'client $code',
    async ({ code }) => {
      const [outcome, callback] = CLIENT[code] ?? ['', {}]
      only(outcome)
      const { verifyId, query } = await start()
      house.wechat.face2.force(outcome)
      const { errMsg = '', ...rest } = visit(verifyId) ?? {}
      expect({ errMsg: errMsg.replace(`${API}:`, ''), ...rest }).toEqual(callback)
      const isDone = outcome === 'pass'
      expect(await query()).toMatchObject({ verify_ret: isDone ? 10000 : 10300 })
    },
  )
})
