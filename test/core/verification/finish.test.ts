import { refusalOf, statusOf } from '../../support/house'
import type { ScriptedHouse } from '../scripted-house'
import { IDENTITY, OTHER, openScriptedHouse, PERSON } from '../scripted-house'

let house: ScriptedHouse

beforeEach(() => {
  house = openScriptedHouse()
})

async function begin(input: Parameters<ScriptedHouse['start']>[1] = {}) {
  const { id } = await house.open()
  const { attemptId } = await house.start(id, input)
  return { id, attemptId }
}

/** A pull that answers when it is told to. */
function held() {
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  return { gate, release: () => release() }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

test('finish · 50 at once · upstream asked once, one passed, the rest pending', async () => {
  const { id, attemptId } = await begin()
  const replies = Array.from({ length: 50 }, () => house.finish(id, attemptId, { token: 't' }))
  const seen = (await Promise.all(replies)).map(statusOf).sort()
  expect(seen).toEqual([...Array(49).fill('open pending'), 'passed passed'])
  expect(house.script.pulls).toHaveLength(1)
})

test('finish · other evidence while the first is asked about · the first one is asked about again', async () => {
  const { id, attemptId } = await begin()
  const { gate, release } = held()
  house.script.pull = async () => {
    await gate
    return { status: 'pending', retryAfterMs: 1 }
  }
  const slow = slowFind(house)
  const first = house.finish(id, attemptId, { token: 'first' })
  const second = house.finish(id, attemptId, { token: 'second' })
  await soon()
  release()
  await first
  slow.release()
  await second
  expect(house.script.pulls.map(({ evidence }) => evidence.token)).toEqual(['first', 'first'])
})

/** Keeps the second caller's claim of its ticket waiting, so that it works with an old session. */
function slowFind({ store }: ScriptedHouse) {
  const { gate, release } = held()
  const claim = store.claim.bind(store)
  let claims = 0
  store.claim = async (key, holder) => {
    if (key.startsWith('ticket:') && ++claims === 2) await gate
    return claim(key, holder)
  }
  return { release }
}

test('finish · evidence · is in the store before upstream is asked, and only there', async () => {
  const { id, attemptId } = await begin()
  let stored: string[] = []
  house.script.pull = async () => {
    stored = Object.keys((await house.store.find(id))?.sealed ?? {})
    return { status: 'pending', retryAfterMs: 1 }
  }
  await house.finish(id, attemptId, { token: 'marked-token' })
  expect(stored).toContain(`${attemptId}.evidence`)
  expect(house.store.dump?.()).not.toContain('marked-token')
})

const OPEN: [string, object, string][] = [
  ['upstream names whom the session claims', {}, 'passed passed'],
  ['spelt otherwise', { idNumber: '　110000199003071231 ', name: '欧阳•古丽' }, 'passed passed'],
  ['another number', { idNumber: OTHER.idNumber }, 'open failed'],
  ['another name', { name: '欧阳古丽' }, 'open failed'],
]

test.each(OPEN)('finish · subject · %s · %s', async (_, changes, expected) => {
  const { id, attemptId } = await begin({ subject: { ...PERSON, ...changes } })
  const session = await house.finish(id, attemptId, { token: 't' })
  expect(statusOf(session)).toBe(expected)
  if (expected === 'open failed') {
    expect(session.attempts[0]).toMatchObject({ code: 'IDENTITY_MISMATCH' })
    expect(session).not.toHaveProperty('identity')
  }
})

test('finish · subject claimed after the attempt began · binds it all the same', async () => {
  const { id, attemptId } = await begin()
  await house.start(id, { subject: OTHER })
  const session = await house.finish(id, attemptId, { token: 't' })
  expect(session.attempts[0]).toMatchObject({ status: 'failed', code: 'IDENTITY_MISMATCH' })
})

test('finish · upstream names nobody · whom the attempt claimed was checked; else NO_RECORD', async () => {
  house.script.pull = async () => ({ status: 'passed' })
  const claimed = await begin({ channel: 'face2', subject: PERSON })
  const session = await house.finish(claimed.id, claimed.attemptId, { token: 't' })
  expect(session.identity).toMatchObject({ name: '欧*', idNumber: '110000********1231' })

  const unclaimed = await begin()
  await house.start(unclaimed.id, { subject: PERSON })
  const other = await house.finish(unclaimed.id, unclaimed.attemptId, { token: 'u' })
  expect(other.attempts[0]).toMatchObject({ status: 'failed', code: 'NO_RECORD' })
})

test('finish · the same ticket in a second session, also after erasure · TICKET_USED, nothing changed', async () => {
  const first = await begin()
  await house.finish(first.id, first.attemptId, { token: 'ticket' })
  await house.call('openid-1', 'erase', { sessionId: first.id })
  const second = await begin()
  expect(await refusalOf(house.finish(second.id, second.attemptId, { token: 'ticket' }))).toBe(
    'TICKET_USED',
  )
  expect(statusOf(await house.call('openid-1', 'get', { sessionId: second.id }))).toBe(
    'open started',
  )
  expect(house.store.dump?.()).not.toContain('"ticket"')
})

test('finish · a fault of ours while asking · pending, seen in the log without its message', async () => {
  const { id, attemptId } = await begin()
  house.script.pull = async () => {
    throw new TypeError('marked')
  }
  expect(statusOf(await house.finish(id, attemptId, { token: 't' }))).toBe('open pending')
  expect(house.lines.join()).toContain('pull.broken')
  expect(house.lines.join()).not.toContain('marked')
  house.script.pull = async () => ({ status: 'passed', identity: IDENTITY })
  expect(statusOf(await house.finish(id, attemptId, {}))).toBe('passed passed')
})

test('finish · erased while upstream is asked · the pass leaves nothing behind', async () => {
  const { id, attemptId } = await begin()
  const { gate, release } = held()
  house.script.pull = async () => {
    await gate
    return { status: 'passed', identity: IDENTITY }
  }
  const late = house.finish(id, attemptId, { token: 't' })
  while (house.script.pulls.length === 0) await soon()
  await house.call('openid-1', 'erase', { sessionId: id })
  release()
  expect((await late).status).toBe('erased')
  expect(await house.store.find(id)).toMatchObject({ sealed: {}, subjectIndexes: [] })
})

test.each([
  [{ errCode: 'cancel' }, 'open cancelled'],
  [{}, 'open cancelled'],
  [{ errCode: 'retry' }, 'open failed'],
  [{ errCode: 'final' }, 'failed failed'],
])('finish · words of the client %j · %s, upstream not asked', async (evidence, expected) => {
  const { id, attemptId } = await begin()
  const session = await house.finish(id, attemptId, evidence)
  expect(statusOf(session)).toBe(expected)
  expect(await house.finish(id, attemptId, { token: 't' })).toEqual(session)
  expect(house.script.pulls).toEqual([])
})
