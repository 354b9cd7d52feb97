/** @jest-environment jsdom */
import type * as Returned from '../../../miniprogram/shiming/services/returned'
import type * as Visiting from '../../../miniprogram/shiming/services/visit'
import type { ErrorCode, Handoff } from '../../../typings/contract'
import { attempt, DOWN, JUMP, PASSED, serve, session, settle } from '../support/server'
import { createWx, install } from '../support/wx'

const PLAN = { sessionId: 's1', channel: 'iauth', needsSubject: false } as const
const STARTED = { session: session(), attemptId: 'a1', handoff: JUMP }
const PENDING = session({ attempts: [attempt({ status: 'pending', retryAfterMs: 2000 })] })
const CANCELLED = session({ attempts: [attempt({ status: 'cancelled', code: 'USER_CANCELLED' })] })
const MINUTE = 60_000

type Answers = Parameters<typeof serve>[1]

/** A visit on a stage that remembers what was shown. */
function open(
  answers: Answers,
  plan: Visiting.VisitPlan = PLAN,
  more: Record<string, unknown> = {},
) {
  jest.resetModules()
  const fake = install(createWx(more))
  const server = serve(fake, answers)
  const { createVisit } = require('../../../miniprogram/shiming/services/visit') as typeof Visiting
  const { listen } = require('../../../miniprogram/shiming/services/returned') as typeof Returned
  listen(() => {})
  const shown: Record<string, unknown> = {}
  const stage = {
    show: (data: object) => Object.assign(shown, data),
    toResult: jest.fn(),
    toChannels: jest.fn(),
  }
  return { visit: createVisit(plan, stage), shown, stage, server, fake }
}

const back = (extraData?: object) => ({
  scene: 1038,
  referrerInfo: { appId: 'wxTarget', extraData },
})

beforeEach(() => jest.useFakeTimers({ now: 1_767_196_800_000 }))
afterEach(() => jest.useRealTimers())

test('jump · the way there and back · leaves inside the tap, asks once, shows the result', async () => {
  const { visit, shown, stage, server, fake } = open({ start: STARTED, finish: PASSED })
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
  const { visit, shown, fake } = open({ start: STARTED })
  await visit.begin()
  await Promise.all([visit.go(), visit.go()])
  expect(fake.calls('navigateToMiniProgram')).toHaveLength(1)
  expect(shown.phase).toBe('away')
  await visit.go()
  expect(fake.calls('navigateToMiniProgram')).toHaveLength(2)
})

test('jump · refused in the dialogue · still here, and nothing waits', async () => {
  const { visit, shown, fake, server } = open({ start: STARTED }, PLAN)
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
  const { visit, stage, shown, fake } = open({ start: STARTED, finish: PASSED })
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
  const { visit, shown, server, stage } = open({ start: STARTED, finish: PASSED })
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
  const { visit, server, fake } = open({ start: STARTED })
  await visit.begin()
  await visit.go()
  visit.shown()
  jest.advanceTimersByTime(500)
  await visit.go()
  expect(server.of('start')).toHaveLength(1)
  expect(fake.calls('navigateToMiniProgram')).toHaveLength(2)
})

test('handoff · older than eight minutes · a new one before the button is there again', async () => {
  const { visit, shown, server } = open({ start: STARTED })
  await visit.begin()
  jest.advanceTimersByTime(8 * MINUTE)
  await settle()
  expect(server.of('start')).toHaveLength(2)
  expect(shown).toMatchObject({ phase: 'ready', hint: '时间有点久，已为您重新准备。' })
})

test('handoff · old, and the phone slept over the timer · the tap does not leave with it', async () => {
  const { visit, server, fake } = open({ start: STARTED })
  await visit.begin()
  jest.setSystemTime(Date.now() + 9 * MINUTE)
  await visit.go()
  expect(fake.calls('navigateToMiniProgram')).toEqual([])
  expect(server.of('start')).toHaveLength(2)
})

