import type { Refusal } from './iauth-codes'
import { REFUSALS, UNLISTED_VERDICTS, VERDICTS } from './iauth-codes'
import type { Fields, IauthOutcome } from './iauth-outcome'
import { GROUPS, verdictFields } from './iauth-outcome'
import { NETWORKS, SEALED } from './iauth-outcomes-answer'
import { RETURNS } from './iauth-outcomes-return'

const PASSES: readonly IauthOutcome[] = [
  {
    id: 'pass-text',
    group: GROUPS.passed,
    label: '通过，结论是文本',
    meaning: 'yt_errorcode 是文本 "0"。',
    fields: { yt_errorcode: '0' },
  },
  {
    id: 'no-status',
    group: GROUPS.passed,
    label: '通过，没有分项',
    meaning: '没有 livestatus 和 comparestatus，yt_errorcode 为 0。',
    fields: { livestatus: undefined, comparestatus: undefined },
  },
  {
    id: 'second',
    group: GROUPS.passed,
    label: '通过，二次验证',
    meaning: 'type 为 1，并带有 sim。',
    fields: { type: 1, sim: '92.1' },
  },
  {
    id: 'same-uid',
    group: GROUPS.passed,
    label: '通过，带 uid',
    meaning: '解密后的对象带有 uid，与入口传入的一致。',
    fields: (uid) => ({ uid }),
  },
  {
    id: 'other-person',
    group: GROUPS.passed,
    label: '通过，但是另一个人',
    meaning: '得到李四的姓名和号码，不论填写的是谁：会话指定了别人时不能算通过。',
    fields: { name: '李四', ID: '440000198506220480' },
  },
  {
    id: 'errmsg',
    group: GROUPS.passed,
    label: '通过，errmsg',
    meaning: '应答写 errmsg，不写 errormsg。',
    twist: {
      how: 'outer',
      edit: ({ errorcode, errormsg, data }) => ({ errorcode, errmsg: errormsg, data }),
    },
  },
  {
    id: 'errorcode-text',
    group: GROUPS.passed,
    label: '通过，errorcode 是文本',
    meaning: 'errorcode 是文本 "0"。',
    twist: { how: 'outer', edit: (answer) => ({ ...answer, errorcode: '0' }) },
  },
  {
    id: 'crlf',
    group: GROUPS.passed,
    label: '通过，data 折行',
    meaning: 'data 每 76 个字符有一个 CR LF。',
    twist: {
      how: 'outer',
      edit: (answer) => ({ ...answer, data: answer.data.replace(/.{76}/g, '$&\r\n') }),
    },
  },
  {
    id: 'big',
    group: GROUPS.passed,
    label: '通过，大体积',
    meaning: 'info_type 为 0 时带整段视频；为 1 时没有影像，与平常相同。',
    twist: { how: 'big' },
  },
]

const EDGES: readonly IauthOutcome[] = [
  edge('live-1', 'livestatus 1', { livestatus: 1, livemsg: '活体检测没通过' }),
  edge('live-602-text', 'livestatus "602"', { livestatus: '602' }),
  edge('live-empty', 'livestatus 为空文本', { livestatus: '' }),
  edge('compare-1', 'comparestatus 1', { comparestatus: 1, comparemsg: '比对没通过' }),
  edge('compare-604', 'comparestatus 604', { comparestatus: 604 }),
  edge('compare-null', 'comparestatus 为 null', { comparestatus: null }),
  edge('no-verdict', '没有 yt_errorcode', { yt_errorcode: undefined }),
  edge('empty-verdict', 'yt_errorcode 为空文本', { yt_errorcode: '' }),
  edge('null-verdict', 'yt_errorcode 为 null', { yt_errorcode: null }),
  edge('false-verdict', 'yt_errorcode 为 false', { yt_errorcode: false }),
  edge('space-verdict', 'yt_errorcode 带空格', { yt_errorcode: ' 0' }),
  edge('hex-verdict', 'yt_errorcode "0x0"', { yt_errorcode: '0x0' }),
  edge('list-verdict', 'yt_errorcode 是数组', { yt_errorcode: [0] }),
  edge('no-name', '没有姓名', { name: undefined }),
  edge('bad-name', '姓名是乱码', { name: '\ufffd\ufffd' }),
  edge('no-id', '没有证件号码', { ID: '' }),
  edge('bad-id', '证件号码校验位不对', { ID: '110105194912310021' }),
  edge('other-uid', 'uid 是别人的', { uid: 'another-person-of-the-sandbox' }),
]

/** Everything that this sandbox can play. The first row is in force at the start. */
export const OUTCOMES: readonly [IauthOutcome, ...IauthOutcome[]] = [
  { id: 'pass', group: GROUPS.passed, label: '通过', meaning: '核身通过，得到姓名和证件号码。' },
  ...PASSES,
  ...RETURNS,
  ...Object.entries(VERDICTS).map(([code, words]) => verdict(code, words)),
  ...UNLISTED_VERDICTS.map((code) => verdict(code, '表中没有的代码')),
  ...EDGES,
  ...NETWORKS,
  ...SEALED,
  ...Object.keys(REFUSALS).map((code) => refusal(code as Refusal)),
]

function verdict(code: string, words: string): IauthOutcome {
  return {
    id: `yt-${code}`,
    group: GROUPS.notPassed,
    label: `${code} ${words}`,
    meaning: `接口应答成功，解密后 yt_errorcode 为 ${code}。`,
    fields: verdictFields(code, words),
  }
}

function edge(id: string, label: string, fields: Fields): IauthOutcome {
  const meaning = `除此之外都像通过：${label}。`
  return { id, group: GROUPS.edge, label, meaning, fields }
}

function refusal(code: Refusal): IauthOutcome {
  const meaning = `拉取时 errorcode 为 ${code}，没有 data。`
  const label = `${code} ${REFUSALS[code]}`
  return {
    id: `error-${code}`,
    group: GROUPS.refused,
    label,
    meaning,
    trouble: { how: 'refuse', code },
  }
}
