import type { Troubling } from './wechat-disturb'

/** What the callback of the face call, or of the question whether it is supported, gets. */
export interface FaceCallback {
  errMsg: string
  errCode?: number
  errno?: number
  verifyResult?: string
}

/** How the callback words its result, without the name of the call. */
export interface Said {
  /** `ok`, `cancel`, or `fail` and why. */
  words: string
  errCode?: number
}

/** Fields laid over a good answer; `undefined` takes one away. */
export type Fields = Readonly<Record<string, unknown>>

/** A way in which 微信人脸核身 1.0 can behave. */
export interface Face1Outcome extends Troubling {
  /** What the client says; absent: what the verdict says. */
  said?: Said
  /** What is odd about the ticket; `none`: nothing was filmed, or it is kept back. */
  ticket?: 'none' | 'unknown' | 'foreign'
  /** The callback is never called. */
  silent?: true
  /** `identify_ret`; absent: 0. */
  ret?: string
  /** Laid over the answer. */
  fields?: Fields | ((answer: Fields) => Fields)
  /** `errcode`, and which call says it. */
  refuse?: { code: string; at: 'getuseridkey' | 'getinfo' }
  /** What `checkIsSupportFacialRecognition` says; absent: supported. */
  support?: Omit<FaceCallback, 'verifyResult'>
  /** The trouble is with `getuseridkey`, not with `getinfo`. */
  early?: true
  /** The access token is voided under the next call, once. */
  voidsToken?: true
}
