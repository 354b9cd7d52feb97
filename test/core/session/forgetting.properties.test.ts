import type { SessionRecord } from '../../../core/session/record'
import { advance, atTime } from '../../../core/session/session'
import type { Step } from './histories'
import { inEveryHistory } from './histories'

function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what)
}

const inEveryStep = (rule: (step: Step) => void) =>
  inEveryHistory(({ steps }) => {
    for (const step of steps) rule(step)
  })
const isForgotten = ({ sealed, subjectIndexes }: SessionRecord) =>
  Object.keys(sealed).length === 0 && subjectIndexes.length === 0
const endOf = ({ settledAt = 0, rules }: SessionRecord) => settledAt + rules.retentionS

test('session · erased · nothing sealed and no index is left, ever after', () => {
  inEveryStep(({ event, after }) => {
    must(event.type !== 'erased' || after.status === 'erased', 'not erased')
    must(after.status !== 'erased' || isForgotten(after), 'something is left')
  })
})

test('session · retention over · nothing sealed and no index is left; before, nothing is lost', () => {
  inEveryStep(({ now, before, after }) => {
    const over = after.status !== 'open' && now >= endOf(after) && before.status !== 'open'
    must(!over || isForgotten(after), 'kept after its retention')
    if (after.status === 'erased' || (after.status !== 'open' && now >= endOf(after))) return
    if (isForgotten(before)) return
    for (const field of Object.keys(before.sealed)) must(field in after.sealed, `lost ${field}`)
    for (const index of before.subjectIndexes) {
      must(after.subjectIndexes.includes(index), `lost the index ${index}`)
    }
  })
})

test('session · forgotten · stays forgotten, whatever the clock does', () => {
  inEveryStep(({ before, after }) => {
    must(before.status === 'open' || !isForgotten(before) || isForgotten(after), 'came back')
  })
})

test('session · evidence · is stored with the right to ask, and the first one stands', () => {
  inEveryStep(({ event, before, after }) => {
    const fields = Object.keys(before.sealed).filter((field) => field.endsWith('.evidence'))
    for (const field of isForgotten(after) ? [] : fields) {
      must(after.sealed[field] === before.sealed[field], 'other evidence took its place')
    }
    if (event.type !== 'asked' || after === before || after.status !== 'open') return
    must(after.sealed[`${event.attemptId}.evidence`] !== undefined, 'asks without evidence stored')
  })
})

test('session · dueAt · is there while something has to expire or to be forgotten', () => {
  inEveryStep(({ after }) => {
    const { status, dueAt, expiresAt } = after
    if (status === 'open') {
      must(dueAt !== undefined && dueAt <= expiresAt + 1, 'will not expire')
    } else if (isForgotten(after)) must(dueAt === undefined, 'nothing to do, and due')
    else must(dueAt === endOf(after), 'will not be forgotten in time')
  })
})

test('session · dueAt · within a minute of a word about what is pending, else before the end', () => {
  inEveryStep(({ event, now, before, after }) => {
    if (after === before || after.status !== 'open') return
    if (event.type !== 'asked' && event.type !== 'answered') return
    const end = after.expiresAt + 1
    const pending = after.attempts.some(({ status }) => status === 'pending')
    const deadlines = after.attempts.flatMap(({ status, askBy }) =>
      status === 'started' && askBy !== undefined ? [Math.min(after.expiresAt, askBy)] : [],
    )
    const last = Math.max(now + 1, Math.min(...deadlines) - 60)
    const soon = pending ? now + 60 : end
    must(after.dueAt === Math.min(end, last, soon), 'looks at another time')
  })
})

test('session · read later · the same whether the change was written then or is worked out now', () => {
  inEveryHistory(({ steps }) => {
    for (const { now, after } of steps) {
      for (const later of [now, now + 1, after.expiresAt + 1, now + 100_000]) {
        const read = atTime(after, later)
        must(advance(after, { type: 'ticked' }, later).status === read.status, 'another status')
        must(atTime(read, later) === read, 'time went twice')
      }
    }
  })
})
