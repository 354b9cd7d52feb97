/**
 * What must survive WeChat killing the app while the person is away. Ids and times only: no name,
 * no number, no token, no signature.
 */

/** An attempt whose person has left for another page or mini-program. */
export interface Waiting {
  sessionId: string
  attemptId: string
  /** The mini-program that was opened; absent for a web page. */
  appId?: string
  /** Milliseconds since 1970, when the person left. */
  since: number
}

/** The return that was handled last: the same data may be delivered again and again. */
export interface Handled {
  attemptId: string
  /** One-way, of the data. */
  digest: string
}

const WAITING = 'shiming.waiting'
const HANDLED = 'shiming.handled'

/** Upstream gives a person at most two hours. */
const WAIT_MS = 2 * 60 * 60 * 1000

/** Attempts that wait for a return, the one left for last first. */
export function waitingAttempts(): Waiting[] {
  const stored: unknown = wx.getStorageSync(WAITING)
  const oldest = Date.now() - WAIT_MS
  const alive = Array.isArray(stored) ? (stored as Waiting[]).filter((w) => w.since > oldest) : []
  return alive.sort((a, b) => b.since - a.since)
}

/** Notes that the person leaves now. Synchronous, because it happens inside the tap. */
export function noteLeaving(ids: Omit<Waiting, 'since'>): void {
  const { sessionId, attemptId, appId } = ids
  const others = waitingAttempts().filter((w) => w.attemptId !== attemptId)
  const waiting = { sessionId, attemptId, ...(appId ? { appId } : {}), since: Date.now() }
  wx.setStorageSync(WAITING, [waiting, ...others])
}

/** The attempt waits no more. */
export function stopWaiting(attemptId: string): void {
  const others = waitingAttempts().filter((w) => w.attemptId !== attemptId)
  if (others.length > 0) wx.setStorageSync(WAITING, others)
  else wx.removeStorageSync(WAITING)
}

export function lastHandled(): Handled | undefined {
  const stored = wx.getStorageSync(HANDLED) as Handled | ''
  return stored || undefined
}

export function noteHandled({ attemptId, digest }: Handled): void {
  wx.setStorageSync(HANDLED, { attemptId, digest })
}
