import {
  CLIENT_CODES,
  FACE1_ERRORS,
  FURTHER_RETS,
  IDENTIFY_RETS,
  SUPPORT_CODES,
} from './face1-codes'
import type { Face1Outcome, Fields, Said } from './face1-outcome'
import { LOST, NETWORKS } from './wechat-disturb'

const GROUPS = {
  passed: '通过',
  notPassed: '没有通过（identify_ret）',
  edge: '结论有破绽，不能算通过',
  client: '手机上就停了（errCode）',
  returned: '回调',
  refused: '接口拒绝（errcode）',
  support: '是否支持 checkIsSupportFacialRecognition',
  early: '取 user_id_key 时',
  token: '接口凭证',
} as const

/** Seconds. */
const HOUR_S = 3600

const PASSES: readonly Face1Outcome[] = [
  passed('ret-text', 'identify_ret 是文本 "0"', { identify_ret: '0' }),
  passed('errcode-text', 'errcode 是文本 "0"', { errcode: '0' }),
  passed('md5-upper', '摘要是大写', (answer) => ({
    id_card_number_md5: String(answer.id_card_number_md5).toUpperCase(),
    name_utf8_md5: String(answer.name_utf8_md5).toUpperCase(),
  })),
  passed('other-user-id-key', 'user_id_key 与发出的不同', { user_id_key: 'other_id_key_0000' }),
  passed('alive-4', 'check_alive_type 4', { check_alive_type: 4 }),
  passed('no-alive', '没有 check_alive_type', { check_alive_type: undefined }),
  passed('no-finish-time', '没有 finish_time', { finish_time: undefined }),
]

const EDGES: readonly Face1Outcome[] = [
  edge('other-openid', 'openid 是别人的', { openid: 'openid-of-somebody-else' }),
  edge('no-openid', '没有 openid', { openid: undefined }),
  edge('md5-name', '姓名的摘要是别人的', { name_utf8_md5: '0123456789abcdef0123456789abcdef' }),
  edge('md5-id', '号码的摘要是别人的', { id_card_number_md5: 'fedcba9876543210fedcba9876543210' }),
  edge('no-md5', '没有摘要', { name_utf8_md5: undefined, id_card_number_md5: undefined }),
  edge('no-md5-name', '没有姓名的摘要', { name_utf8_md5: undefined }),
  edge('empty-md5-id', '号码的摘要是空文本', { id_card_number_md5: '' }),
  edge('no-ret', '没有 identify_ret', { identify_ret: undefined }),
  edge('ret-empty', 'identify_ret 为空文本', { identify_ret: '' }),
  edge('ret-null', 'identify_ret 为 null', { identify_ret: null }),
  edge('ret-false', 'identify_ret 为 false', { identify_ret: false }),
  edge('ret-space', 'identify_ret 带空格', { identify_ret: ' 0' }),
  edge('ret-unlisted', 'identify_ret 表中没有', { identify_ret: 19_999 }),
  edge('no-errcode', '没有 errcode', { errcode: undefined }),
  edge('null-errcode', 'errcode 为 null', { errcode: null }),
  edge('old', '是一小时以前做的', ({ finish_time }) => ({
    identify_time: Number(finish_time) - HOUR_S,
    finish_time: Number(finish_time) - HOUR_S,
  })),
  edge('old-no-finish', '一小时以前做的，没有 finish_time', ({ identify_time }) => ({
    identify_time: Number(identify_time) - HOUR_S,
    finish_time: undefined,
  })),
  edge('future', '是一小时以后做的', ({ finish_time }) => ({
    identify_time: Number(finish_time) + HOUR_S,
    finish_time: Number(finish_time) + HOUR_S,
  })),
  edge('no-times', '没有时间', { identify_time: undefined, finish_time: undefined }),
  edge('weak', '只读了数字（要求闪烁时）', { check_alive_type: 0 }),
]

const RETURNS: readonly Face1Outcome[] = [
  {
    id: 'silent',
    group: GROUPS.returned,
    label: '没有回调',
    meaning: '做完了，但回调没有来。',
    silent: true,
  },
  {
    id: 'no-ticket',
    group: GROUPS.returned,
    label: '有 errCode，没有凭据',
    meaning: 'errCode 为 10004，没有 verifyResult。',
    said: { words: `fail ${IDENTIFY_RETS['10004']}`, errCode: 10_004 },
    ticket: 'none',
  },
  {
    id: 'no-ticket-0',
    group: GROUPS.returned,
    label: '说通过，没有凭据',
    meaning: 'errCode 为 0，没有 verifyResult。',
    ticket: 'none',
  },
  {
    id: 'no-code',
    group: GROUPS.returned,
    label: '有凭据，没有 errCode',
    meaning: '失败的回调只有 errMsg 和 verifyResult；拉取得到 10004。',
    said: { words: 'fail' },
    ret: '10004',
  },
  says('says-0-10003', '说通过，实为 10003', { words: 'ok', errCode: 0 }, '10003'),
  says('says-0-10004', '说通过，实为 10004', { words: 'ok', errCode: 0 }, '10004'),
  says('says-10004-0', '说不通过，实为通过', { words: 'fail', errCode: 10_004 }),
  says('cancel-with-ticket', '取消，但有凭据', { words: 'cancel', errCode: 90_100 }, '90100'),
  {
    id: 'unknown-ticket',
    group: GROUPS.returned,
    label: '凭据是编造的',
    meaning: '拉取时 errcode 为 84001。',
    ticket: 'unknown',
  },
  {
    id: 'foreign-ticket',
    group: GROUPS.returned,
    label: '凭据属于别的 AppID',
    meaning: '拉取时 errcode 为 84001。',
    ticket: 'foreign',
  },
]

