import type { Person } from './wechat-call'
import type { Troubling } from './wechat-disturb'

/** `e.detail` of the button's event. */
export interface RealnameEvent {
  errMsg: string
  errCode?: number
  auth_token?: string
}

/** The plaintext of the two fields. */
export interface Plain {
  name: Buffer
  idNumber: Buffer
}

/** A good answer; both fields are base64. The missing p is upstream's. */
export interface RealnameAnswer {
  errcode: number
  errmsg: string
  encryted_real_name: string
  encryted_credential_id: string
}

/** A way in which WeChat Pay's real-name authorisation can behave. */
export interface RealnameOutcome extends Troubling {
  /** What the button says instead of ok; then no token is made. */
  event?: RealnameEvent
  /** What is odd about the token that an ok brings. */
  ticket?: 'absent' | 'unknown'
  /** The access token is voided under the next call, once. */
  voidsToken?: true
  /** `errcode` of the call. */
  refuse?: string
  /** Who is registered with WeChat Pay, whoever visits. */
  person?: Partial<Person>
  /** Changes what is encrypted. */
  plain?: (plain: Plain) => Plain
  /** How it is encrypted: the ID number for a stranger's key, or with an old library's filler. */
  sealing?: 'other-key' | 'sslv23'
  /** Changes the whole answer. */
  edit?: (answer: RealnameAnswer) => object
}
