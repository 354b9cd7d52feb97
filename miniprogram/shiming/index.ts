import type { Session } from '../../typings/contract'
import type { Backend } from './services/cloud'
import { call, useBackend } from './services/cloud'
import type { Request } from './services/journey'
import { begin, running, VerificationAbandoned } from './services/journey'
import type { Returned } from './services/returned'
import { listen } from './services/returned'

export type { Session } from '../../typings/contract'
export type { Backend } from './services/cloud'
export type { Request } from './services/journey'
export { VerificationAbandoned } from './services/journey'

/** Where the pages are. `app.json` declares the same folder as a subpackage. */
const PAGES = '/shiming/pages'

/** Says where the server is; once, before anything else. Without it: cloud function `verify`. */
export function configure({ backend }: { backend: Backend }): void {
  useBackend(backend)
}

/**
 * Verifies the person who is using the app: consent, choice of a way, verification, result.
 *
 * Resolves when the last page is closed, with the session as it was then: `passed`, `failed`,
 * `expired`, `cancelled`, or still `open` when the person left early or the answer is pending.
 * What the client says proves nothing: a host that grants something asks its own server.
 *
 * @throws {VerificationAbandoned} (rejected) No session was opened: consent refused or turned back.
 */
export async function startVerification({ purpose, key }: Request): Promise<Session> {
  const already = running()
  if (already) return already
  await passPrivacyGate()
  const done = begin({ purpose, ...(key === undefined ? {} : { key }) })
  const home = `${PAGES}/consent/consent?purpose=${encodeURIComponent(purpose)}`
  await new Promise((resolve, reject) => {
    wx.navigateTo({ url: home, success: resolve, fail: reject })
  })
  return done
}

/** The caller's own verification sessions, newest first. @throws {CallError} */
export function listVerifications(limit = 20): Promise<Session[]> {
  return call('list', { limit })
}

/** Opens 我的核验记录: the person sees and erases what is kept. */
export function openRecords(): void {
  wx.navigateTo({ url: `${PAGES}/records/records` })
}

/** WeChat's own privacy agreement comes before ours; neither replaces the other. */
function passPrivacyGate(): Promise<void> {
  return new Promise((resolve, reject) => {
    if (typeof wx.requirePrivacyAuthorize !== 'function') return resolve()
    wx.requirePrivacyAuthorize({
      success: () => resolve(),
      fail: () => reject(new VerificationAbandoned('privacy')),
    })
  })
}

/** How often and how long a cold start is waited for until it has shown a page. */
const POLL = { everyMs: 100, times: 50 }

/** The app was killed while the person was away: on from where they left. */
function resume({ sessionId, attemptId }: Returned, tries = POLL.times): void {
  if (getCurrentPages().length > 0) {
    const ids = `sessionId=${encodeURIComponent(sessionId)}&attemptId=${encodeURIComponent(attemptId)}`
    wx.navigateTo({ url: `${PAGES}/verify/verify?${ids}` })
  } else if (tries > 0) {
    setTimeout(() => resume({ sessionId, attemptId, evidence: {} }, tries - 1), POLL.everyMs)
  }
}

listen((returned) => resume(returned))
