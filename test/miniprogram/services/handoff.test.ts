/** @jest-environment jsdom */
import {
  canHandOff,
  handOff,
  realnameEvidence,
  takeWebUrl,
} from '../../../miniprogram/shiming/services/handoff'
import type { Handoff } from '../../../typings/contract'
import { JUMP } from '../support/server'
import { createWx, install } from '../support/wx'

const FACE: Handoff = {
  kind: 'faceVerify',
  api: 'startFacialRecognitionVerify',
  userIdKey: 'key',
  checkAliveType: 2,
}
const FACE2: Handoff = { kind: 'facialVerify', api: 'requestFacialVerify', verifyId: 'v' }

test('jump · refused in the dialogue · stays, as the person wished', async () => {
  const fake = createWx()
  const cancel = () => new Error('navigateToMiniProgram:fail cancel')
  Object.assign(fake.wx, { navigateToMiniProgram: fake.answering('jump', cancel) })
  install(fake)
  await expect(handOff(JUMP)).rejects.toMatchObject({ code: 'USER_CANCELLED', retry: 'retry' })
})

test('jump · anything else fails · may be tried again', async () => {
  const fake = createWx()
  const noTap = () =>
    new Error('navigateToMiniProgram:fail can only be invoked by user TAP gesture')
  Object.assign(fake.wx, { navigateToMiniProgram: fake.answering('jump', noTap) })
  install(fake)
  await expect(handOff(JUMP)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
})

test('jump · inside the tap · made before anything is awaited, with path and not page', () => {
  const fake = install(createWx())
  void handOff(JUMP)
  const { appId, path, extraData } = JUMP as Extract<Handoff, { kind: 'miniProgram' }>
  expect(fake.calls('navigateToMiniProgram')).toEqual([{ appId, path, extraData }])
})

test.each([
  [
    'its verdict',
    { errMsg: 'x:ok', errCode: 0, verifyResult: 'T' },
    { errCode: '0', verifyResult: 'T' },
  ],
  [
    'a failure with a ticket',
    { errCode: 10004, verifyResult: 'T' },
    { errCode: '10004', verifyResult: 'T' },
  ],
  ['a cancel without code', { errMsg: 'x:cancel' }, { errCode: '90100' }],
  ['the privacy gate', { errMsg: 'x:fail', errno: 104 }, { errCode: 'errno 104' }],
  [
    'no permission, in words',
    { errMsg: 'x:fail jsapi has no permission, event=startFacialRecognitionVerify' },
    { errCode: 'errno 102' },
  ],
  [
    'no camera, in words',
    { errMsg: 'x:fail face detect not support' },
    { errCode: 'fail not support' },
  ],
  ['words nobody knows', { errMsg: 'x:fail Zhang San 11010519491231002X' }, { errCode: '-1' }],
  ['no reason at all', {}, { errCode: '-1' }],
])('face · %s · goes to the server as it is', async (_what, result, evidence) => {
  const call = jest.fn((options: { fail(result: object): void }) => options.fail(result))
  install(createWx({ startFacialRecognitionVerify: call }))
  await expect(handOff(FACE)).resolves.toEqual({ evidence })
  expect(call.mock.calls[0]?.[0]).toMatchObject({ userIdKey: 'key', checkAliveType: 2 })
})

test.each(['success', 'fail', 'complete'] as const)(
  'face · told by %s alone · heard all the same',
  async (kind) => {
    const call = (options: Record<string, (result: object) => void>) =>
      options[kind]?.({ errMsg: 'x:cancel', errCode: 90100 })
    install(createWx({ startFacialRecognitionVerify: call }))
    await expect(handOff(FACE)).resolves.toEqual({ evidence: { errCode: '90100' } })
  },
)

test.each([
  [{ errMsg: 'x:ok', errCode: 0, verifyResult: 'T' }, '0'],
  [{ errMsg: 'x:cancel' }, '90100'],
  [
    { errMsg: 'x:fail permission value is offline verifying' },
    'permission value is offline verifying',
  ],
  [{ errMsg: 'x:fail privacy permission is not authorized' }, 'errno 104'],
  [{ errMsg: 'x:fail function not exist' }, 'no API'],
  [{ errMsg: 'x:fail' }, '-1'],
])('face 2 · %j · a code, and no ticket ever', async (result, errCode) => {
  install(
    createWx({
      requestFacialVerify: (options: { fail(result: object): void }) => options.fail(result),
    }),
  )
  await expect(handOff(FACE2)).resolves.toEqual({ evidence: { errCode } })
})

test('face 2 · gets the id alone', async () => {
  const call = jest.fn((options: { success(result: object): void }) =>
    options.success({ errCode: 0 }),
  )
  install(createWx({ requestFacialVerify: call }))
  await expect(handOff(FACE2)).resolves.toEqual({ evidence: { errCode: '0' } })
  expect(call.mock.calls[0]?.[0]).toMatchObject({ verifyId: 'v' })
})

test('web page · its address · never in a page query, and given out once', async () => {
  const fake = install(createWx())
  const url = 'https://example.invalid/f?ticket=MARK#x'
  await expect(handOff({ kind: 'webView', url })).resolves.toEqual({ away: true })
  expect(JSON.stringify(fake.made)).not.toContain('MARK')
  expect(takeWebUrl()).toBe(url)
  expect(takeWebUrl()).toBe('')
})

test.each<[string, Handoff, boolean]>([
  ['a call that this WeChat lacks', FACE2, false],
  ['a terminal', { kind: 'terminal', authinfo: 'a', expiresIn: 1, params: {} }, false],
  ['a jump', JUMP, true],
])('can hand off · %s', (_what, handoff, able) => {
  install(createWx())
  expect(canHandOff(handoff)).toBe(able)
})

test('can hand off · WeChat before the jump existed · no', () => {
  install(createWx({ navigateToMiniProgram: undefined }))
  expect(canHandOff(JUMP)).toBe(false)
})

test.each([
  [{ errMsg: 'openRealnameAuth:cancel' }, { errMsg: 'openRealnameAuth:cancel' }],
  [
    { errMsg: 'openRealnameAuth:ok', errCode: 0, auth_token: 'T' },
    { authToken: 'T', errMsg: 'openRealnameAuth:ok', errCode: '0' },
  ],
])('real-name button · %j · read without inventing a code', (detail, evidence) => {
  expect(realnameEvidence(detail)).toEqual(evidence)
})
