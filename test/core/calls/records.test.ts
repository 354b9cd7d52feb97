import { refusalOf } from '../../support/house'
import type { ScriptedHouse } from '../scripted-house'
import { IDENTITY, OTHER, openScriptedHouse, PERSON } from '../scripted-house'

const REASON = '窗口复核 2026-001'

let house: ScriptedHouse

beforeEach(() => {
  house = openScriptedHouse()
})

async function verified(owner = 'openid-1', token = `token of ${owner}`) {
  const { id } = await house.open(owner)
  const { attemptId } = await house.start(id, {}, owner)
  await house.finish(id, attemptId, { token }, owner)
  return id
}

test('reveal · a verified person · in plain, with channel and time, and the look in the trail first', async () => {
  const sessionId = await verified()
  const passedAt = house.clock.now()
  house.clock.advance(10)
  expect(await house.records('reveal', { sessionId, reason: REASON })).toEqual({
    ...IDENTITY,
    channel: 'iauth',
    passedAt,
  })
  const { events, verified: whole } = await house.records('audit', { sessionId })
  expect(events.at(-1)).toEqual({
    seq: events.length,
    at: passedAt + 10,
    actor: 'operator',
    event: 'session.revealed',
    success: true,
    reason: REASON,
  })
  expect(whole).toBe(true)
})

test('reveal · the look cannot be written · nothing is shown', async () => {
  const sessionId = await verified()
  house.store.replace = () => Promise.reject(new Error('store is down'))
  expect(await refusalOf(house.records('reveal', { sessionId, reason: REASON }))).toBe('INTERNAL')
})

const NOT_PASSED: [string, (id: string, attemptId: string) => Promise<unknown>][] = [
  ['open', async () => undefined],
  ['failed', (id, attemptId) => house.finish(id, attemptId, { errCode: 'final' })],
  ['cancelled', (sessionId) => house.call('openid-1', 'cancel', { sessionId })],
  ['expired', async () => house.clock.advance(1801)],
  [
    'erased',
    async (sessionId, attemptId) => {
      await house.finish(sessionId, attemptId, { token: 't' })
      await house.call('openid-1', 'erase', { sessionId })
    },
  ],
  [
    'passed, and past its retention',
    async (sessionId, attemptId) => {
      await house.finish(sessionId, attemptId, { token: 't' })
      house.clock.advance(1000)
    },
  ],
]

test.each(NOT_PASSED)(
  'reveal · a session that is %s · an error, and no entry of a look',
  async (_, end) => {
    const { id } = await house.open()
    const { attemptId } = await house.start(id, { subject: PERSON })
    await end(id, attemptId)
    const reply = await house.recordsReply({ action: 'reveal', sessionId: id, reason: REASON })
    expect(reply).toMatchObject({ ok: false, error: { code: 'NO_RECORD' } })
    expect(JSON.stringify(await house.records('audit', { sessionId: id }))).not.toContain(
      'revealed',
    )
  },
)

test.each(['reveal', 'audit', 'erase'] as const)(
  '%s · unknown id · SESSION_NOT_FOUND',
  async (action) => {
    for (const sessionId of ['unknown', '', '\u0000']) {
      const reply = await house.recordsReply({ action, sessionId, reason: REASON })
      expect(reply).toMatchObject({ ok: false, error: { code: 'SESSION_NOT_FOUND' } })
    }
  },
)

test.each(['reveal', 'erase'] as const)(
  '%s · a reason that is none · INVALID_INPUT, nothing done',
  async (action) => {
    const sessionId = await verified()
    const before = house.store.dump?.()
    const reasons = [
      undefined,
      null,
      '',
      '  ',
      '\n',
      '\u3000',
      7,
      {},
      `本人 ${PERSON.idNumber}`,
      'r'.repeat(5000),
    ]
    for (const reason of reasons) {
      const reply = await house.recordsReply({ action, sessionId, reason })
      expect([reason, reply]).toMatchObject([
        reason,
        { ok: false, error: { code: 'INVALID_INPUT' } },
      ])
    }
    expect(house.store.dump?.()).toBe(before)
  },
)

test('find · the verified identity as well as a claimed subject · newest first, masked', async () => {
  const passed = await verified()
  house.clock.advance(1)
  const claimed = await house.open('openid-2')
  await house.start(claimed.id, { channel: 'face2', subject: PERSON }, 'openid-2')
  await house.start(
    (await house.open('openid-3')).id,
    { channel: 'face2', subject: OTHER },
    'openid-3',
  )
  const found = await house.records('find', { idNumber: ` ${PERSON.idNumber} ` })
  expect(found.map(({ id, status }) => [id, status])).toEqual([
    [claimed.id, 'open'],
    [passed, 'passed'],
  ])
  expect(JSON.stringify(found)).not.toMatch(/openid|110000199003071231|古丽/)
})

test('find · nobody has it, or it was erased · nothing', async () => {
  expect(await house.records('find', PERSON)).toEqual([])
  const sessionId = await verified()
  await house.records('erase', { sessionId, reason: REASON })
  expect(await house.records('find', PERSON)).toEqual([])
})

test.each([undefined, null, '', '123', '110000199003071232', 110000199003071230, {}])(
  'find · idNumber %j · INVALID_INPUT',
  async (idNumber) => {
    const reply = await house.recordsReply({ action: 'find', idNumber })
    expect(reply).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } })
  },
)

test('erase · by the operator · the session as it then is; again · the same', async () => {
  const sessionId = await verified()
  const erased = await house.records('erase', { sessionId, reason: REASON })
  expect(erased).toMatchObject({ id: sessionId, status: 'erased' })
  expect(erased).not.toHaveProperty('identity')
  expect(await house.records('erase', { sessionId, reason: '再次' })).toEqual(erased)
  expect(await house.store.find(sessionId)).toMatchObject({ sealed: {}, subjectIndexes: [] })
  expect((await house.records('audit', { sessionId })).verified).toBe(true)
})

test.each([undefined, null, [], {}, { action: 'get' }, { action: 'constructor' }])(
  'records · %j · INVALID_INPUT',
  async (event) => {
    expect(await house.recordsReply(event)).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT' },
    })
  },
)
