/** @jest-environment jsdom */
import { noteLeaving, waitingAttempts } from '../../../miniprogram/shiming/services/pending'
import type * as Returned from '../../../miniprogram/shiming/services/returned'
import { readReturn } from '../../../miniprogram/shiming/services/returned'
import { createWx, install } from '../support/wx'

const WAITING = [
  { sessionId: 's2', attemptId: 'late', appId: 'wxA', since: 2000 },
  { sessionId: 's3', attemptId: 'other', appId: 'wxB', since: 1500 },
  { sessionId: 's1', attemptId: 'early', appId: 'wxA', since: 1000 },
]
const back = (appId?: string, extraData?: unknown, scene = 1038) => ({
  scene,
  referrerInfo: { ...(appId ? { appId } : {}), ...(extraData ? { extraData } : {}) },
})
const read = (shown: object, now = 3000) => readReturn(shown, WAITING, { now })

test.each([
  ['another scene', back('wxA', { token: 't' }, 1037), 3000],
  ['the task switcher', back('wxA', { token: 't' }, 1089), 3000],
  ['another mini-program', back('wxC', { token: 't' }), 3000],
  ['data from before the jump', back('wxB', { token: 't' }), 1400],
])('return · %s · belongs to nobody', (_what, shown, now) => {
  expect(read(shown, now)).toBeUndefined()
})

test('return · nobody waits · belongs to nobody', () => {
  expect(readReturn(back('wxA', { token: 't' }), [], { now: 3000 })).toBeUndefined()
})

test('return · a web page waits · a mini-program gives it nothing', () => {
  const web = [{ sessionId: 's', attemptId: 'a', since: 1 }]
  expect(readReturn(back(undefined), web, { now: 3000 })).toBeUndefined()
})

test('return · two attempts with two targets · the one whose target returned', () => {
  expect(read(back('wxB', { token: 't' }))).toMatchObject({ attemptId: 'other', sessionId: 's3' })
})

test('return · two attempts with one target · the later visit replaced the earlier', () => {
  expect(read(back('wxA', { token: 't' }))).toMatchObject({ attemptId: 'late' })
})

test.each([
  ['no referrerInfo', { scene: 1038 }],
  ['an empty referrerInfo', back()],
  ['no extraData', back('wxA')],
  ['extraData that is text', back('wxA', 'token')],
])('return · %s · empty evidence, neither pass nor failure', (_what, shown) => {
  expect(read(shown)).toMatchObject({ attemptId: 'late', evidence: {} })
})

test('return · data without a sender · is not read', () => {
  expect(read(back(undefined, { token: 'forged' }))?.evidence).toEqual({})
})

test.each([
  [
    { token: '{T}', errCode: 0 },
    { token: '{T}', errCode: '0' },
  ],
  [
    { token: '{T}', error_code: '602' },
    { token: '{T}', errCode: '602' },
  ],
  [{ token: '', errCode: 602, name: '张三', errMsg: 'x' }, { errCode: '602' }],
  [{ token: 5 }, {}],
])('return · %j · token and code alone are read', (extraData, evidence) => {
  expect(read(back('wxA', extraData))?.evidence).toEqual(evidence)
})

test('return · the data handled last · once is enough', () => {
  const first = read(back('wxA', { token: 't' }))
  const handled = { attemptId: 'gone', digest: first?.digest ?? '' }
  expect(readReturn(back('wxA', { token: 't' }), WAITING, { handled, now: 3000 })).toBeUndefined()
})

test('return · the same bare code for another attempt · is new', () => {
  const digest = read(back('wxA', { errCode: 602 }))?.digest ?? ''
  const shown = back('wxA', { errCode: 602 })
  const wanted = { attemptId: 'late' }
  const other = { handled: { attemptId: 'early', digest }, now: 3000 }
  expect(readReturn(shown, WAITING, other)).toMatchObject(wanted)
  const same = { handled: { attemptId: 'late', digest }, now: 3000 }
  expect(readReturn(shown, WAITING, same)).toBeUndefined()
})

/** The module as it is after a fresh launch. */
function launch(): typeof Returned {
  jest.resetModules()
  return require('../../../miniprogram/shiming/services/returned')
}

test('listening · Android delivers it again · the page hears it once', () => {
  const fake = install(createWx())
  const { listen, expectReturn } = launch()
  const unclaimed = jest.fn()
  const heard = jest.fn()
  listen(unclaimed)
  noteLeaving({ sessionId: 's1', attemptId: 'a1', appId: 'wxA' })
  expectReturn('a1', heard)
  fake.show(back('wxA', { token: 't' }))
  noteLeaving({ sessionId: 's1', attemptId: 'a1', appId: 'wxA' })
  fake.show(back('wxA', { token: 't' }))
  expect(heard.mock.calls).toEqual([[{ token: 't' }]])
  expect(unclaimed).not.toHaveBeenCalled()
})

test('listening · killed while away · a new launch resumes the attempt, and keeps its evidence', () => {
  const fake = install(createWx())
  noteLeaving({ sessionId: 's1', attemptId: 'a1', appId: 'wxA' })
  fake.wx.getEnterOptionsSync = () => back('wxA', { token: 't' })
  const { listen, expectReturn } = launch()
  const unclaimed = jest.fn()
  listen(unclaimed)
  fake.show(back('wxA', { token: 't' })) // the launch's own onShow, right after
  expect(unclaimed).toHaveBeenCalledTimes(1)
  expect(unclaimed.mock.calls[0][0]).toMatchObject({ sessionId: 's1', attemptId: 'a1' })
  const heard = jest.fn()
  expectReturn('a1', heard)
  expect(heard).toHaveBeenCalledWith({ token: 't' })
  expect(waitingAttempts()).toEqual([])
})

test('listening · a page that is gone · hears nothing more', () => {
  const fake = install(createWx())
  const { listen, expectReturn } = launch()
  listen(() => {})
  const heard = jest.fn()
  noteLeaving({ sessionId: 's1', attemptId: 'a1', appId: 'wxA' })
  expectReturn('a1', heard)()
  fake.show(back('wxA', { token: 't' }))
  expect(heard).not.toHaveBeenCalled()
})

test('waiting · two hours later · nobody waits any more', () => {
  install(createWx())
  jest.useFakeTimers({ now: 0 })
  noteLeaving({ sessionId: 's1', attemptId: 'a1', appId: 'wxA' })
  jest.setSystemTime(2 * 60 * 60 * 1000)
  expect(waitingAttempts()).toEqual([])
  jest.useRealTimers()
})
