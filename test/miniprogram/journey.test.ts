/** @jest-environment jsdom */
import type * as Entry from '../../miniprogram/shiming/index'
import type * as Journey from '../../miniprogram/shiming/services/journey'
import { PASSED, session, settle } from './support/server'
import { createWx, install } from './support/wx'

/** The entry and the journey behind it, freshly loaded. */
function load(more: Record<string, unknown> = {}) {
  jest.resetModules()
  const fake = install(createWx(more))
  const entry = require('../../miniprogram/shiming/index') as typeof Entry
  const journey = require('../../miniprogram/shiming/services/journey') as typeof Journey
  return { fake, entry, journey }
}

beforeEach(() => jest.useFakeTimers())
afterEach(() => jest.useRealTimers())

async function leave(journey: typeof Journey) {
  journey.left()
  jest.runAllTimers()
  await settle()
}

test('start · turned back while reading · rejects as left', async () => {
  const { entry, journey } = load()
  const done = entry.startVerification({ purpose: '挂号' })
  const rejected = expect(done).rejects.toMatchObject({ reason: 'left' })
  await settle()
  journey.entered()
  await leave(journey)
  await rejected
})

test('start · consent refused · rejects as declined', async () => {
  const { entry, journey } = load()
  const rejected = expect(entry.startVerification({ purpose: '挂号' })).rejects.toMatchObject({
    reason: 'declined',
  })
  await settle()
  journey.entered()
  journey.noteDeclined(true)
  await leave(journey)
  await rejected
})

test("start · WeChat's privacy agreement refused · nothing is opened", async () => {
  const refuse = ({ fail }: { fail(): void }) => fail()
  const { entry, fake } = load({ requirePrivacyAuthorize: refuse })
  await expect(entry.startVerification({ purpose: '挂号' })).rejects.toMatchObject({
    reason: 'privacy',
  })
  expect(fake.made).toEqual([])
})

test('start · the last page closes · resolves with the newest state of the session', async () => {
  const { entry, journey, fake } = load()
  const done = entry.startVerification({ purpose: '挂号 & 缴费', key: 'order-1' })
  await settle()
  expect(fake.calls('navigateTo')[0]?.url).toContain(encodeURIComponent('挂号 & 缴费'))
  expect(journey.request()).toMatchObject({ key: 'order-1' })
  journey.entered()
  journey.note(session())
  journey.note(PASSED)
  await leave(journey)
  await expect(done).resolves.toEqual(PASSED)
})

test('start · one page takes the place of another · the journey goes on', async () => {
  const { entry, journey } = load()
  const settled = jest.fn()
  entry.startVerification({ purpose: '挂号' }).then(settled, settled)
  await settle()
  journey.entered()
  journey.note(session())
  journey.noteMoving(true)
  await leave(journey)
  expect(settled).not.toHaveBeenCalled()
  journey.entered()
  await leave(journey)
  expect(settled).toHaveBeenCalledWith(session())
})

test('start · tapped twice · one journey, one page', async () => {
  const { entry, journey, fake } = load()
  const first = entry.startVerification({ purpose: '挂号' })
  await settle()
  journey.entered()
  const second = entry.startVerification({ purpose: '挂号' })
  journey.note(PASSED)
  await leave(journey)
  expect(await Promise.all([first, second])).toEqual([PASSED, PASSED])
  expect(fake.calls('navigateTo')).toHaveLength(1)
})

test('start · another session that is only looked at · does not become the answer', async () => {
  const { entry, journey } = load()
  const done = entry.startVerification({ purpose: '挂号' })
  await settle()
  journey.entered()
  journey.note(session())
  journey.note({ ...PASSED, id: 'another' })
  await leave(journey)
  await expect(done).resolves.toEqual(session())
})

test('launch · a return that nobody waits for · opens the verify page once a page is there', () => {
  const waiting = [{ sessionId: 's/1', attemptId: 'a1', appId: 'wxA', since: Date.now() - 5 }]
  const { fake } = load({
    getStorageSync: (key: string) => (key === 'shiming.waiting' ? waiting : ''),
    getEnterOptionsSync: () => ({ scene: 1038, referrerInfo: { appId: 'wxA', extraData: {} } }),
  })
  expect(fake.calls('navigateTo')).toEqual([])
  Object.assign(globalThis, { getCurrentPages: () => [{ route: 'pages/home/home' }] })
  jest.advanceTimersByTime(100)
  expect(fake.calls('navigateTo')).toEqual([
    { url: '/shiming/pages/verify/verify?sessionId=s%2F1&attemptId=a1' },
  ])
})
