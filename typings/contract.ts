/**
 * The shared vocabulary of server and mini-program: types only, nothing that exists at run time.
 *
 * Times are Unix seconds unless a name ends in `Ms`. Ids are text, however numeric they look.
 */

export type ChannelId = 'iauth' | 'realname' | 'face1' | 'face2' | 'oemface' | 'payface'

/** How `oemface` shows itself. No other channel has modes. */
export type Mode = 'TENCENT' | 'ZHIMACREDIT' | 'WE_CHAT_FACE'

/** Why something is not passed. A closed set: clients may rely on it. */
export type ErrorCode =
  | 'USER_CANCELLED'
  | 'CONSENT_REQUIRED'
  | 'INVALID_INPUT'
  | 'UNDER_AGE'
  | 'DEVICE_UNSUPPORTED'
  | 'LIVENESS_FAILED'
  | 'FACE_MISMATCH'
  | 'IDENTITY_MISMATCH'
  | 'NO_RECORD'
  | 'BINDING_MISMATCH'
  | 'TICKET_USED'
  | 'SESSION_NOT_FOUND'
  | 'SESSION_CLOSED'
  | 'SESSION_EXPIRED'
  | 'RATE_LIMITED'
  | 'CHANNEL_UNAVAILABLE'
  | 'UPSTREAM_UNAVAILABLE'
  | 'DECRYPT_FAILED'
  | 'INTERNAL'

/** Try the same again · use another channel · neither helps. */
export type Retry = 'retry' | 'switch' | 'final'

/** `trace` stands in the log line too; it is what a person reads out to the help desk. */
export interface Failure {
  code: ErrorCode
  retry: Retry
  trace: string
}

/** What every call answers, with HTTP 200. */
export type Reply<T> = { ok: true; data: T } | { ok: false; error: Failure }

export type SessionStatus = 'open' | 'passed' | 'failed' | 'cancelled' | 'expired' | 'erased'
export type AttemptStatus = 'started' | 'pending' | 'passed' | 'failed' | 'cancelled' | 'expired'

/** One try over one channel. */
export interface Attempt {
  id: string
  channel: ChannelId
  status: AttemptStatus
  /** Why it is not passed. */
  code?: ErrorCode
  retry?: Retry
  startedAt: number
  settledAt?: number
  /** While pending: ask again after this. Advice, not a rule. */
  retryAfterMs?: number
}

/** A verified person as replies show it. */
export interface MaskedIdentity {
  /** First character and one `*`, whatever its length. */
  name: string
  /** `110105********002X`. */
  idNumber: string
  /** `IDENTITY_CARD` for the resident identity card. */
  credentialType: string
  birthDate?: string
}

/** Answers one question: is this person who they say, for this purpose? */
export interface Session {
  id: string
  status: SessionStatus
  purpose: string
  createdAt: number
  /** An open session expires after this. */
  expiresAt: number
  attempts: Attempt[]
  identity?: MaskedIdentity
}

export type Platform = 'ios' | 'android' | 'devtools' | 'ohos' | 'windows' | 'mac'

/** The WeChat that is asking. Versions are dotted numbers. */
export interface Client {
  platform: Platform
  wechatVersion: string
  sdkVersion: string
}

/** The claimed person, as typed. */
export interface Subject {
  name: string
  idNumber: string
}

/** The face terminal that asks (`payface`). */
export interface Terminal {
  deviceId: string
  storeId: string
  storeName: string
  rawdata: string
  attach?: string
}

