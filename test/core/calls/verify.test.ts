import type { Caller } from '../../../core/verification/deps'
import type { Session } from '../../../typings/contract'
import { refusalOf, statusOf } from '../../support/house'
import type { ScriptedHouse } from '../scripted-house'
import { openScriptedHouse, PERSON } from '../scripted-house'

let house: ScriptedHouse

beforeEach(() => {
  house = openScriptedHouse()
})

const keysOf = (value: object) => Object.keys(value).sort()
const SESSION = ['attempts', 'createdAt', 'expiresAt', 'id', 'purpose', 'status']

async function passed(owner = 'openid-1', token = `token of ${owner}`) {
  const { id } = await house.open(owner)
  const { attemptId } = await house.start(id, {}, owner)
  return { id, attemptId, session: await house.finish(id, attemptId, { token }, owner) }
}

test('open · a session as the contract has it', async () => {
  const session = await house.open()
  expect(keysOf(session)).toEqual(SESSION)
  expect(session).toMatchObject({
    status: 'open',
    purpose: '办理社保卡',
    createdAt: house.clock.now(),
    expiresAt: house.clock.now() + 1800,
    attempts: [],
  })
  expect(session.id).toMatch(/^[A-Za-z0-9_-]{22,}$/)
  expect((await house.open()).id).not.toBe(session.id)
})

test('start · session, attemptId and handoff, nothing else', async () => {
  const { id } = await house.open()
  const started = await house.start(id, { channel: 'face2', subject: PERSON })
  expect(keysOf(started)).toEqual(['attemptId', 'handoff', 'session'])
  expect(started.session.attempts).toEqual([
    { id: started.attemptId, channel: 'face2', status: 'started', startedAt: house.clock.now() },
  ])
  expect(JSON.stringify(started)).not.toContain(PERSON.idNumber)
})

const PENDING = { status: 'pending', retryAfterMs: 3000 } as const
const FAILED = { status: 'failed', code: 'NO_RECORD', retry: 'switch', upstream: '605' } as const

test.each([
  ['pending', PENDING, { status: 'pending', retryAfterMs: 3000 }],
  ['failed', FAILED, { status: 'failed', code: 'NO_RECORD', retry: 'switch', settledAt: 0 }],
])('finish · %s · an attempt as the contract has it', async (_, outcome, expected) => {
  house.script.pull = async () => outcome
  const { session } = await passed()
  expect(keysOf(session)).toEqual(SESSION)
  const { id, channel, startedAt, ...rest } = session.attempts[0] ?? {}
  expect([typeof id, channel, startedAt]).toEqual(['string', 'iauth', house.clock.now()])
  expect(rest).toEqual('settledAt' in expected ? { ...expected, settledAt: startedAt } : expected)
})

test('finish · passed · the identity masked, and no more of it anywhere', async () => {
  const { session } = await passed()
  expect(keysOf(session)).toEqual([...SESSION, 'identity'].sort())
  expect(session.identity).toEqual({
    name: '欧*',
    idNumber: '110000********1231',
    credentialType: 'IDENTITY_CARD',
  })
})

const CLOSED: [string, (id: string) => Promise<unknown>, string, string][] = [
  ['passed', async () => undefined, 'SESSION_CLOSED', 'passed passed'],
  [
    'cancelled',
    (sessionId) => house.call('openid-1', 'cancel', { sessionId }),
    'SESSION_CLOSED',
    'cancelled cancelled',
  ],
  [
    'erased',
    (sessionId) => house.call('openid-1', 'erase', { sessionId }),
    'SESSION_CLOSED',
    'erased cancelled',
  ],
  ['expired', async () => house.clock.advance(1801), 'SESSION_EXPIRED', 'expired expired'],
]

test.each(CLOSED)(
  'start · on a session that is %s · refused; finish, get, cancel give it as it is',
  async (status, close, code, expected) => {
    if (status !== 'passed') house.script.pull = async () => PENDING
    const { id, attemptId } = await passed()
    await close(id)
    expect(await refusalOf(house.start(id))).toBe(code)
    const sessionId = id
    const given: Session[] = [
      await house.call('openid-1', 'get', { sessionId }),
      await house.finish(id, attemptId, { token: 'other' }),
      await house.finish(id, 'unknown', {}),
      await house.call('openid-1', 'cancel', { sessionId }),
    ]
    for (const session of given) expect(session).toEqual(given[0])
    expect(given.map(statusOf)).toEqual(Array(4).fill(expected))
  },
)

test('start · on a session that failed · SESSION_CLOSED', async () => {
  const { id } = await house.open()
  const { attemptId } = await house.start(id)
  expect((await house.finish(id, attemptId, { errCode: 'final' })).status).toBe('failed')
  expect(await refusalOf(house.start(id))).toBe('SESSION_CLOSED')
})

test('verify · a session of somebody else · does not exist, by any call', async () => {
  const { id, attemptId } = await passed('openid-1')
  const before = house.store.dump?.()
  const calls = [
    { action: 'get' },
    { action: 'cancel' },
    { action: 'erase' },
    { action: 'finish', attemptId, evidence: {} },
    { action: 'start', channel: 'iauth' },
    { action: 'list', before: id },
  ]
  const strangers: Caller[] = [
    { kind: 'person', owner: 'openid-2' },
    { kind: 'terminal', owner: 'openid-1' },
    { kind: 'person', owner: '' },
  ]
  for (const caller of strangers) {
    for (const call of calls) {
      const event = { ...call, sessionId: id, openId: 'openid-1', userInfo: { openId: 'openid-1' } }
      expect(await house.reply(event, caller)).toMatchObject({
        error: { code: 'SESSION_NOT_FOUND' },
      })
    }
  }
  expect(house.store.dump?.()).toBe(before)
  expect(await house.call('openid-2', 'list', {})).toEqual([])
})

test('list · one’s own, newest first, page by page; larger limits are cut', async () => {
  house = openScriptedHouse({ limits: { openPerOwnerPerHour: 1000 } })
  const ids: string[] = []
  for (let n = 0; n < 103; n++) {
    house.clock.advance(n % 3 === 0 ? 1 : 0)
    ids.push((await house.open()).id)
    if (n % 10 === 0) await house.open('openid-2')
  }
  const list = async (input: object) =>
    (await house.call('openid-1', 'list', input)).map(({ id }) => id)
  expect(await list({})).toHaveLength(20)
  expect(await list({ limit: 101 })).toHaveLength(100)
  expect(await list({ limit: 1e308 })).toHaveLength(100)
  const all: string[] = []
  for (let page = await list({ limit: 7 }); page.length > 0; ) {
    all.push(...page)
    page = await list({ limit: 7, before: all.at(-1) })
  }
  expect([...all].sort()).toEqual([...ids].sort())
  const times = (await house.call('openid-1', 'list', { limit: 100 })).map((s) => s.createdAt)
  expect(times).toEqual([...times].sort((a, b) => b - a))
})

test('notice · without consent, and by whoever asks · one and the same', async () => {
  expect(await house.call('openid-1', 'notice', {})).toEqual(house.notice)
  expect(await house.call('openid-2', 'notice', {})).toEqual(house.notice)
})

test('list · all opened within one second · in the order of opening all the same', async () => {
  house = openScriptedHouse({ limits: { openPerOwnerPerHour: 1000 } })
  const opened: string[] = []
  for (let n = 0; n < 30; n++) opened.push((await house.open()).id)
  const listed = await house.call('openid-1', 'list', { limit: 30 })
  expect(listed.map(({ id }) => id)).toEqual(opened.reverse())
})
