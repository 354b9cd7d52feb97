import type { Outcome } from './control'
import type { Answer } from './http'
import type { Refusal } from './iauth-codes'

/** What `wx.navigateBackMiniProgram` hands to the mini-program that jumped here. */
export interface ReturnData {
  token?: string
  errCode?: string
  error_code?: string | number
  error_msg?: string
}

/** How the mini-program ends. */
export interface Ending {
  /** The person swiped it away: nothing is handed back. */
  close?: true
  /** Absent: returned without `extraData`. */
  extraData?: ReturnData
  /** Returned, it seems, from another mini-program. */
  fromAppId?: string
  /** The system delivers the same return this often. */
  times?: number
}

/** What is odd about an answer that carries a result. */
export type Twist =
  /** Changes the outer object. */
  | { how: 'outer'; edit(answer: OuterAnswer): object }
  /** Changes the JSON before it is encrypted. */
  | { how: 'inner'; edit(json: string): Buffer }
  | { how: 'wrong-key' | 'big' }

/** What comes in the place of an answer, or instead of it being in time. */
export type Trouble =
  | { how: 'refuse'; code: Refusal }
  | ({ how: 'http' } & HttpAnswer)
  | { how: 'slow' | 'hang' | 'trickle' | 'drop' | 'bomb' }

/** A whole HTTP answer that is no answer of the interface. */
export type HttpAnswer = Answer & { type: string; body: string }

/** A good answer. `data` is base64 of the ciphertext. */
export interface OuterAnswer {
  errorcode: number
  errormsg: string
  data: string
}

/** Fields laid over the decrypted object; `undefined` takes one away. */
export type Fields = Readonly<Record<string, unknown>>

export interface IauthOutcome extends Outcome {
  /** Absent: back, with token and the code of the verdict. */
  ending?: (made: { token: string; code: string }) => Ending
  /** The verdict on the person. Noted with the token when the person is done. */
  fields?: Fields | ((uid: string) => Fields)
  /** Applies to every pull while the outcome is in force. */
  twist?: Twist
  /** Applies to every pull while the outcome is in force. */
  trouble?: Trouble
  /** What is odd about the token that is handed back. */
  token?: 'unfinished' | 'foreign' | 'unknown'
}

/** The headings of the table. */
export const GROUPS = {
  passed: '通过',
  notPassed: '没有通过（yt_errorcode）',
  edge: '结论有破绽，不能算通过',
  returned: '返回小程序',
  network: '网络与服务',
  sealed: '应答与加密',
  refused: '接口拒绝（errorcode）',
} as const

/** What a verdict that is no pass changes in the result. */
export function verdictFields(code: string, words = ''): Fields {
  return { yt_errorcode: Number(code), yt_errormsg: words }
}