/** What the client needs in order to leave for the verifying party. The mini-program knows these kinds, and no channel. */
export type Handoff =
  | {
      kind: 'miniProgram'
      appId: string
      path: string
      extraData?: Record<string, string>
      envVersion?: 'develop' | 'trial' | 'release'
    }
  | { kind: 'realnameButton'; categoryId: [number, number] }
  | {
      kind: 'faceVerify'
      api: 'startFacialRecognitionVerify' | 'startFacialRecognitionVerifyAndUploadVideo'
      userIdKey?: string
      name?: string
      idCardNumber?: string
      checkAliveType: 0 | 1 | 2
    }
  | {
      kind: 'facialVerify'
      api: 'requestFacialVerify' | 'requestFacialVerifyAndUploadVideo'
      verifyId: string
    }
  | { kind: 'webView'; url: string }
  | { kind: 'terminal'; authinfo: string; expiresIn: number; params: Record<string, string> }

/** What the client brings back, by channel. Hints all of them: none makes a pass. */
export interface EvidenceOf {
  iauth: { token?: string; errCode?: string }
  realname: { authToken?: string; errMsg?: string; errCode?: string }
  face1: { verifyResult?: string; errCode?: string }
  face2: { errCode?: string }
  oemface: { hint?: string }
  payface: { faceSid?: string; openid?: string }
}
export type Evidence<C extends ChannelId = ChannelId> = EvidenceOf[C]

/** Must be on screen before anybody consents. */
export interface Notice {
  /** Depends on the text alone. */
  version: string
  purposeText: string
  recipients: { channel: ChannelId; name: string; contact: string }[]
  retention: string
  rights: string
  /** Ways without a face. */
  alternatives: string
}

export type Unavailable =
  | 'not-configured'
  | 'closed-to-new-users'
  | 'sunset'
  | 'client-too-old'
  | 'device'

export interface ChannelInfo {
  channel: ChannelId
  available: boolean
  reason?: Unavailable
  needsSubject: boolean
  handoff: Handoff['kind']
  /** Films the person's face. */
  face: boolean
  modes?: Mode[]
  /** With `client-too-old`: the least versions that work. */
  minimum?: { wechatVersion?: string; sdkVersion?: string }
  /** With `sunset` and `closed-to-new-users`: since when, `YYYY-MM-DD`. */
  since?: string
}

export interface Started {
  session: Session
  attemptId: string
  handoff: Handoff
}

/** The calls of `POST /api/verify` and of the cloud function `verify`. */
export interface Calls {
  notice: { input: Record<never, never>; data: Notice }
  channels: { input: { client?: Client }; data: ChannelInfo[] }
  open: { input: { purpose: string; consent: { version: string }; key?: string }; data: Session }
  start: {
    input: {
      sessionId: string
      channel: ChannelId
      mode?: Mode
      subject?: Subject
      client?: Client
      terminal?: Terminal
    }
    data: Started
  }
  finish: { input: { sessionId: string; attemptId: string; evidence: object }; data: Session }
  get: { input: { sessionId: string }; data: Session }
  list: { input: { limit?: number; before?: string }; data: Session[] }
  cancel: { input: { sessionId: string }; data: Session }
  erase: { input: { sessionId: string }; data: Session }
  login: { input: { code: string }; data: { token: string; expiresAt: number } }
}
export type Action = keyof Calls

/** One line of a session's audit trail. Holds no personal data. */
export interface AuditEvent {
  seq: number
  at: number
  actor: 'owner' | 'operator' | 'system'
  event: string
  success: boolean
  attemptId?: string
  channel?: ChannelId
  code?: ErrorCode
  /** Upstream's own code, verbatim. */
  upstream?: string
  /** Who received data, with `asked` and `started`. */
  recipient?: string
  purpose?: string
  consentVersion?: string
  /** Why an operator looked or erased. */
  reason?: string
}

/** The calls of `POST /api/records`. */
export interface RecordsCalls {
  reveal: {
    input: { sessionId: string; reason: string }
    data: {
      name: string
      idNumber: string
      credentialType: string
      channel: ChannelId
      passedAt: number
    }
  }
  find: { input: { idNumber: string }; data: Session[] }
  audit: { input: { sessionId: string }; data: { events: AuditEvent[]; verified: boolean } }
  erase: { input: { sessionId: string; reason: string }; data: Session }
}
