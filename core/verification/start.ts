import type { ChannelId, Client, Handoff, Mode, Subject, Terminal } from '../../typings/contract'
import type { Channel, StartRequest } from '../channels/channel'
import { unfit } from '../channels/fitness'
import { TRAITS } from '../channels/index'
import { VerificationError } from '../errors'
import { ageOn, chinaDate } from '../identity/calendar'
import { readIdNumber } from '../identity/id-number'
import { readName } from '../identity/name'
import type { SessionRecord } from '../session/record'
import { atTime, countedAttempts } from '../session/session'
import type { Sealed } from '../vault'
import type { Caller, VerificationDeps } from './deps'
import { channelOf, findOwn, newId } from './deps'

export interface StartInput<C extends ChannelId = ChannelId> {
  sessionId: string
  channel: C
  mode?: Mode
  subject?: Subject
  client?: Client
  terminal?: Terminal
}

export interface StartedAttempt {
  session: SessionRecord
  attemptId: string
  handoff: Handoff
}

/** Under this age (full years) nobody's face is filmed; a guardian comes along to the counter. */
const LEAST_AGE = 14

/**
 * Starts one attempt over one channel: gets from upstream what the client needs in order to leave.
 * Nothing is written when that fails.
 */
export async function startAttempt<C extends ChannelId>(
  input: StartInput<C>,
  caller: Caller,
  deps: VerificationDeps,
): Promise<StartedAttempt> {
  const session = atTime(await findOwn(input.sessionId, caller, deps), deps.now())
  checkOpen(session)
  const channel = usableChannel(input, caller, deps)
  const claimed = readSubject(input, deps)
  const subject = claimed ?? earlierSubject(session, input.channel, deps)
  if (TRAITS[input.channel].needsSubject && !subject) {
    throw new VerificationError('INVALID_INPUT', 'subject is missing')
  }
  checkAttempts(session)
  const index = subject && deps.vault.index('idNumber', subject.idNumber)
  if (index !== undefined) await deps.limits.countStart(index)

  const attemptId = newId(deps.random)
  const request: StartRequest = {
    owner: caller.owner,
    attemptId,
    ...(subject && { subject }),
    ...(input.mode && { mode: input.mode }),
    ...(input.client && { client: input.client }),
    ...(input.terminal && { terminal: input.terminal }),
  }
  const { handoff, memory } = await channel.start(request)
  const seal = (field: string, value: unknown): Record<string, Sealed> => ({
    [field]: deps.vault.seal(value, { sessionId: session.id, field }),
  })
  const startedAt = deps.now()
  const { pollsForS } = TRAITS[input.channel]
  const changed = await deps.change(session.id, {
    actor: 'owner',
    event: {
      type: 'started',
      attempt: {
        id: attemptId,
        channel: input.channel,
        status: 'started',
        startedAt,
        ...(pollsForS !== undefined && { askBy: startedAt + pollsForS }),
      },
      sealed: {
        ...seal(`${attemptId}.memory`, memory),
        ...(subject && { ...seal(`${attemptId}.subject`, subject), ...seal('subject', subject) }),
      },
      ...(index !== undefined && { subjectIndex: index }),
    },
  })
  const after = changed?.session ?? session
  if (!after.attempts.some(({ id }) => id === attemptId)) {
    checkOpen(after)
    checkAttempts(after)
  }
  return { session: after, attemptId, handoff }
}

/** @throws {VerificationError} SESSION_CLOSED or SESSION_EXPIRED */
function checkOpen({ status }: SessionRecord): void {
  if (status === 'open') return
  const code = status === 'expired' ? 'SESSION_EXPIRED' : 'SESSION_CLOSED'
  throw new VerificationError(code, `the session is ${status}`)
}

/** However many were cancelled: a session must not grow without end. */
const MOST_ATTEMPTS = 200

function checkAttempts(session: SessionRecord): void {
  const { attempts, rules } = session
  if (countedAttempts(session) < rules.maxAttempts && attempts.length < MOST_ATTEMPTS) return
  throw new VerificationError('RATE_LIMITED', 'MAX_ATTEMPTS of this session', { retry: 'final' })
}

function usableChannel<C extends ChannelId>(
  { channel: id, mode, client, terminal }: StartInput<C>,
  caller: Caller,
  { channels }: VerificationDeps,
): Channel<C> {
  const channel = channelOf(channels, id)
  if (!channel) throw new VerificationError('CHANNEL_UNAVAILABLE', `${id} is not configured`)
  const { modes, handoff } = TRAITS[id]
  const isTerminal = handoff === 'terminal'
  if (isTerminal !== (caller.kind === 'terminal')) {
    throw new VerificationError('CHANNEL_UNAVAILABLE', `${id} is not for a ${caller.kind}`)
  }
  if (isTerminal && !terminal) throw new VerificationError('INVALID_INPUT', 'terminal is missing')
  if (modes && !(mode && modes.includes(mode))) {
    throw new VerificationError('INVALID_INPUT', 'mode is missing or not one of this channel')
  }
  const reason = isTerminal ? undefined : unfit(TRAITS[id], client)
  if (reason === undefined) return channel
  const retry = reason === 'client-too-old' ? 'retry' : 'switch'
  throw new VerificationError('DEVICE_UNSUPPORTED', `client: ${reason}`, { retry })
}

/** @throws {VerificationError} INVALID_INPUT or UNDER_AGE */
function readSubject(
  { subject, channel }: StartInput,
  { now }: VerificationDeps,
): Subject | undefined {
  if (!subject) return undefined
  const today = chinaDate(now())
  const name = readName(subject.name)
  if (!name.ok) throw new VerificationError('INVALID_INPUT', `subject.name: ${name.reason}`)
  const idNumber = readIdNumber(subject.idNumber, today)
  if (!idNumber.ok) {
    throw new VerificationError('INVALID_INPUT', `subject.idNumber: ${idNumber.reason}`)
  }
  const { face, mainlandOnly } = TRAITS[channel]
  if (mainlandOnly && idNumber.kind !== 'mainland') {
    throw new VerificationError('INVALID_INPUT', 'subject.idNumber: kind', { retry: 'switch' })
  }
  if (face && ageOn(idNumber.birthDate, today) < LEAST_AGE) {
    throw new VerificationError('UNDER_AGE', 'subject is under age')
  }
  return { name: name.value, idNumber: idNumber.value }
}

/** Who was claimed before in this session stays claimed until somebody else is. */
function earlierSubject(
  session: SessionRecord,
  channel: ChannelId,
  deps: VerificationDeps,
): Subject | undefined {
  const sealed = session.sealed.subject
  if (sealed === undefined) return undefined
  const place = { sessionId: session.id, field: 'subject' }
  const subject = deps.vault.open(sealed, place) as Subject
  return readSubject({ sessionId: session.id, channel, subject }, deps)
}
