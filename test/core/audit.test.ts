import type { AuditNote } from '../../core/audit'
import { createAudit } from '../../core/audit'
import type { AuditEntry } from '../../core/session/record'
import { openSession } from './session/histories'

const audit = createAudit(Buffer.alloc(32, 1))
const NOTES: AuditNote[] = [
  { actor: 'owner', event: 'session.opened', success: true, purpose: '领取', consentVersion: '1' },
  { actor: 'owner', event: 'attempt.started', success: true, attemptId: 'a', channel: 'iauth' },
  { actor: 'owner', event: 'attempt.asked', success: true, attemptId: 'a', recipient: '腾讯' },
  { actor: 'system', event: 'attempt.failed', success: false, attemptId: 'a', code: 'NO_RECORD' },
  { actor: 'operator', event: 'session.revealed', success: true, reason: '复核' },
]

function chainOf(id: string, notes = NOTES) {
  const entries = audit.link({ id, auditHead: '' }, 1, 100, notes)
  const session = openSession({ id, auditSeq: entries.length, auditHead: entries.at(-1)?.hash })
  return { session, entries }
}

const { session, entries } = chainOf('s-1')
const at = (n: number) => entries[n] as AuditEntry
const edited = (n: number, changes: object) => [
  ...entries.slice(0, n),
  { ...at(n), ...changes } as AuditEntry,
  ...entries.slice(n + 1),
]

test('audit · the whole trail · verifies, also through JSON and with keys in another order', () => {
  expect(audit.verify(session, entries)).toBe(true)
  const stored = entries.map((entry) => Object.fromEntries(Object.entries(entry).reverse()))
  expect(audit.verify(session, JSON.parse(JSON.stringify(stored)))).toBe(true)
})

test('audit · linked one by one or all at once · the same chain', () => {
  let auditHead = ''
  const single = NOTES.flatMap((note, n) => {
    const link = audit.link({ id: 's-1', auditHead }, n + 1, 100, [note])
    auditHead = link[0]?.hash ?? ''
    return link
  })
  expect(single).toEqual(entries)
})

test.each(entries.map((_, n) => n))('audit · entry %i deleted · detected', (n) => {
  expect(
    audit.verify(
      session,
      entries.filter((_, each) => each !== n),
    ),
  ).toBe(false)
})

test.each(entries.map((_, n) => n))('audit · cut off behind %i entries · detected', (n) => {
  expect(audit.verify(session, entries.slice(0, n))).toBe(false)
})

test.each([
  ['two entries change place', [at(1), at(0), ...entries.slice(2)]],
  ['an entry twice', [...entries, at(4)]],
  ['an entry too many', [...entries, { ...at(4), seq: 6 }]],
  ['other numbers, same order', entries.map((entry) => ({ ...entry, seq: entry.seq + 1 }))],
  [
    'places changed with their numbers',
    [{ ...at(1), seq: 1 }, { ...at(0), seq: 2 }, ...entries.slice(2)],
  ],
  ['hashes changed places', edited(1, { hash: at(2).hash })],
  ['nothing at all', []],
])('audit · %s · detected', (_, trail) => {
  expect(audit.verify(session, trail)).toBe(false)
})

const EDITS: [string, number, object][] = [
  ['time', 2, { at: 101 }],
  ['actor', 4, { actor: 'owner' }],
  ['event', 3, { event: 'attempt.passed' }],
  ['success', 3, { success: true }],
  ['code', 3, { code: 'FACE_MISMATCH' }],
  ['code taken away', 3, { code: undefined }],
  ['attempt', 1, { attemptId: 'b' }],
  ['channel', 1, { channel: 'face2' }],
  ['recipient', 2, { recipient: '别人' }],
  ['purpose', 0, { purpose: '开户' }],
  ['consent', 0, { consentVersion: '2' }],
  ['reason', 4, { reason: '无' }],
  ['a field added', 4, { upstream: '603' }],
  ['values of two fields swapped', 0, { purpose: '1', consentVersion: '领取' }],
  ['hash', 4, { hash: '0'.repeat(64) }],
]

test.each(EDITS)('audit · %s edited · detected', (_, n, changes) => {
  expect(audit.verify(session, edited(n, changes))).toBe(false)
})

test('audit · an entry, or the trail, of another session · detected', () => {
  const other = chainOf('s-2')
  const moved = entries.map((entry) => ({ ...entry, sessionId: 's-2' }))
  expect(audit.verify(session, other.entries)).toBe(false)
  expect(audit.verify(other.session, entries)).toBe(false)
  expect(audit.verify({ ...other.session, auditHead: session.auditHead }, moved)).toBe(false)
  expect(audit.verify({ ...other.session, auditHead: session.auditHead }, entries)).toBe(false)
})

test('audit · a chain made without the key · detected', () => {
  const forger = createAudit(Buffer.alloc(32, 2))
  const forged = forger.link({ id: 's-1', auditHead: '' }, 1, 100, NOTES)
  const head = { ...session, auditHead: forged.at(-1)?.hash ?? '' }
  expect(forger.verify(head, forged)).toBe(true)
  expect(audit.verify(head, forged)).toBe(false)
})
