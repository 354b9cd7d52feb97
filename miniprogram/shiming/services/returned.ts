import type { Handled, Waiting } from './pending'
import { lastHandled, noteHandled, stopWaiting, waitingAttempts } from './pending'

/** Back from another mini-program. 1037, opened by another one, is something else. */
const SCENE_BACK = 1038

/** What `App.onShow` says, as far as it is read. */
export interface Shown {
  scene?: number
  referrerInfo?: { appId?: string; extraData?: unknown }
}

/** What came back. A hint: only the server knows how it ended. Empty when the person just left. */
export interface ReturnEvidence {
  token?: string
  errCode?: string
}

export interface Returned {
  sessionId: string
  attemptId: string
  evidence: ReturnEvidence
}

interface Read extends Returned {
  digest: string
}

/**
 * Which attempt a return belongs to, if any: it comes from the mini-program that was opened, later
 * than the person left, and is not the data that was handled last. Of two attempts that wait for
 * the same mini-program the later one gets it, because the earlier visit was replaced by it.
 *
 * @param now Milliseconds since 1970.
 */
export function readReturn(
  { scene, referrerInfo }: Shown,
  waiting: readonly Waiting[],
  { handled, now }: { handled?: Handled; now: number },
): Read | undefined {
  if (scene !== SCENE_BACK) return undefined
  const from = referrerInfo?.appId
  const jumped = waiting.filter((w) => w.appId !== undefined && w.since <= now)
  // Some clients leave referrerInfo out when the person closed the other side: no data, no sender.
  const attempt = from ? jumped.find((w) => w.appId === from) : jumped[0]
  if (!attempt) return undefined

  const evidence = from ? readEvidence(referrerInfo?.extraData) : {}
  const digest = digestOf(evidence)
  if (isRepeat(evidence, { attemptId: attempt.attemptId, digest }, handled)) return undefined
  return { sessionId: attempt.sessionId, attemptId: attempt.attemptId, evidence, digest }
}

/** A token is unique, so a known one is old whichever attempt waits; a bare code may come twice. */
function isRepeat(evidence: ReturnEvidence, mine: Handled, handled?: Handled): boolean {
  if (!handled || handled.digest !== mine.digest) return false
  return evidence.token !== undefined || handled.attemptId === mine.attemptId
}

/** Nothing but token and code is read, under both spellings that exist. */
function readEvidence(extraData: unknown): ReturnEvidence {
  if (typeof extraData !== 'object' || extraData === null) return {}
  const { token, errCode, error_code } = extraData as Record<string, unknown>
  const code = errCode ?? error_code
  return {
    ...(typeof token === 'string' && token ? { token } : {}),
    ...(typeof code === 'string' || typeof code === 'number' ? { errCode: String(code) } : {}),
  }
}

/** 64 bits of two FNV-1a rounds: tells data apart, and nothing leads back to the token. */
function digestOf({ token = '', errCode = '' }: ReturnEvidence): string {
  const text = `${token}\n${errCode}`
  return [0x811c9dc5, 0x050c5d1f]
    .map((seed) => {
      let hash = seed
      for (let i = 0; i < text.length; i++) {
        hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
      }
      return (hash >>> 0).toString(16).padStart(8, '0')
    })
    .join('')
}

const expecting = new Map<string, (evidence: ReturnEvidence) => void>()
const arrived = new Map<string, ReturnEvidence>()
let installed = false
let resume: ((returned: Returned) => void) | undefined

/**
 * Waits for the return of one attempt; called at once when it is there already.
 *
 * @returns Stops waiting.
 */
export function expectReturn(
  attemptId: string,
  receive: (evidence: ReturnEvidence) => void,
): () => void {
  install()
  expecting.set(attemptId, receive)
  const evidence = arrived.get(attemptId)
  if (evidence) {
    arrived.delete(attemptId)
    receive(evidence)
  }
  return () => {
    if (expecting.get(attemptId) === receive) expecting.delete(attemptId)
  }
}

/** @param onUnclaimed Gets a return that no page waits for: the app was killed meanwhile. */
export function listen(onUnclaimed: (returned: Returned) => void): void {
  resume = onUnclaimed
  install()
}

/** Listens to `App.onShow` without the host's help, once. */
function install(): void {
  if (installed) return
  installed = true
  if (typeof wx.onAppShow === 'function') wx.onAppShow((shown) => onShown(shown as Shown))
  // The first onShow may be over when this module is loaded; the same data is handled once.
  if (typeof wx.getEnterOptionsSync === 'function') onShown(wx.getEnterOptionsSync() as Shown)
}

function onShown(shown: Shown): void {
  const handled = lastHandled()
  const now = Date.now()
  const read = readReturn(shown, waitingAttempts(), handled ? { handled, now } : { now })
  if (!read) return
  const { digest, ...returned } = read
  noteHandled({ attemptId: read.attemptId, digest })
  stopWaiting(read.attemptId)

  const receive = expecting.get(read.attemptId)
  if (!receive) arrived.set(read.attemptId, read.evidence)
  if (receive) receive(read.evidence)
  else resume?.(returned)
}
