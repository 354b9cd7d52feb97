import { createAudit } from '../../../core/audit'
import type { Change, ChangeSession } from '../../../core/session/change'
import { createChange } from '../../../core/session/change'
import type { SessionRecord } from '../../../core/session/record'
import type { Store } from '../../../core/store/store'
import { openSession, sealedAs } from './histories'

export const NOW = 1_000_100
const ROOT = Buffer.alloc(32, 7)
const audit = createAudit(ROOT)

/** Opens with its first entry, as `open` does, and one attempt. */
export async function begin(store: Store): Promise<ChangeSession> {
  const bare = openSession({ rules: { maxAttempts: 50, retentionS: 100 } })
  const opened = { actor: 'owner', event: 'session.opened', success: true } as const
  const outbox = audit.link(bare, 1, NOW, [opened])
  await store.insert({ ...bare, outbox, auditSeq: 1, auditHead: outbox[0]?.hash ?? '' })
  await changeOn(store)('session', start('a'))
  return changeOn(store)
}

export const changeOn = (store: Store, now = () => NOW) =>
  createChange({ store, audit, now, recipientOf: (channel) => `who runs ${channel}` })

export const start = (id: string): Change => ({
  actor: 'owner',
  event: {
    type: 'started',
    attempt: { id, channel: 'iauth', status: 'started', startedAt: NOW },
    sealed: {},
  },
})
const leaseOf = (n: number) => ({ id: `lease ${n}`, process: 'here', until: NOW + 18 })
export const ask = (n: number): Change => ({
  actor: 'owner',
  event: {
    type: 'asked',
    attemptId: 'a',
    lease: leaseOf(n),
    alone: false,
    sealed: { 'a.evidence': sealedAs(`evidence ${n}`) },
  },
})
export const answer = (n: number, status: 'passed' | 'cancelled'): Change => ({
  actor: 'owner',
  event: { type: 'answered', attemptId: 'a', answer: { status }, lease: leaseOf(n) },
})

/** The whole trail as an auditor reads it. */
export async function trailOf(store: Store) {
  const session = (await store.find('session')) as SessionRecord
  await store.append(session.outbox)
  const trail = await store.trail('session')
  return { session, trail, verified: audit.verify(session, trail) }
}
