import fc from 'fast-check'
import type { Answer } from '../../../core/outcome'
import type { AttemptRecord, Lease, SessionRecord } from '../../../core/session/record'
import type { SessionEvent } from '../../../core/session/session'
import { advance } from '../../../core/session/session'
import type { Sealed } from '../../../core/vault'

/** One event of a history, and what it made of the session. */
export interface Step {
  event: SessionEvent
  now: number
  before: SessionRecord
  after: SessionRecord
}

export interface History {
  steps: Step[]
  alone: boolean
}

const HISTORIES = 10_000
const SEED = 20_261_120
const OPENED = 1_000_000
const TTL = 1800

const NUMBERS = fc.array(fc.nat(0x3fffffff), { minLength: 2, maxLength: 24 })
const RUN = { numRuns: HISTORIES, seed: SEED }

let played: History[] | undefined

/** Holds the rule to {@link HISTORIES} random histories, the same ones each time. */
export function inEveryHistory(rule: (history: History) => void): void {
  // Made up once for all rules; where one breaks, once more, for the shortest history that does.
  played ??= fc.sample(NUMBERS, RUN).map(playNumbers)
  try {
    played.forEach(rule)
  } catch (error) {
    fc.assert(
      fc.property(NUMBERS, (numbers) => rule(playNumbers(numbers))),
      RUN,
    )
    throw error
  }
}

function playNumbers([rules = 0, ...events]: number[]): History {
  return play(rules, events)
}

/** Takes a number apart: each call gives the next choice that it holds. */
function choices(number: number) {
  let rest = number
  return <T>(from: readonly [T, ...T[]]): T => {
    const chosen = from[rest % from.length] as T
    rest = Math.floor(rest / from.length)
    return chosen
  }
}

export function openSession(changes: Partial<SessionRecord> = {}): SessionRecord {
  return {
    id: 'session',
    rev: 1,
    owner: 'owner',
    status: 'open',
    purpose: 'purpose',
    consentVersion: '1',
    createdAt: OPENED,
    expiresAt: OPENED + TTL,
    dueAt: OPENED + TTL + 1,
    rules: { maxAttempts: 3, retentionS: 100 },
    attempts: [],
    subjectIndexes: [],
    sealed: { owner: 'sealed owner' as Sealed },
    outbox: [],
    auditSeq: 0,
    auditHead: '',
    ...changes,
  }
}

export const sealedAs = (text: string) => text as Sealed

/** What the outside world looks like while a history is made up. */
interface World {
  session: SessionRecord
  now: number
  alone: boolean
  /** Every lease that was ever asked for, newest last. */
  leases: Lease[]
  /** Makes evidence, leases and indexes tell themselves apart. */
  count: number
  last?: SessionEvent
}

function play(rules: number, events: number[]): History {
  const pick = choices(rules)
  const session = openSession({
    rules: { maxAttempts: pick([2, 3, 1]), retentionS: pick([100, 0, 1, 5000]) },
  })
  const world: World = { session, now: OPENED, alone: pick([false, true]), leases: [], count: 0 }
  const steps = events.map((number) => step(world, number))
  return { steps, alone: world.alone }
}

const JUMPS = [0, 0, 0, 0, 1, 1, 3, 20, 61, 100, 600, TTL, TTL + 1, 5000, -1, -40, -TTL] as const

function step(world: World, number: number): Step {
  const pick = choices(number)
  world.now += pick(JUMPS)
  world.count += 1
  const make = pick([started, asked, asked, answered, answered, answered, repeated, rare])
  const event = make(world, pick)
  const before = freeze(world.session)
  const after = advance(before, event, world.now)
  world.session = after
  world.last = event
  return { event, now: world.now, before, after }
}

type Pick = ReturnType<typeof choices>
const IDS = ['a', 'b', 'c', 'd', 'e'] as const

function started({ now, count }: World, pick: Pick): SessionEvent {
  const id = pick(IDS)
  const attempt: AttemptRecord = {
    ...{ id, channel: 'iauth', status: 'started', startedAt: now },
    ...(pick([false, false, true]) && { askBy: now + pick([1, 100, 3500]) }),
  }
  const sealed = { [`${id}.memory`]: sealedAs(`memory ${count}`) }
  return { type: 'started', attempt, sealed, subjectIndex: pick(['one', 'two', 'three']) }
}

function asked(world: World, pick: Pick): SessionEvent {
  const attemptId = pick(IDS.slice(0, 3) as ['a', 'b', 'c'])
  const lease: Lease = {
    id: `lease ${world.count}`,
    process: pick(['here', 'there']),
    until: world.now + pick([18, 2, 200]),
  }
  world.leases.push(lease)
  const sealed = { [`${attemptId}.evidence`]: sealedAs(`evidence ${world.count}`) }
  return { type: 'asked', attemptId, lease, alone: world.alone, sealed }
}

const ANSWERS: readonly [Answer, ...Answer[]] = [
  { status: 'passed' },
  { status: 'pending', retryAfterMs: 3000 },
  { status: 'failed', code: 'FACE_MISMATCH', retry: 'retry' },
  { status: 'failed', code: 'NO_RECORD', retry: 'switch' },
  { status: 'failed', code: 'UNDER_AGE', retry: 'final' },
  { status: 'cancelled' },
]

function answered(world: World, pick: Pick): SessionEvent {
  const answer = pick(ANSWERS)
  const bearer = pick(['current', 'stale', 'current', 'nobody'])
  const attemptId = pick(IDS.slice(0, 3) as ['a', 'b', 'c'])
  const held = world.session.attempts.find(({ id }) => id === attemptId)?.lease
  const stale = world.leases[pick([0, 1, 2])]
  const lease = { current: held, stale, nobody: undefined }[bearer]
  const passed = answer.status === 'passed'
  return {
    type: 'answered',
    attemptId,
    answer,
    ...(lease && { lease }),
    ...(passed && { sealed: { identity: sealedAs(`identity ${world.count}`) } }),
    ...(passed && { subjectIndex: `verified ${pick([1, 2])}` }),
  }
}

function repeated(world: World): SessionEvent {
  return world.last ?? { type: 'ticked' }
}

function rare(_: World, pick: Pick): SessionEvent {
  return {
    type: pick<'ticked' | 'cancelled' | 'erased'>(['ticked', 'ticked', 'cancelled', 'erased']),
  }
}

/** Whoever writes into what it was given fails. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}
