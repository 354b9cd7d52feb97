import { QUERY_ERRORS, START_ERRORS, VERIFY_RETS } from './face2-codes'
import type { Face2Outcome, FacialWords, QueryAnswer } from './face2-outcome'
import { NETWORKS } from './wechat-disturb'

const GROUPS = {
  passed: '通过',
  notPassed: '没有通过（verify_ret）',
  edge: '结论有破绽，不能算通过',
  client: '手机上就停了',
  returned: '回调与时机',
  refused: '接口拒绝（errcode）',
  early: '取 verify_id 时',
  token: '接口凭证',
} as const

const PASSES: readonly Face2Outcome[] = [
  edited('ret-text', GROUPS.passed, '通过，verify_ret 是文本 "10000"', (answer) => ({
    ...answer,
    verify_ret: '10000',
  })),
  edited('errcode-text', GROUPS.passed, '通过，errcode 是文本 "0"', (answer) => ({
    ...answer,
    errcode: '0',
  })),
  {
    id: 'long-id',
    group: GROUPS.passed,
    label: '通过，verify_id 有 256 个字符',
    meaning: '新取的 verify_id 有 256 个字符。',
    longId: true,
  },
]

const EDGES: readonly Face2Outcome[] = [
  edge('no-ret', '没有 verify_ret', ({ errcode, errmsg }) => ({ errcode, errmsg })),
  edge('ret-0', 'verify_ret 0', (answer) => ({ ...answer, verify_ret: 0 })),
  edge('ret-empty', 'verify_ret 为空文本', (answer) => ({ ...answer, verify_ret: '' })),
  edge('ret-null', 'verify_ret 为 null', (answer) => ({ ...answer, verify_ret: null })),
  edge('ret-space', 'verify_ret 带空格', (answer) => ({ ...answer, verify_ret: ' 10000' })),
  edge('ret-float', 'verify_ret "1e4"', (answer) => ({ ...answer, verify_ret: '1e4' })),
  edge('ret-list', 'verify_ret 是数组', (answer) => ({ ...answer, verify_ret: [10_000] })),
  edge('ret-unlisted', 'verify_ret 表中没有', (answer) => ({ ...answer, verify_ret: 19_999 })),
  edge('no-errcode', '没有 errcode', ({ verify_ret }) => ({ verify_ret })),
  edge('null-errcode', 'errcode 为 null', (answer) => ({ ...answer, errcode: null })),
]

const RETURNS: readonly Face2Outcome[] = [
  {
    id: 'silent',
    group: GROUPS.returned,
    label: '没有回调',
    meaning: '做完了并通过，但回调没有来。',
    silent: true,
  },
  says('says-0-10004', '说完成，实为 10004', { words: 'ok', errCode: 0 }, '10004'),
  says('says-10004-0', '说失败，实为通过', { words: 'fail', errCode: 10_004 }),
  {
    id: 'pending-once',
    group: GROUPS.returned,
    label: '先未完成，再通过',
    meaning: '第一次查询得 10300，以后得 10000。',
    unfinishedOnce: true,
  },
  {
    id: 'hang-once',
    group: GROUPS.returned,
    label: '第一次查询不应答',
    meaning: '第一次查询没有应答，以后得 10000。',
    silentOnce: true,
  },
]

const CLIENT: readonly Face2Outcome[] = [
  {
    ...client('client-90100', '90100 用户取消', { words: 'cancel', errCode: 90_100 }),
    unfilmed: 'used',
  },
  client('client-offline', '能力未开通或审核中', {
    words: 'fail permission value is offline verifying',
  }),
  client('client-errno-104', 'errno 104 用户未同意隐私协议', {
    words: 'fail privacy permission is not authorized',
    errno: 104,
  }),
  client('client-no-api', '接口不存在', { words: 'fail function not exist' }),
]

/** Everything that this channel can play. The first row is in force at the start. */
export const FACE2_OUTCOMES: readonly [Face2Outcome, ...Face2Outcome[]] = [
  { id: 'pass', group: GROUPS.passed, label: '通过', meaning: '人脸与权威源照片一致。' },
  ...PASSES,
  ...Object.entries(VERIFY_RETS).map(([code, words]) => verdict(code, words)),
  ...EDGES,
  ...CLIENT,
  ...RETURNS,
  ...Object.entries(START_ERRORS).map(([code, words]) => refusal(code, words, 'getverifyid')),
  ...Object.entries(QUERY_ERRORS).map(([code, words]) => refusal(code, words, 'queryverifyinfo')),
  {
    id: 'seq-taken-once',
    group: GROUPS.refused,
    label: '84019，一次',
    meaning: '第一次 getverifyid 的 errcode 为 84019，换新的 out_seq_no 即可。',
    refuse: { code: '84019', at: 'getverifyid', once: true },
  },
  ...NETWORKS,
  ...NETWORKS.map((row) => ({
    ...row,
    id: `start-${row.id}`,
    group: GROUPS.early,
    early: true as const,
  })),
  {
    id: 'token-40001-once',
    group: GROUPS.token,
    label: '凭证被别处作废，一次',
    meaning: '调用时 access_token 刚被别处作废：第一次 40001，重新取凭证后通过。',
    voidsToken: true,
  },
]

function edited(
  id: string,
  group: string,
  label: string,
  edit: (answer: QueryAnswer) => object,
): Face2Outcome {
  return { id, group, label, meaning: `查询的应答：${label}。`, edit }
}

function edge(id: string, label: string, edit: (answer: QueryAnswer) => object): Face2Outcome {
  return edited(id, GROUPS.edge, label, edit)
}

function verdict(code: string, words: string): Face2Outcome {
  return {
    id: `ret-${code}`,
    group: GROUPS.notPassed,
    label: `${code} ${words}`,
    meaning: `errcode 为 0，verify_ret 为 ${code}。`,
    ret: code,
  }
}

function client(id: string, label: string, said: FacialWords): Face2Outcome {
  const meaning = `回调 ${said.words}，人脸没有采集；查询得 10300。`
  return { id, group: GROUPS.client, label, meaning, said, unfilmed: 'untouched' }
}

function says(id: string, label: string, said: FacialWords, ret?: string): Face2Outcome {
  const meaning = `${label}：回调和查询的结论不同，以查询的为准。`
  return { id, group: GROUPS.returned, label, meaning, said, ...(ret === undefined ? {} : { ret }) }
}

function refusal(code: string, words: string, at: 'getverifyid' | 'queryverifyinfo'): Face2Outcome {
  const row: Face2Outcome = {
    id: `error-${code}`,
    group: GROUPS.refused,
    label: `${code} ${words}`,
    meaning: `${at} 的 errcode 为 ${code}。`,
    refuse: { code, at },
  }
  if (code !== '84001') return row
  return {
    ...row,
    meaning: '核身界面报 84001，人脸没有采集；查询的 errcode 也是 84001。',
    said: { words: `fail ${words}`, errCode: Number(code) },
    unfilmed: 'untouched',
  }
}