test('killed while away · resumed · hands in what came back', async () => {
  const { visit, shown, server, stage, fake } = open(
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
  const { visit, shown, server, stage } = open({
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
  const { visit, shown, fake } = open({ start: STARTED })
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
  const { visit, shown, server, stage, fake } = open({ start: STARTED, finish: [DOWN, PASSED] })
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
  const { visit, shown, server, stage } = open({ start: STARTED, finish: CANCELLED })
  await visit.begin()
  await visit.ask()
  expect(shown).toMatchObject({ phase: 'stopped', title: '您退出了核验', main: 'retry' })
  expect(stage.toResult).not.toHaveBeenCalled()
  await visit.again()
  expect(server.of('start')).toHaveLength(2)
})

test('attempt · looked at twice without a tap · counts once', async () => {
  const { visit, server } = open({ start: STARTED })
  await visit.begin()
  await visit.begin()
  expect(server.of('start')).toHaveLength(1)
})

test('subject · wrong says the server · back to the form with words', async () => {
  const failure = { code: 'INVALID_INPUT', retry: 'retry', trace: 't' } as const
  const { visit, shown, server } = open({ start: { failure } }, { ...PLAN, needsSubject: true })
  await visit.begin()
  expect(shown.phase).toBe('form')
  await visit.typed({ name: '张三', idNumber: '110000199003071231' })
  expect(server.of('start')[0]?.input.subject).toEqual({
    name: '张三',
    idNumber: '110000199003071231',
  })
  expect(shown).toMatchObject({ phase: 'form', hint: '姓名或证件号码对不上格式。' })
})

const VERIFY_ID: Handoff = { kind: 'facialVerify', api: 'requestFacialVerify', verifyId: 'v' }
const FACE_PLAN = { ...PLAN, channel: 'face2', kind: 'facialVerify' } as const

/** A face page that stays open until the test ends it. */
function facePage() {
  const open: ((result: object) => void)[] = []
  const requestFacialVerify = ({ complete }: { complete(result: object): void }) => {
    open.push(complete)
  }
  return { open, requestFacialVerify }
}

test('device · the call is not there · an update and another try, before any button', async () => {
  const { visit, shown } = open({ start: { ...STARTED, handoff: VERIFY_ID } })
  await visit.begin()
  expect(shown).toMatchObject({ phase: 'stopped', main: 'retry', second: 'change' })
  expect(shown.next).toContain('更新微信')
})

test('device · WeChat says never · another way, before the form and before any attempt', async () => {
  const checkIsSupportFacialRecognition = ({ fail }: { fail(answer: object): void }) =>
    fail({ errCode: 10001 })
  const { visit, shown, server } = open(
    {},
    { ...FACE_PLAN, needsSubject: true },
    {
      checkIsSupportFacialRecognition,
    },
  )
  await visit.begin()
  expect(shown).toMatchObject({ phase: 'stopped', main: 'change', text: '这部手机不能刷脸。' })
  expect(server.of('start')).toEqual([])
})

test('face · done · handed in at once, and never shown as away', async () => {
  const page = facePage()
  const { visit, stage, server, shown } = open(
    { start: { ...STARTED, handoff: VERIFY_ID }, finish: PASSED },
    FACE_PLAN,
    page,
  )
  await visit.begin()
  void visit.go()
  void visit.go() // a second tap opens no second page
  expect(page.open).toHaveLength(1)
  expect(shown.phase).toBe('ready')
  page.open[0]?.({ errMsg: 'requestFacialVerify:ok', errCode: 0 })
  await settle()
  expect(server.of('finish').map(({ input }) => input.evidence)).toEqual([{ errCode: '0' }])
  expect(stage.toResult).toHaveBeenCalledTimes(1)
})

test('face · the callback never comes · asks whether it is done, instead of a spinner', async () => {
  const page = facePage()
  const { visit, shown, server, stage } = open(
    { start: { ...STARTED, handoff: VERIFY_ID }, finish: PASSED },
    FACE_PLAN,
    page,
  )
  await visit.begin()
  void visit.go()
  jest.advanceTimersByTime(1000)
  expect(shown.phase).toBe('away')
  jest.advanceTimersByTime(20_000)
  expect(shown.phase).toBe('back')
  await visit.ask()
  expect(server.of('finish')[0]?.input.evidence).toEqual({})
  expect(stage.toResult).toHaveBeenCalledTimes(1)
})

test('face · once more without a callback · the old attempt is over first, its id never used twice', async () => {
  const page = facePage()
  const { visit, shown, server } = open(
    { start: { ...STARTED, handoff: VERIFY_ID }, finish: CANCELLED },
    FACE_PLAN,
    page,
  )
  await visit.begin()
  void visit.go()
  jest.advanceTimersByTime(21_000)
  await visit.go()
  expect(server.of('finish')[0]?.input.evidence).toEqual({ errCode: '90100' })
  expect(shown).toMatchObject({ phase: 'stopped', main: 'retry' })
  expect(page.open).toHaveLength(1)
})

test('face · the word of an older attempt · is not handed in for the newer one', async () => {
  const page = facePage()
  const starts = ['a1', 'a2'].map((attemptId) => ({ ...STARTED, attemptId, handoff: VERIFY_ID }))
  const { visit, server } = open({ start: starts, finish: CANCELLED }, FACE_PLAN, page)
  await visit.begin()
  void visit.go()
  jest.advanceTimersByTime(21_000)
  await visit.go()
  await visit.again()
  page.open[0]?.({ errMsg: 'requestFacialVerify:ok', errCode: 0 })
  await settle()
  expect(server.of('finish').map(({ input }) => input.attemptId)).toEqual(['a1'])
})

test.each([
  ['90008', '微信还不能使用相机。'],
  ['90009', '微信还不能使用麦克风。'],
  ['90010', '微信还不能使用相机和麦克风。'],
])('face · cancelled with %s · says what the phone must be allowed', async (errCode, text) => {
  const page = facePage()
  const { visit, shown } = open(
    { start: { ...STARTED, handoff: VERIFY_ID }, finish: CANCELLED },
    FACE_PLAN,
    page,
  )
  await visit.begin()
  void visit.go()
  page.open[0]?.({ errMsg: 'requestFacialVerify:fail', errCode: Number(errCode) })
  await settle()
  expect(shown).toMatchObject({ phase: 'stopped', title: '这次没有完成', text, main: 'retry' })
})

test('face · the privacy agreement was refused · another way, as the server says', async () => {
  const page = facePage()
  const why = { code: 'CHANNEL_UNAVAILABLE', retry: 'switch' } as const
  const refused = session({ attempts: [attempt({ status: 'cancelled', ...why })] })
  const { visit, shown } = open(
    { start: { ...STARTED, handoff: VERIFY_ID }, finish: refused },
    FACE_PLAN,
    page,
  )
  await visit.begin()
  void visit.go()
  page.open[0]?.({ errMsg: 'requestFacialVerify:fail', errno: 104 })
  await settle()
  expect(shown).toMatchObject({ phase: 'stopped', main: 'change' })
})

test('real-name button · tapped and nothing happens · a hint, and none once it has answered', async () => {
  const handoff: Handoff = { kind: 'realnameButton', categoryId: [99, 904] }
  const { visit, shown } = open({ start: { ...STARTED, handoff }, finish: PASSED })
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
    const { visit, stage } = open({ start: { failure: { code, retry: 'retry', trace: '' } } })
    await visit.begin()
    expect(stage.toResult).toHaveBeenCalled()
  },
)

test('page gone · answers that come late · show nothing', async () => {
  const { visit, shown, stage } = open({ start: STARTED, finish: PASSED })
  await visit.begin()
  void visit.ask()
  visit.close()
  await settle()
  expect(shown.phase).toBe('checking')
  expect(stage.toResult).not.toHaveBeenCalled()
})

test('channel unknown after a kill · once more · leads to the choice', async () => {
  const { visit, stage } = open({}, { sessionId: 's1', needsSubject: false })
  visit.resume('a9')
  await visit.go()
  expect(stage.toChannels).toHaveBeenCalled()
})
