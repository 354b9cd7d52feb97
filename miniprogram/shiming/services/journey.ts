import type { Notice, Session } from '../../../typings/contract'

/** What a host asks for. */
export interface Request {
  /** What the verification is for, in the person's words: 1 to 64 characters. */
  purpose: string
  /** The same key gives the same session, for as long as it exists. At most 64 characters. */
  key?: string
}

/**
 * The person left before a session was opened: consent refused, or turned back while reading.
 *
 * `reason`: `declined` did not consent · `left` went back · `privacy` refused WeChat's own privacy
 * agreement, so that nothing was shown.
 */
export class VerificationAbandoned extends Error {
  readonly reason: 'declined' | 'left' | 'privacy'

  constructor(reason: 'declined' | 'left' | 'privacy') {
    super(`verification abandoned: ${reason}`)
    this.reason = reason
  }
}

interface Journey extends Request {
  promise: Promise<Session>
  resolve(session: Session): void
  reject(error: VerificationAbandoned): void
  declined: boolean
  session?: Session
}

let current: Journey | undefined
let noted: Session | undefined
let notice: Notice | undefined
let pages = 0
let moving = false

/** @returns Whether a journey is on its way; a second tap on the host's button finds it. */
export function running(): Promise<Session> | undefined {
  return current && (pages > 0 || moving) ? current.promise : undefined
}

/** Begins a journey. Its promise settles when the last of the product's pages is gone. */
export function begin(request: Request): Promise<Session> {
  let resolve: Journey['resolve'] = () => undefined
  let reject: Journey['reject'] = () => undefined
  const promise = new Promise<Session>((yes, no) => {
    resolve = yes
    reject = no
  })
  current = { ...request, promise, resolve, reject, declined: false }
  noted = undefined
  return promise
}

/** What the host asked for, if a host did. */
export function request(): Request | undefined {
  return current
}

/** The newest state of the session, for the next page and for the host. */
export function note(session: Session): void {
  noted = session
  if (current && (current.session === undefined || current.session.id === session.id)) {
    current.session = session
  }
}

/** A new session takes the place of one that has expired. */
export function startOver(): void {
  if (!current) return
  current = { ...current, session: undefined, key: undefined } as Journey
}

/** The session that a page noted last, if it is this one: shown at once, without the network. */
export function latest(sessionId: string): Session | undefined {
  return noted?.id === sessionId ? noted : undefined
}

export function noteDeclined(declined: boolean): void {
  if (current) current.declined = declined
}

/** The notice that was read, for the text about retention. */
export function noteNotice(read: Notice): void {
  notice = read
}

export function readNotice(): Notice | undefined {
  return notice
}

/** One page of ours is about to take another's place. */
export function noteMoving(to: boolean): void {
  moving = to
  if (!to) settleIfLeft()
}

/** A page of ours is there. */
export function entered(): void {
  pages += 1
  moving = false
}

/** A page of ours is gone. */
export function left(): void {
  pages -= 1
  // redirectTo unloads the old page before it loads the new one
  setTimeout(settleIfLeft, 0)
}

function settleIfLeft(): void {
  if (pages > 0 || moving || !current) return
  const { session, declined, resolve, reject } = current
  current = undefined
  if (session) resolve(session)
  else reject(new VerificationAbandoned(declined ? 'declined' : 'left'))
}
