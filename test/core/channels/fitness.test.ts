import type { Traits } from '../../../core/channels/channel'
import { reaches, unfit } from '../../../core/channels/fitness'
import type { Client } from '../../../typings/contract'
import vectors from '../../vectors/navigation/version-compare.json'

const orders = vectors.cases.filter((each) => each.expect.order !== undefined)
const minimums = vectors.cases.filter((each) => each.expect.atLeast !== undefined)

test('reaches · vectors · every one is of a kind that is looked at', () => {
  expect(orders.length).toBeGreaterThan(0)
  expect(orders.length + minimums.length).toBe(vectors.cases.length)
})

test.each(orders)(
  'reaches · vector · $name',
  ({ given: { a = '', b = '' }, expect: { order = 0 } }) => {
    expect([reaches(a, b), reaches(b, a)]).toEqual([order >= 0, order <= 0])
  },
)

test.each(minimums)(
  'reaches · vector · $name',
  ({ given: { version, min = '' }, expect: { atLeast } }) => {
    // What is not text is refused before anybody compares it.
    const is = typeof version === 'string' && reaches(version, min)
    expect(is).toBe(atLeast)
  },
)

const traits = {
  minimum: {
    ios: { wechatVersion: '6.5.9', sdkVersion: '1.3.0' },
    devtools: { sdkVersion: '1.3.0' },
    android: {},
  },
} as unknown as Traits

const CLIENTS: [string, Client | undefined, ReturnType<typeof unfit>][] = [
  ['says nothing of itself', undefined, undefined],
  ['just reaches both', { platform: 'ios', wechatVersion: '6.5.9', sdkVersion: '1.3' }, undefined],
  ['an old WeChat', { platform: 'ios', wechatVersion: '6.5.8', sdkVersion: '9' }, 'client-too-old'],
  [
    'an old library',
    { platform: 'ios', wechatVersion: '9', sdkVersion: '1.2.9' },
    'client-too-old',
  ],
  ['no version at all', { platform: 'ios', wechatVersion: '', sdkVersion: '' }, 'client-too-old'],
  [
    'one that says beta',
    { platform: 'devtools', wechatVersion: '9', sdkVersion: '1.3.0-beta' },
    'client-too-old',
  ],
  [
    'a platform without a least WeChat',
    { platform: 'devtools', wechatVersion: '1', sdkVersion: '1.3.0' },
    undefined,
  ],
  [
    'a platform without any least',
    { platform: 'android', wechatVersion: '1', sdkVersion: '0' },
    undefined,
  ],
  [
    'a platform that cannot at all',
    { platform: 'mac', wechatVersion: '99', sdkVersion: '99' },
    'device',
  ],
]

test.each(CLIENTS)('unfit · %s · %s', (_, client, expected) => {
  expect(unfit(traits, client)).toBe(expected)
})
