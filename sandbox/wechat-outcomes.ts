import { API_ERRORS, CALL_ERRORS, LOGIN_ERRORS } from './wechat-codes'
import type { Troubling } from './wechat-disturb'
import { NETWORKS } from './wechat-disturb'

/** A way in which the whole of `api.weixin.qq.com` can behave. */
export interface ApiOutcome extends Troubling {
  /** The `errcode` with which everything at that place is refused. */
  refuse?: { code: string; at: 'everywhere' | 'calls' | 'login' }
  /** The next call with a token is refused with this code, its token voided; once. */
  refuseOnce?: string
  /** `errcode` comes as text. */
  textErrcode?: true
  /** What is odd about the tokens that are handed out. */
  token?: 'long' | 'short-lived' | 'absent'
}

const GROUPS = {
  normal: '正常',
  token: '接口凭证',
  everywhere: '取凭证和调用都拒绝（errcode）',
  calls: '只在调用时拒绝（errcode）',
  login: '登录 jscode2session',
} as const

const TOKENS: readonly ApiOutcome[] = [
  once('40001', '凭证被别处作废，一次'),
  once('40014', '凭证不认识，一次'),
  once('42001', '凭证过期，一次'),
  {
    id: 'errcode-text',
    group: GROUPS.token,
    label: 'errcode 是文本',
    meaning: '先用文本 "42001" 拒绝一次，此后 errcode 都是文本。',
    refuseOnce: '42001',
    textErrcode: true,
  },
  {
    id: 'token-long',
    group: GROUPS.token,
    label: '凭证有 512 个字符',
    meaning: '新取的 access_token 有 512 个字符。',
    token: 'long',
  },
  {
    id: 'token-short-lived',
    group: GROUPS.token,
    label: '凭证只剩 300 秒',
    meaning: '取凭证时 expires_in 为 300。',
    token: 'short-lived',
  },
  {
    id: 'token-absent',
    group: GROUPS.token,
    label: '应答里没有凭证',
    meaning: '取凭证时应答成功，却没有 access_token。',
    token: 'absent',
  },
]

/** Everything that may befall a call whatever its channel. The first row is in force at the start. */
export const API_OUTCOMES: readonly [ApiOutcome, ...ApiOutcome[]] = [
  {
    id: 'pass',
    group: GROUPS.normal,
    label: '正常',
    meaning: '取凭证和调用都正常，由各渠道自己的设定决定结果。',
  },
  ...TOKENS,
  ...NETWORKS,
  ...Object.entries(API_ERRORS).map(([code, words]) => refusal(code, words)),
  ...Object.entries(LOGIN_ERRORS).map(([code, words]) => loginRefusal(code, words)),
]

function once(code: string, label: string): ApiOutcome {
  const meaning = `下一次调用以 ${code} 拒绝，凭证作废；重新取凭证后正常。`
  return { id: `token-${code}-once`, group: GROUPS.token, label, meaning, refuseOnce: code }
}

function refusal(code: string, words: string): ApiOutcome {
  const at = CALL_ERRORS.includes(code) ? 'calls' : 'everywhere'
  const where = at === 'calls' ? '调用时' : '取凭证和调用时'
  return {
    id: `error-${code}`,
    group: GROUPS[at],
    label: `${code} ${words}`,
    meaning: `${where} errcode 为 ${code}。`,
    refuse: { code, at },
  }
}

function loginRefusal(code: string, words: string): ApiOutcome {
  return {
    id: `login-${code}`,
    group: GROUPS.login,
    label: `${code} ${words}`,
    meaning: `登录时 errcode 为 ${code}。`,
    refuse: { code, at: 'login' },
  }
}
