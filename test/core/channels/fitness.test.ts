import type { Traits } from '../../../core/channels/channel'
import { reaches, unfit } from '../../../core/channels/fitness'
import type { Client } from '../../../typings/contract'
import vectors from '../../vectors/navigation/version-compare.json'

test.each(vectors.cases)('reaches · vector · $name', ({ given: { a, b }, expect: wanted }) => {
  const order = 'order' in wanted ? wanted.order : undefined
  expect([reaches(a, b), reaches(b, a)]).toEqual(
    order === undefined ? [false, false] : [order >= 0, order <= 0],
  )
})

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
