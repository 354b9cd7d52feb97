import { VerificationError } from '../errors'
import type { SessionRecord } from '../session/record'
import type { Caller, VerificationDeps } from './deps'
import { ownerIndex } from './deps'

export interface OpenRequest {
  purpose: string
  consentVersion: string
  /** The same key of the same owner gives the same session. */
  key?: string
}

/** Opens a session. Nobody gets further without having agreed to the notice as it reads now. */
export async function openSession(
  request: OpenRequest,
  caller: Caller,
  deps: VerificationDeps,
): Promise<SessionRecord> {
  if (request.consentVersion !== deps.notice.version) {
    throw new VerificationError('CONSENT_REQUIRED', 'consent.version is not the current one')
  }
  const owner = ownerIndex(caller, deps.vault)
  const createdAt = deps.now()
  const id = deps.newSessionId(createdAt)
  const opening = { request, caller, createdAt, deps }
  if (request.key === undefined) return create(id, owner, opening)

  const place = `open:${owner}:${deps.vault.index('key', request.key)}`
  const held = await deps.store.claim(place, id)
  const opened = held === id ? undefined : await lookFor(held, deps)
  return opened ?? create(held, owner, opening)
}

interface Opening {
  request: OpenRequest
  caller: Caller
  createdAt: number
  deps: VerificationDeps
}

async function create(id: string, owner: string, opening: Opening) {
  const { caller, deps } = opening
  if (caller.kind === 'person') await deps.limits.countOpen(owner)
  const session = newSession(id, owner, opening)
  if (await deps.store.insert(session)) return session
  const opened = await deps.store.find(id)
  if (!opened) throw new VerificationError('INTERNAL', 'a session id is taken and empty')
  return opened
}

/**
 * The session that somebody else has claimed the key for. They may be about to write it: a few looks
 * give them the time. If it never comes they were cut off, and the caller finishes their work.
 */
async function lookFor(
  id: string,
  { store }: VerificationDeps,
): Promise<SessionRecord | undefined> {
  for (let look = 0; look < 25; look++) {
    const session = await store.find(id)
    if (session) return session
    await new Promise(setImmediate)
  }
  return undefined
}

function newSession(
  id: string,
  owner: string,
  { request, caller, createdAt, deps }: Opening,
): SessionRecord {
  const { rules, vault, audit } = deps
  const expiresAt = createdAt + rules.sessionTtlS
  const consentVersion = request.consentVersion
  const opened = {
    actor: 'owner' as const,
    event: 'session.opened',
    success: true,
    purpose: request.purpose,
    consentVersion,
  }
  const outbox = audit.link({ id, auditHead: '' }, 1, createdAt, [opened])
  return {
    id,
    rev: 1,
    owner,
    status: 'open',
    purpose: request.purpose,
    consentVersion,
    createdAt,
    expiresAt,
    dueAt: expiresAt + 1,
    rules: { maxAttempts: rules.maxAttempts, retentionS: rules.retentionS },
    attempts: [],
    subjectIndexes: [],
    sealed: { owner: vault.seal(caller, { sessionId: id, field: 'owner' }) },
    outbox,
    auditSeq: outbox.length,
    auditHead: outbox.at(-1)?.hash ?? '',
  }
}