const NO_SUPPORT: readonly Face1Outcome[] = [
  ...Object.entries(SUPPORT_CODES).map(([code, words]) =>
    unsupported(`support-${code}`, { errMsg: `fail ${words}`, errCode: Number(code) }),
  ),
  unsupported('support-errno-102', { errMsg: 'fail access denied', errno: 102 }),
  unsupported('support-fail', { errMsg: 'fail not support' }),
  unsupported('support-none', { errMsg: 'fail function not exist' }),
]

const EARLY: readonly Face1Outcome[] = NETWORKS.map((row) => ({
  ...row,
  id: `start-${row.id}`,
  group: GROUPS.early,
  early: true,
}))

/** Everything that this channel can play. The first row is in force at the start. */
export const FACE1_OUTCOMES: readonly [Face1Outcome, ...Face1Outcome[]] = [
  { id: 'pass', group: GROUPS.passed, label: '通过', meaning: '人脸与公安照片一致。' },
  ...PASSES,
  ...Object.entries({ ...IDENTIFY_RETS, ...FURTHER_RETS }).map(([code, words]) =>
    verdict(code, words),
  ),
  ...EDGES,
  ...Object.entries(CLIENT_CODES).map(([code, words]) => client(code, words)),
  {
    id: 'client-no-permission',
    group: GROUPS.client,
    label: '没有接口权限',
    meaning: 'fail jsapi has no permission，没有 errCode。',
    said: { words: 'fail jsapi has no permission, event=startFacialRecognitionVerify' },
    ticket: 'none',
  },
  {
    id: 'client-not-support',
    group: GROUPS.client,
    label: '设备不支持，没有代码',
    meaning: 'fail face detect not support，没有 errCode。',
    said: { words: 'fail face detect not support' },
    ticket: 'none',
  },
  ...RETURNS,
  ...NO_SUPPORT,
  ...Object.entries(FACE1_ERRORS).map(([code, words]) => refusal(code, words)),
  ...NETWORKS,
  LOST,
  ...EARLY,
  {
    id: 'token-40001-once',
    group: GROUPS.token,
    label: '凭证被别处作废，一次',
    meaning: '调用时 access_token 刚被别处作废：第一次 40001，重新取凭证后通过。',
    voidsToken: true,
  },
]

function passed(id: string, label: string, fields: Face1Outcome['fields']): Face1Outcome {
  return {
    id,
    group: GROUPS.passed,
    label: `通过，${label}`,
    meaning: `${label}，仍是通过。`,
    fields,
  }
}

function edge(
  id: string,
  label: string,
  fields: Fields | ((answer: Fields) => Fields),
): Face1Outcome {
  const meaning = `除此之外都像通过：${label}。`
  return { id, group: GROUPS.edge, label, meaning, fields }
}

function verdict(code: string, words: string): Face1Outcome {
  return {
    id: `ret-${code}`,
    group: GROUPS.notPassed,
    label: `${code} ${words}`,
    meaning: `errcode 为 0，identify_ret 为 ${code}。`,
    ret: code,
  }
}

/** `-1` keeps its sign: `client--1`. */
function client(code: string, words: string): Face1Outcome {
  return {
    id: `client-${code}`,
    group: GROUPS.client,
    label: `${code} ${words}`,
    meaning: `回调的 errCode 为 ${code}，没有凭据。`,
    said: { words: code === '90100' ? 'cancel' : `fail ${words}`, errCode: Number(code) },
    ticket: 'none',
  }
}

function says(id: string, label: string, said: Said, ret?: string): Face1Outcome {
  const meaning = `${label}：回调和拉取的结论不同，以拉取的为准。`
  return { id, group: GROUPS.returned, label, meaning, said, ...(ret === undefined ? {} : { ret }) }
}

function unsupported(
  id: string,
  { errMsg, ...codes }: NonNullable<Face1Outcome['support']>,
): Face1Outcome {
  return {
    id,
    group: GROUPS.support,
    label: [...Object.values(codes), errMsg.replace('fail ', '')].join(' '),
    meaning: `检查设备时 ${errMsg}。`,
    support: { errMsg: `checkIsSupportFacialRecognition:${errMsg}`, ...codes },
  }
}

function refusal(code: string, words: string): Face1Outcome {
  const at = code === '84006' ? 'getuseridkey' : 'getinfo'
  return {
    id: `error-${code}`,
    group: GROUPS.refused,
    label: `${code} ${words}`,
    meaning: `${at} 的 errcode 为 ${code}。`,
    refuse: { code, at },
  }
}
