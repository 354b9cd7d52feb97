import type { ChannelId, Notice } from '../../typings/contract'
import type { Audit } from '../audit'
import type { Channel, Channels } from '../channels/channel'
import { VerificationError } from '../errors'
import type { Limits } from '../limits'
import type { Log } from '../log'
import type { ChangeSession } from '../session/change'
import type { SessionRecord } from '../session/record'
import type { NewSessionId } from '../session/session-id'
import type { Store } from '../store/store'
import type { Vault } from '../vault'

/** Who is calling: a person by openid, or a face terminal by its id. */
export interface Caller {
  kind: 'person' | 'terminal'
  /** Openid or terminal id, in plain. */
  owner: string
}

export interface VerificationRules {
  sessionTtlS: number
  maxAttempts: number
  retentionS: number
  /** Bounds one upstream exchange. */
  upstreamTimeoutMs: number
}

/** What the acts of a verification work with. */
export interface VerificationDeps {
  rules: VerificationRules
  store: Store
  vault: Vault
  audit: Audit
  limits: Limits
  channels: Channels
  notice: Notice
  change: ChangeSession
  /** Unix seconds. */
  now(): number
  random(size: number): Buffer
  newSessionId: NewSessionId
  log: Log
  /** Random id of this process, for leases. */
  processId: string
  /** No other process shares this store. */
  alone: boolean
}

/** 144 random bits, URL-safe. */
export function newId(random: (size: number) => Buffer): string {
  return random(18).toString('base64url')
}

/** The caller as sessions know them: a keyed index value. */
export function ownerIndex(caller: Caller, vault: Vault): string {
  return vault.index('owner', `${caller.kind}:${caller.owner}`)
}

/** @throws {VerificationError} SESSION_NOT_FOUND: it does not exist, or it is somebody else's. */
export async function findOwn(
  id: string,
  caller: Caller,
  { store, vault }: Pick<VerificationDeps, 'store' | 'vault'>,
): Promise<SessionRecord> {
  const session = await store.find(id)
  if (session?.owner !== ownerIndex(caller, vault)) throw notFound()
  return session
}

export function notFound(): VerificationError {
  return new VerificationError('SESSION_NOT_FOUND', 'no such session of this caller')
}

/** The channel of an id; the type of the id stays bound to the channel's own evidence and memory. */
export function channelOf<C extends ChannelId>(channels: Channels, id: C): Channel<C> | undefined {
  return channels[id]
}
