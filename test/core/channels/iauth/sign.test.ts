import { signIauth } from '../../../../core/channels/iauth/sign'
import vectors from '../../../vectors/iauth/signature.json'

interface Case {
  name: string
  given: {
    secretKey: string
    appid: string
    api: string
    timestamp?: number
    ttl?: number
    signature?: string
  }
  expect: { signature?: string; original?: string }
  invalid?: string
}

const CASES = vectors.cases as Case[]
const CALL = { appId: '4000', api: 'getdetectinfo', timestamp: 1427786065, ttl: 600 }
const KEY = '0123456789abcdef0123456789abcdef'

test.each(CASES.filter(({ expect: { signature } }) => signature))(
  'signIauth · vector · $name',
  ({
    given: { secretKey, appid, api, timestamp = 0, ttl = 0 },
    expect: { signature, original },
  }) => {
    const signed = signIauth({ appId: appid, api, timestamp, ttl }, secretKey)
    expect(signed).toBe(signature)
    expect(Buffer.from(signed, 'base64').subarray(20).toString()).toBe(original)
  },
)

test.each(CASES.filter(({ invalid }) => invalid && invalid !== 'expired'))(
  'signIauth · IA-7 what a strict receiver refuses · never made: $name',
  ({ given: { secretKey, appid, api, signature } }) => {
    const original = Buffer.from(String(signature), 'base64').toString('latin1')
    const [, t = '', e = ''] = /t=(\d{10})(?:&e=(\d+))?/.exec(original) ?? []
    const call = {
      appId: appid,
      api,
      timestamp: Number(t) || CALL.timestamp,
      ttl: Number(e) || 600,
    }
    expect(signIauth(call, secretKey)).not.toBe(signature)
  },
)

test.each([
  ['milliseconds', 1427786065000],
  ['fraction of a second', 1427786065.5],
  ['not a number', Number.NaN],
])('signIauth · IA-7 time in %s · thrown', (_name, timestamp) => {
  expect(() => signIauth({ ...CALL, timestamp }, KEY)).toThrow(RangeError)
})

test('signIauth · IA-5 entry and pull · two signatures', () => {
  expect(signIauth({ ...CALL, api: 'appauth' }, KEY)).not.toBe(signIauth(CALL, KEY))
})
