/** @jest-environment jsdom */
import { deniedBy, whyNot, whyNotKind } from '../../../miniprogram/shiming/services/support'
import type { Handoff } from '../../../typings/contract'
import { JUMP } from '../support/server'
import { createWx, install } from '../support/wx'

type Callbacks = Record<'success' | 'fail' | 'complete', (answer: object) => void>

const FACE: Handoff = { kind: 'facialVerify', api: 'requestFacialVerify', verifyId: 'v' }

/** A phone whose WeChat answers the question like this. */
function answering(kind: keyof Callbacks, answer: object) {
  const checkIsSupportFacialRecognition = jest.fn((on: Callbacks) => on[kind](answer))
  install(createWx({ checkIsSupportFacialRecognition, canIUse: () => false }))
  return checkIsSupportFacialRecognition
}

const never = { code: 'DEVICE_UNSUPPORTED', retry: 'switch' }
const notYet = { code: 'DEVICE_UNSUPPORTED', retry: 'retry' }
const notAllowed = { code: 'CHANNEL_UNAVAILABLE', retry: 'switch' }

test.each([
  [{ errCode: 10001, errMsg: 'c:fail No front camera' }, never],
  [{ errCode: '10001' }, never],
  [{ errCode: 10002, errMsg: 'c:fail No necessary model found' }, notYet],
  [{ errCode: 10003, errMsg: 'c:fail Device is blacklisted' }, never],
  [{ errMsg: 'c:fail not support' }, never],
  [{ errMsg: 'c:fail function not exist' }, notYet],
  [{ errMsg: 'c:fail access denied', errno: 102 }, notAllowed],
  [{ errMsg: 'c:fail not support', errno: 102 }, notAllowed],
  [{ errMsg: 'c:fail access denied' }, notAllowed],
])('support · %j · what can be done about it', async (answer, failure) => {
  answering('fail', answer)
  expect((await whyNotKind('facialVerify'))?.failure).toEqual({ ...failure, trace: '' })
  answering('success', answer)
  expect((await whyNotKind('faceVerify'))?.failure).toEqual({ ...failure, trace: '' })
})

test.each([
  [{ errCode: 0, errMsg: 'c:ok' }],
  [{ errMsg: 'c:ok' }],
  [{ errCode: 19999, errMsg: 'c:fail something new' }],
  [{}],
])('support · %j · nothing against the phone', async (answer) => {
  answering('complete', answer)
  expect(await whyNotKind('facialVerify')).toBeUndefined()
})

test('support · a phone that will never do · is told so, and not to update', async () => {
  answering('fail', { errCode: 10003 })
  expect((await whyNotKind('faceVerify'))?.words).toEqual({
    text: '这部手机不能刷脸。',
    next: '请换一部手机，或者换一种方式。',
  })
})

test('support · WeChat does not know the question, or never answers · goes on', async () => {
  install(createWx({ requestFacialVerify: () => {} }))
  expect(await whyNot(FACE)).toBeUndefined()
  jest.useFakeTimers()
  install(createWx({ checkIsSupportFacialRecognition: () => {} }))
  const asked = whyNotKind('facialVerify')
  jest.advanceTimersByTime(3000)
  expect(await asked).toBeUndefined()
  jest.useRealTimers()
})

test('support · a way without WeChat filming · is not asked about', async () => {
  const question = answering('fail', { errCode: 10001 })
  expect(await whyNot(JUMP)).toBeUndefined()
  expect(await whyNotKind('realnameButton')).toBeUndefined()
  expect(await whyNotKind()).toBeUndefined()
  expect(question).not.toHaveBeenCalled()
})

test.each([
  ['ios', notYet],
  ['android', notYet],
  ['windows', never],
  ['mac', never],
])('face call missing on %s · an update mends it, or nothing', async (platform, failure) => {
  install(createWx({ getDeviceInfo: () => ({ platform }) }))
  expect((await whyNot(FACE))?.failure).toEqual({ ...failure, trace: '' })
})

test('jump missing · another way', async () => {
  install(createWx({ navigateToMiniProgram: undefined }))
  expect((await whyNot(JUMP))?.failure).toEqual({ ...never, trace: '' })
})

test.each([
  ['90101', '相机'],
  ['90008', '相机'],
  ['90009', '麦克风'],
  ['90010', '相机和麦克风'],
])('denied · %s · names what must be allowed', (errCode, what) => {
  expect(deniedBy({ errCode })?.text).toBe(`微信还不能使用${what}。`)
})

test.each([[undefined], [{}], [{ errCode: '90100' }], [{ errCode: '10001' }], [{ token: 'T' }]])(
  'denied · %j · no word of permissions',
  (evidence) => {
    expect(deniedBy(evidence)).toBeUndefined()
  },
)
