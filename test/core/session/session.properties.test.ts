import type { AttemptRecord, SessionRecord } from '../../../core/session/record'
import { advance, atTime, countedAttempts, isOpenAttempt } from '../../../core/session/session'
import type { Step } from './histories'
import { inEveryHistory } from './histories'

/** Plain checks that throw: `expect` would take minutes for this many. */
function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const inEveryStep = (rule: (step: Step) => void) =>
  inEveryHistory(({ steps }) => {
    for (const step of steps) rule(step)
  })
const attemptOf = (session: SessionRecord, id: string) =>
  session.attempts.find((attempt) => attempt.id === id)
const passedIn = ({ attempts }: SessionRecord) =>
  attempts.filter(({ status }) => status === 'passed').length
const failedIn = ({ attempts }: SessionRecord) =>
  attempts.filter(({ status }) => status === 'failed')

test('session · passed, failed, cancelled, expired · terminal but for erased, with their attempts', () => {
  inEveryStep(({ before, after }) => {
    if (before.status === 'open') return
    must(after.status === before.status || after.status === 'erased', 'left a terminal status')
    must(before.status !== 'erased' || same(after, before), 'changed after it was erased')
    must(same(after.attempts, before.attempts), 'an attempt changed after the end')
    must(after.settledAt === before.settledAt, 'settled twice')
  })
})

test('session · passes · when one attempt passes, and only by an answer from a pull', () => {
  inEveryStep(({ event, before, after }) => {
    const passed = after.status === 'passed'
    must(passed || after.status === 'erased' || passedIn(after) === 0, 'an attempt passed alone')
    must(passedIn(after) === (passed ? 1 : passedIn(before)), 'not exactly one attempt passed')
    if (!passed || before.status === 'passed') return
    must(event.type === 'answered' && event.answer.status === 'passed', `passed by ${event.type}`)
    must(event.lease !== undefined, 'passed by words of the client')
    must(attemptOf(after, event.attemptId)?.status === 'passed', 'another attempt passed')
    must(after.sealed.identity === event.sealed?.identity, 'passed without the identity')
  })
})

test('session · a pass of whoever asked · counts while the session is open', () => {
  inEveryStep(({ event, now, before, after }) => {
    if (event.type !== 'answered' || event.answer.status !== 'passed' || !event.lease) return
    const attempt = attemptOf(before, event.attemptId)
    if (atTime(before, now).status !== 'open' || !attempt || !isOpenAttempt(attempt)) return
    must(after.status === 'passed', 'a pass was lost')
  })
})

test('session · after expiresAt · no pass, and expired is dated expiresAt', () => {
  inEveryStep(({ now, before, after }) => {
    if (now <= before.expiresAt || before.status !== 'open') return
    must(after.status === 'expired' || after.status === 'erased', `late, and ${after.status}`)
    must(after.settledAt === before.expiresAt, 'expired at another time')
    must(!after.attempts.some(isOpenAttempt), 'an attempt outlived its session')
  })
})

test('session · fails · when an attempt ends final or MAX_ATTEMPTS have failed, and not before', () => {
  inEveryStep(({ before, after }) => {
    if (before.status !== 'open' || (after.status !== 'open' && after.status !== 'failed')) return
    const failed = failedIn(after)
    const final = failed.some(({ retry }) => retry === 'final')
    const lost = final || failed.length >= after.rules.maxAttempts
    must((after.status === 'failed') === lost, `${after.status} after ${failed.length} failed`)
  })
})

test('session · MAX_ATTEMPTS · never exceeded; below it an open session takes an attempt', () => {
  inEveryStep(({ event, now, before, after }) => {
    must(countedAttempts(after) <= after.rules.maxAttempts, 'too many attempts')
    if (event.type !== 'started' || attemptOf(before, event.attempt.id)) return
    const open = atTime(before, now).status === 'open'
    const room = countedAttempts(before) < before.rules.maxAttempts
    must((attemptOf(after, event.attempt.id) !== undefined) === (open && room), 'room is misjudged')
  })
})

