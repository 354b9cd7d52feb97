import * as v from 'valibot'
import type { Action, Calls, ChannelId, Reply } from '../../typings/contract'
import { CHANNEL_IDS } from '../channels/index'
import { VerificationError } from '../errors'
import type { SessionRecord } from '../session/record'
import { viewSession } from '../session/view'
import { listChannels } from '../verification/channels'
import type { Caller, VerificationDeps } from '../verification/deps'
import { findOwn, ownerIndex } from '../verification/deps'
import { finishAttempt } from '../verification/finish'
import { openSession } from '../verification/open'
import { changeOwn, listOwn } from '../verification/own'
import { startAttempt } from '../verification/start'
import type { AnswerDeps } from './answer'
import { answer } from './answer'
import { ID, readInput, textOf } from './input'
import type { Login } from './login'

export interface VerifyDeps extends VerificationDeps, AnswerDeps {
  /** Absent: this deployment does not log people in itself. */
  login?: Login
  /** Purposes that `open` takes; absent: any. */
  purposes?: readonly string[]
}

const CLIENT = v.object({
  platform: v.picklist(['ios', 'android', 'devtools', 'ohos', 'windows', 'mac']),
  wechatVersion: v.pipe(v.string(), v.maxLength(64)),
  sdkVersion: v.pipe(v.string(), v.maxLength(64)),
})

const TERMINAL = v.object({
  deviceId: textOf(64),
  storeId: textOf(64),
  storeName: textOf(256),
  rawdata: v.pipe(v.string(), v.minLength(1), v.maxLength(8192)),
  attach: v.optional(v.pipe(v.string(), v.maxLength(1024))),
})

/** The shape of each call's input. */
const INPUT = {
  notice: v.object({}),
  channels: v.object({ client: v.optional(CLIENT) }),
  open: v.object({
    purpose: textOf(64),
    consent: v.optional(v.unknown()),
    key: v.optional(textOf(64)),
  }),
  start: v.object({
    sessionId: ID,
    channel: v.picklist(CHANNEL_IDS as readonly [ChannelId, ...ChannelId[]]),
    mode: v.optional(v.picklist(['TENCENT', 'ZHIMACREDIT', 'WE_CHAT_FACE'])),
    subject: v.optional(v.object({ name: v.string(), idNumber: v.string() })),
    client: v.optional(CLIENT),
    terminal: v.optional(TERMINAL),
  }),
  finish: v.object({
    sessionId: ID,
    attemptId: ID,
    evidence: v.looseObject({}),
  }),
  get: v.object({ sessionId: ID }),
  list: v.object({
    limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    before: v.optional(ID),
  }),
  cancel: v.object({ sessionId: ID }),
  erase: v.object({ sessionId: ID }),
  login: v.object({ code: v.pipe(v.string(), v.regex(/^[!-~]{1,512}$/)) }),
} satisfies Record<Action, v.GenericSchema>

type Input<A extends Action> = v.InferOutput<(typeof INPUT)[A]>
type Run = { [A in Action]: (input: Input<A>, caller: Caller) => Promise<Calls[A]['data']> }

/** A caller that is nobody: `login` alone is answered without one. */
const NOBODY: Caller = { kind: 'person', owner: '' }

export type Verify = (caller: Caller | undefined, event: unknown) => Promise<Reply<unknown>>

/** The calls of `POST /api/verify` and of the cloud function `verify`. */
export function createVerify(deps: VerifyDeps): Verify {
  const view = (session: SessionRecord) => viewSession(session, deps.vault, deps.now())
  const run: Run = {
    notice: async () => deps.notice,
    channels: async ({ client }, caller) => listChannels(client, caller, deps),
    open: async ({ purpose, consent, key }, caller) => {
      checkPurpose(purpose, deps.purposes)
      const request = { purpose, consentVersion: versionOf(consent), ...(key && { key }) }
      return view(await openSession(request, caller, deps))
    },
    start: async (input, caller) => {
      const { session, attemptId, handoff } = await startAttempt(withoutAbsent(input), caller, deps)
      return { session: view(session), attemptId, handoff }
    },
    finish: async (input, caller) => view(await finishAttempt(input, caller, deps)),
    get: async ({ sessionId }, caller) => view(await findOwn(sessionId, caller, deps)),
    list: async (input, caller) =>
      (await listOwn(withoutAbsent(input), caller, deps)).map((session) => view(session)),
    cancel: async ({ sessionId }, caller) =>
      view(await changeOwn(sessionId, { type: 'cancelled' }, { caller, deps })),
    erase: async ({ sessionId }, caller) =>
      view(await changeOwn(sessionId, { type: 'erased' }, { caller, deps })),
    login: async ({ code }) => {
      if (!deps.login) throw new VerificationError('CHANNEL_UNAVAILABLE', 'login is not configured')
      return deps.login(code)
    },
  }

  return (caller, event) => {
    const action = actionOf(event)
    const facts = {
      entrance: 'verify' as const,
      ...(action && { action }),
      ...(caller && { owner: ownerIndex(caller, deps.vault) }),
    }
    return answer(
      facts,
      async () => {
        if (!action) throw new VerificationError('INVALID_INPUT', 'action')
        if (!caller && action !== 'login') throw new VerificationError('INVALID_INPUT', 'no caller')
        return runAction(action, run, { event, caller: caller ?? NOBODY })
      },
      deps,
    )
  }
}

function runAction<A extends Action>(
  action: A,
  run: Run,
  { event, caller }: { event: unknown; caller: Caller },
): Promise<Calls[A]['data']> {
  return run[action](readInput(INPUT[action], event) as Input<A>, caller)
}

function actionOf(event: unknown): Action | undefined {
  const action = typeof event === 'object' && event !== null && Reflect.get(event, 'action')
  return typeof action === 'string' && Object.hasOwn(INPUT, action) ? (action as Action) : undefined
}

/** Whatever was consented to that is not a notice's version is no consent. */
function versionOf(consent: unknown): string {
  const version = typeof consent === 'object' && consent !== null && Reflect.get(consent, 'version')
  return typeof version === 'string' ? version : ''
}

function checkPurpose(purpose: string, allowed: readonly string[] | undefined): void {
  if (allowed && !allowed.includes(purpose)) throw new VerificationError('INVALID_INPUT', 'purpose')
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Optional keys that were not given are not there, rather than there and undefined. */
function withoutAbsent<T extends object>(input: T): Present<T> {
  const present = Object.entries(input).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as Present<T>
}
