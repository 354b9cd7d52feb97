import type { Troubling } from './wechat-disturb'

/** What the callback of `wx.requestFacialVerify` gets. */
export interface FacialCallback {
  errMsg: string
  errCode?: number
  errno?: number
}

/** How the callback words its result, without the name of the call. */
export interface FacialWords {
  /** `ok`, `cancel`, or `fail` and why. */
  words: string
  errCode?: number
  errno?: number
}

/** A way in which 微信人脸核身 2.0 can behave. */
export interface Face2Outcome extends Troubling {
  /** What the client says; absent: what the verdict says. */
  said?: FacialWords
  /** The face was not filmed; the `verify_id` is used up, or not even that. */
  unfilmed?: 'used' | 'untouched'
  /** The callback is never called. */
  silent?: true
  /** `verify_ret`; absent: 10000. */
  ret?: string
  /** The first query after the forcing says 10300. */
  unfinishedOnce?: true
  /** The first query after the forcing is not answered. */
  silentOnce?: true
  /** Changes the answer of the query. */
  edit?: (answer: QueryAnswer) => object
  /** `errcode`, and which call says it; `once`: the first call after the forcing only. */
  refuse?: { code: string; at: 'getverifyid' | 'queryverifyinfo'; once?: true }
  /** The trouble is with `getverifyid`, not with `queryverifyinfo`. */
  early?: true
  /** `verify_id` is as long as it may be. */
  longId?: true
  /** The access token is voided under the next call, once. */
  voidsToken?: true
}

/** A good answer of the query. */
export interface QueryAnswer {
  errcode: number
  errmsg: string
  verify_ret: number
}