test('session · a cancelled attempt · leaves the session open and is not counted', () => {
  inEveryStep(({ event, before, after }) => {
    if (event.type !== 'answered' || event.answer.status !== 'cancelled' || after === before) return
    if (after.status === 'expired' || before.status !== 'open') return
    must(after.status === 'open', `a cancelled attempt made it ${after.status}`)
    must(countedAttempts(after) === countedAttempts(before) - 1, 'it is still counted')
  })
})

test('session · concurrent finish · one lease lives at a time; who finds none gets it', () => {
  inEveryHistory(({ steps, alone }) => {
    const live = new Map<string, { process: string; until: number }>()
    for (const { event, now, before, after } of steps) {
      if (event.type === 'asked') {
        const held = live.get(event.attemptId)
        const busy = held && held.until > now && (!alone || held.process === event.lease.process)
        const attempt = attemptOf(atTime(before, now), event.attemptId)
        const free = !busy && attempt !== undefined && isOpenAttempt(attempt)
        const granted = after !== before && attemptOf(after, event.attemptId)?.lease === event.lease
        must(granted === free, free ? 'nobody asks' : 'two ask at once')
        if (granted) live.set(event.attemptId, event.lease)
      }
      for (const { id, lease } of after.attempts) if (!lease) live.delete(id)
    }
  })
})

test('session · an attempt · settles once', () => {
  const settledIn = ({ attempts }: SessionRecord) =>
    attempts.filter((attempt) => !isOpenAttempt(attempt))
  inEveryStep(({ now, before, after }) => {
    for (const attempt of settledIn(before)) {
      must(same(attemptOf(after, attempt.id), attempt), `${attempt.status} and changed`)
    }
    for (const { id, lease, retryAfterMs, settledAt } of settledIn(after)) {
      const fresh = !settledIn(before).some((attempt) => attempt.id === id)
      must(!lease && retryAfterMs === undefined, 'settled, and still to be asked about')
      must(!fresh || settledAt === Math.min(now, after.expiresAt), 'settled at another time')
    }
  })
})

test('session · a refusal · counts from whoever holds the lease, or while nobody was asked', () => {
  inEveryStep(({ event, before, after }) => {
    if (event.type !== 'answered' || event.answer.status === 'passed') return
    const attempt = attemptOf(before, event.attemptId)
    const ended = attemptOf(after, event.attemptId)
    if (!attempt || ended === attempt || ended?.status !== event.answer.status) return
    if (before.status !== 'open' || after.status === 'expired') return
    const mine = event.lease ? attempt.lease?.id === event.lease.id : attempt.status === 'started'
    must(mine, 'a straggler settled it')
  })
})

test('session · upstream cannot be heard · pending, never failed, and the next finish asks', () => {
  inEveryStep(({ event, now, before, after }) => {
    if (event.type !== 'answered' || event.answer.status !== 'pending' || after === before) return
    if (after.status !== 'open') return
    const waiting = attemptOf(after, event.attemptId) as AttemptRecord
    must(waiting.status === 'pending' && !waiting.lease, 'not pending, or still leased')
    must(waiting.retryAfterMs === event.answer.retryAfterMs, 'no advice when to come back')
    const lease = { id: 'next', process: 'here', until: now + 1 }
    const next = { type: 'asked', attemptId: waiting.id, lease, alone: false, sealed: {} } as const
    must(attemptOf(advance(after, next, now), waiting.id)?.lease === lease, 'nobody may ask again')
  })
})

test('session · any event · changes nothing when it is repeated', () => {
  inEveryStep(({ event, now, after }) => {
    if (event.type === 'asked' && event.lease.until <= now) return
    // Retention 0 ends in the same second: what is due then goes first.
    const settled = atTime(after, now)
    must(same(advance(after, event, now), settled), `${event.type} twice did more`)
    must(settled !== after || advance(after, event, now) === after, 'unchanged, but another object')
  })
})
