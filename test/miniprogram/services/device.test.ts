/** @jest-environment jsdom */
import {
  compareVersions,
  isAtLeast,
  readClient,
} from '../../../miniprogram/shiming/services/device'
import vectors from '../../vectors/navigation/version-compare.json'
import { createWx, install } from '../support/wx'

interface Case {
  name: string
  given: { a?: string; b?: string; version?: unknown; min?: string }
  expect: { order?: number; atLeast?: boolean }
}

test.each(vectors.cases as Case[])('versions · vector · $name', ({ given, expect: wanted }) => {
  if (wanted.order === undefined) {
    expect(isAtLeast(given.version, given.min ?? '')).toBe(wanted.atLeast)
  } else {
    expect(compareVersions(given.a, given.b)).toBe(wanted.order)
  }
})

test('client · a platform nobody knows · says nothing, so that no version gate misjudges it', () => {
  install(createWx({ getDeviceInfo: () => ({ platform: 'toaster' }) }))
  expect(readClient()).toBeUndefined()
})

test('client · WeChat before 2.20.1 · read from the one call there is', () => {
  const getSystemInfoSync = () => ({ platform: 'android', version: '7.0.0', SDKVersion: '2.9.0' })
  install(createWx({ getAppBaseInfo: undefined, getDeviceInfo: undefined, getSystemInfoSync }))
  const wanted = { platform: 'android', wechatVersion: '7.0.0', sdkVersion: '2.9.0' }
  expect(readClient()).toEqual(wanted)
})

test('client · an iPhone · platform, WeChat and base library', () => {
  install(createWx())
  const wanted = { platform: 'ios', wechatVersion: '8.0.57', sdkVersion: '3.8.12' }
  expect(readClient()).toEqual(wanted)
})
