/** @jest-environment jsdom */
import type { Handoff } from '../../../typings/contract'
import { attempt, PASSED, session, settle } from '../support/server'
import { CANCELLED, openVisit, PLAN, STARTED } from '../support/visit'

beforeEach(() => jest.useFakeTimers({ now: 1_767_196_800_000 }))
afterEach(() => jest.useRealTimers())

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
  const { visit, shown } = openVisit({ start: { ...STARTED, handoff: VERIFY_ID } })
  await visit.begin()
  expect(shown).toMatchObject({ phase: 'stopped', main: 'retry', second: 'change' })
  expect(shown.next).toBe('请更新或重新打开微信，再试一次。')
})

test('device · WeChat says never · another way, before the form and before any attempt', async () => {
  const checkIsSupportFacialRecognition = ({ fail }: { fail(answer: object): void }) =>
    fail({ errCode: 10001 })
  const { visit, shown, server } = openVisit(
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
  const { visit, stage, server, shown } = openVisit(
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
  const { visit, shown, server, stage } = openVisit(
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
  const { visit, shown, server } = openVisit(
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
  const { visit, server } = openVisit({ start: starts, finish: CANCELLED }, FACE_PLAN, page)
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
  const { visit, shown } = openVisit(
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
  const { visit, shown } = openVisit(
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
