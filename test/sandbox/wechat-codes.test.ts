import { API_OUTCOMES } from '../../sandbox/wechat-outcomes'
import codes from '../vectors/wechat-api/codes.json'
import type { House } from './wechat-client'
import { ACCOUNT, openHouse, PATHS, stableToken } from './wechat-client'

let house: House

beforeEach(async () => {
  house = await openHouse()
})

afterEach(() => house.wechat.close())

const category = (token: string) => house.json(`${PATHS.category}?access_token=${token}`)
const fetchToken = () => house.json('/cgi-bin/stable_token', stableToken())

function login(code: string) {
  const { appId: appid, appSecret: secret } = ACCOUNT
  const query = { appid, secret, js_code: code, grant_type: 'authorization_code' }
  return house.json(`/sns/jscode2session?${new URLSearchParams(query)}`)
}

describe('every code of the table', () => {
  const rows = codes.cases.map(({ given }) => given).filter(({ code }) => code !== '0')
  test.each(rows)('$surface $code · one outcome makes it', async ({ surface, code }) => {
    const id = `${surface === 'errcode' ? 'error' : 'login'}-${code}`
    expect(API_OUTCOMES.filter((outcome) => outcome.id === id)).toHaveLength(1)
    const token = await house.token()
    house.wechat.force(id)
    const js = house.wechat.codeFor('openid-1')
    const answer = surface === 'errcode' ? await category(token) : await login(js)
    expect(answer.errcode).toBe(Number(code))
    house.wechat.force('pass')
    expect(await category(token)).toMatchObject({ errcode: 0 })
    expect(await login(js)).toMatchObject({ openid: 'openid-1' })
  })

  test('codes of the account · at the token too; codes of a call · not there', async () => {
    house.wechat.force('error-40125')
    expect(await fetchToken()).toMatchObject({ errcode: 40125 })
    house.wechat.force('error-48001')
    expect(await fetchToken()).toHaveProperty('access_token')
  })
})
