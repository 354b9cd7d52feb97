/** @jest-environment jsdom */
import type { ErrorCode, Handoff } from '../../../typings/contract'
import { DOWN, PASSED, settle } from '../support/server'
import { back, CANCELLED, MINUTE, openVisit, PENDING, PLAN, STARTED } from '../support/visit'

beforeEach(() => jest.useFakeTimers({ now: 1_767_196_800_000 }))
afterEach(() => jest.useRealTimers())

test('jump · the way there and back · leaves inside the tap, asks once, shows the result', async () => {
  const { visit, shown, stage, server, fake } = openVisit({ start: STARTED, finish: PASSED })
  await visit.begin()
  expect(shown).toMatchObject({ phase: 'ready', step: 1 })
  void visit.go()
  expect(fake.calls('navigateToMiniProgram')).toHaveLength(1) // nothing was awaited
  await settle()
  expect(shown.phase).toBe('away')
  fake.show(back({ token: 'T', errCode: 0 }))
  await settle()
  const evidence = { token: 'T', errCode: '0' }
  expect(server.of('finish')).toEqual([
    { action: 'finish', input: { sessionId: 's1', attemptId: 'a1', evidence } },
  ])
  expect(stage.toResult).toHaveBeenCalledTimes(1)
})

test('jump · tapped twice before WeChat answers · leaves once; later it may be tapped again', async () => {
  const { visit, shown, fake } = openVisit({ start: STARTED })
  await visit.begin()
  await Promise.all([visit.go(), visit.go()])
  expect(fake.calls('navigateToMiniProgram')).toHaveLength(1)
  expect(shown.phase).toBe('away')
  await visit.go()
  expect(fake.calls('navigateToMiniProgram')).toHaveLength(2)
})

test('jump · refused in the dialogue · still here, and nothing waits', async () => {
  const { visit, shown, fake, server } = openVisit({ start: STARTED }, PLAN)
  const refuse = fake.answering('jump', () => new Error('navigateToMiniProgram:fail cancel'))
  Object.assign(fake.wx, { navigateToMiniProgram: refuse })
  await visit.begin()
  await visit.go()
  expect(shown).toMatchObject({ phase: 'ready', hint: '您还在这里，想去的时候再点一次。' })
  expect(fake.storage.has('shiming.waiting')).toBe(false)
  await visit.go()
  expect(server.of('start')).toHaveLength(1)
})

test('jump · the return is quicker than the word of leaving · is not overtaken by it', async () => {
  const { visit, stage, shown, fake } = openVisit({ start: STARTED, finish: PASSED })
  const late: { success?(): void } = {}
  Object.assign(fake.wx, {
    navigateToMiniProgram: ({ success }: { success(): void }) => Object.assign(late, { success }),
  })
  await visit.begin()
  void visit.go()
  fake.show(back({ token: 'T' }))
  late.success?.()
  await settle()
  expect(shown.phase).toBe('checking')
  expect(stage.toResult).toHaveBeenCalledTimes(1)
})

test('jump · back by the task switcher · asks whether it is done, instead of a spinner', async () => {
  const { visit, shown, server, stage } = openVisit({ start: STARTED, finish: PASSED })
  await visit.begin()
  await visit.go()
  visit.shown()
  jest.advanceTimersByTime(500)
  expect(shown.phase).toBe('back')
  await visit.ask()
  expect(server.of('finish')[0]?.input.evidence).toEqual({})
  expect(stage.toResult).toHaveBeenCalled()
})

test('jump · again after the task switcher · the same attempt, not another', async () => {
  const { visit, server, fake } = openVisit({ start: STARTED })
  await visit.begin()
  await visit.go()
  visit.shown()
  jest.advanceTimersByTime(500)
  await visit.go()
  expect(server.of('start')).toHaveLength(1)
  expect(fake.calls('navigateToMiniProgram')).toHaveLength(2)
})

test('handoff · older than eight minutes · a new one before the button is there again', async () => {
  const { visit, shown, server } = openVisit({ start: STARTED })
  await visit.begin()
  jest.advanceTimersByTime(8 * MINUTE)
  await settle()
  expect(server.of('start')).toHaveLength(2)
  expect(shown).toMatchObject({ phase: 'ready', hint: '时间有点久，已为您重新准备。' })
})

test('handoff · old, and the phone slept over the timer · the tap does not leave with it', async () => {
  const { visit, server, fake } = openVisit({ start: STARTED })
  await visit.begin()
  jest.setSystemTime(Date.now() + 9 * MINUTE)
  await visit.go()
  expect(fake.calls('navigateToMiniProgram')).toEqual([])
  expect(server.of('start')).toHaveLength(2)
})

test('killed while away · resumed · hands in what came back', async () => {
  const { visit, shown, server, stage, fake } = openVisit(
    { finish: PASSED },
    { sessionId: 's1', needsSubject: false },
  )
  const { noteLeaving } = require('../../../miniprogram/shiming/services/pending')
  noteLeaving({ sessionId: 's1', attemptId: 'a9', appId: 'wxTarget' })
  fake.show(back({ token: 'T' }))
  visit.resume('a9')
  await settle()
  expect(shown.phase).toBe('checking')
  expect(server.of('finish')[0]?.input).toMatchObject({ attemptId: 'a9', evidence: { token: 'T' } })
  expect(stage.toResult).toHaveBeenCalled()
})

