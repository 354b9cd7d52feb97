import { REALNAME_OUTCOMES } from '../../sandbox/realname-outcomes'
import codes from '../vectors/realname/codes.json'
import type { House, Json } from './wechat-client'
import { CATEGORY, openHouse, PATHS, PERSON, realnameBody } from './wechat-client'

let house: House

beforeEach(async () => {
  house = await openHouse()
})

afterEach(() => house.wechat.close())

const visit = () => house.wechat.realname.visit('openid-1', CATEGORY, PERSON)

/** The answer of a whole round under the outcome. */
async function roundUnder(outcome: string): Promise<Json> {
  house.wechat.realname.force(outcome)
  return house.call(PATHS.realname, realnameBody(visit().auth_token))
}

describe('every code of the table', () => {
  const server = codes.cases.filter(({ given }) => given.surface === 'errcode')
  test.each(server)('$name · one outcome makes it', async ({ given: { code } }) => {
    const id = `error-${code}`
    expect(REALNAME_OUTCOMES.filter((outcome) => outcome.id === id)).toHaveLength(1)
    expect((await roundUnder(id)).errcode).toBe(Number(code))
  })

  const EVENTS: Record<string, [outcome: string, detail: object]> = {
    'openRealnameAuth:ok': ['pass', { errCode: 0, auth_token: expect.any(String) }],
    'openRealnameAuth:cancel': ['client-cancel', {}],
    'openRealnameAuth:fail:access denied': ['client-access-denied', { errCode: -1 }],
    'openRealnameAuth:fail:category_id is empty': ['client-category-empty', { errCode: 40003 }],
    'openRealnameAuth:fail:*': ['client-fail', { errCode: -1 }],
  }
  const events = codes.cases.filter(({ given }) => given.surface === 'event')
  test.each(events)('$name · one outcome makes it', ({ given: { code } }) => {
    const [outcome, detail] = EVENTS[code] ?? ['', {}]
    house.wechat.realname.force(outcome)
    const { errMsg, ...rest } = visit()
    expect(errMsg.startsWith(code.replace('*', ''))).toBe(true)
    expect(rest).toEqual(detail)
  })
})