test('checking · pending · asks again when told to, says more after 5 s, lets go after 15 s', async () => {
  const { visit, shown, server, stage } = openVisit({
    start: STARTED,
    finish: [PENDING, PENDING, PASSED],
  })
  await visit.begin()
  void visit.ask()
  await settle()
  expect(shown).toMatchObject({ phase: 'checking', leavable: false })
  jest.advanceTimersByTime(1900)
  expect(server.of('finish')).toHaveLength(1)
  jest.advanceTimersByTime(200)
  await settle()
  expect(server.of('finish')).toHaveLength(2)
  jest.advanceTimersByTime(2000)
  await settle()
  expect(stage.toResult).toHaveBeenCalledTimes(1)
})

test('checking · no answer comes · words after 5 s, a way out after 15 s', async () => {
  const { visit, shown, fake } = openVisit({ start: STARTED })
  Object.assign(fake.wx, { cloud: { init: () => {}, callFunction: () => {} } })
  void visit.ask()
  jest.advanceTimersByTime(4999)
  expect(shown.text).toBe('请稍候，不用重复操作。')
  jest.advanceTimersByTime(1)
  expect(shown.text).toContain('正在等核验机构答复')
  expect(shown.leavable).toBe(false)
  jest.advanceTimersByTime(10_000)
  expect(shown.leavable).toBe(true)
})

test('evidence · the network is down · is kept and handed in again, no new attempt', async () => {
  const { visit, shown, server, stage, fake } = openVisit({
    start: STARTED,
    finish: [DOWN, PASSED],
  })
  await visit.begin()
  await visit.go()
  fake.show(back({ token: 'T' }))
  await settle()
  expect(shown).toMatchObject({ phase: 'stopped', main: 'retry' })
  await visit.again()
  expect(server.of('finish').map(({ input }) => input.evidence)).toEqual([
    { token: 'T' },
    { token: 'T' },
  ])
  expect(server.of('start')).toHaveLength(1)
  expect(stage.toResult).toHaveBeenCalled()
})

test('attempt · cancelled by the person · may be begun again, with a new attempt', async () => {
  const { visit, shown, server, stage } = openVisit({ start: STARTED, finish: CANCELLED })
  await visit.begin()
  await visit.ask()
  expect(shown).toMatchObject({ phase: 'stopped', title: '您退出了核验', main: 'retry' })
  expect(stage.toResult).not.toHaveBeenCalled()
  await visit.again()
  expect(server.of('start')).toHaveLength(2)
})

test('attempt · looked at twice without a tap · counts once', async () => {
  const { visit, server } = openVisit({ start: STARTED })
  await visit.begin()
  await visit.begin()
  expect(server.of('start')).toHaveLength(1)
})

test('subject · wrong says the server · back to the form with words', async () => {
  const failure = { code: 'INVALID_INPUT', retry: 'retry', trace: 't' } as const
  const { visit, shown, server } = openVisit(
    { start: { failure } },
    { ...PLAN, needsSubject: true },
  )
  await visit.begin()
  expect(shown.phase).toBe('form')
  await visit.typed({ name: '张三', idNumber: '110000199003071231' })
  expect(server.of('start')[0]?.input.subject).toEqual({
    name: '张三',
    idNumber: '110000199003071231',
  })
  expect(shown).toMatchObject({ phase: 'form', hint: '姓名或证件号码对不上格式。' })
})
test('real-name button · tapped and nothing happens · a hint, and none once it has answered', async () => {
  const handoff: Handoff = { kind: 'realnameButton', categoryId: [99, 904] }
  const { visit, shown } = openVisit({ start: { ...STARTED, handoff }, finish: PASSED })
  await visit.begin()
  visit.realnameTapped()
  jest.advanceTimersByTime(7999)
  expect(shown.hint).toBe('')
  jest.advanceTimersByTime(1)
  expect(shown.hint).toContain('微信没有反应')
  await visit.realname({ errMsg: 'openRealnameAuth:ok', auth_token: 'T' })
  jest.advanceTimersByTime(10_000)
  expect(shown.hint).toBe('')
})

test.each<ErrorCode>(['SESSION_EXPIRED', 'SESSION_CLOSED'])(
  'start · %s · on to the result',
  async (code) => {
    const { visit, stage } = openVisit({ start: { failure: { code, retry: 'retry', trace: '' } } })
    await visit.begin()
    expect(stage.toResult).toHaveBeenCalled()
  },
)

test('page gone · answers that come late · show nothing', async () => {
  const { visit, shown, stage } = openVisit({ start: STARTED, finish: PASSED })
  await visit.begin()
  void visit.ask()
  visit.close()
  await settle()
  expect(shown.phase).toBe('checking')
  expect(stage.toResult).not.toHaveBeenCalled()
})

test('channel unknown after a kill · once more · leads to the choice', async () => {
  const { visit, stage } = openVisit({}, { sessionId: 's1', needsSubject: false })
  visit.resume('a9')
  await visit.go()
  expect(stage.toChannels).toHaveBeenCalled()
})
