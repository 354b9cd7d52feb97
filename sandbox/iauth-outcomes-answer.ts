import type { HttpAnswer, IauthOutcome, OuterAnswer } from './iauth-outcome'
import { GROUPS } from './iauth-outcome'

const HTML = 'text/html; charset=utf-8'

/** What the network and the service around the answer may do. */
export const NETWORKS: readonly IauthOutcome[] = [
  {
    id: 'down',
    group: GROUPS.network,
    label: '服务停机',
    meaning: '拉取时连接中断；改选「通过」即恢复。',
    trouble: { how: 'drop' },
  },
  {
    id: 'slow',
    group: GROUPS.network,
    label: '很慢',
    meaning: '几秒之后才应答，结论是通过。',
    trouble: { how: 'slow' },
  },
  {
    id: 'hang',
    group: GROUPS.network,
    label: '不应答',
    meaning: '收下请求，永远不应答。',
    trouble: { how: 'hang' },
  },
  {
    id: 'trickle',
    group: GROUPS.network,
    label: '应答没有尽头',
    meaning: '应答一个字节一个字节地来，永远不完。',
    trouble: { how: 'trickle' },
  },
  {
    id: 'bomb',
    group: GROUPS.network,
    label: '压缩炸弹',
    meaning: '几十 KB 的压缩应答，解开有 64 MiB。',
    trouble: { how: 'bomb' },
  },
  http('http-502', '网关错误 502', { status: 502, type: HTML, body: '<h1>502 Bad Gateway</h1>' }),
  http('http-503', '服务不可用 503', { status: 503, type: HTML, body: '' }),
  http('http-500', '内部错误 500', { status: 500, type: HTML, body: 'error' }),
  http('http-429', '请求太多 429', { status: 429, type: 'application/json', body: '{}' }),
  http('http-403', '禁止 403', { status: 403, type: HTML, body: '<h1>403 Forbidden</h1>' }),
  http('http-302', '重定向 302', {
    status: 302,
    type: HTML,
    body: '',
    headers: { location: '/elsewhere' },
  }),
  http('html', '200，却是网页', { status: 200, type: HTML, body: '<html>login</html>' }),
  http('empty', '200，却是空的', { status: 200, type: 'application/json', body: '' }),
]

/** Answers that carry a result which cannot be trusted, or opened. */
export const SEALED: readonly IauthOutcome[] = [
  {
    id: 'wrong-key',
    group: GROUPS.sealed,
    label: '换了 AES 密钥',
    meaning: 'data 用另一把密钥加密。',
    twist: { how: 'wrong-key' },
  },
  inner('bad-json', '解密后不是 JSON', (json) => Buffer.from(json.slice(0, -1))),
  inner('list-json', '解密后是数组', (json) => Buffer.from(`[${json}]`)),
  inner('not-utf8', '解密后不是 UTF-8', (json) =>
    Buffer.from(json.replace(/[^\x20-\x7e]/g, '\u00d5\u00c5'), 'latin1'),
  ),
  outer('truncated', 'data 缺了一截', (answer) => ({
    ...answer,
    data: Buffer.from(answer.data, 'base64').subarray(0, -7).toString('base64'),
  })),
  outer('not-base64', 'data 不是 base64', (answer) => ({ ...answer, data: '*'.repeat(64) })),
  outer('no-data', '没有 data', ({ errorcode, errormsg }) => ({ errorcode, errormsg })),
  outer('empty-data', 'data 是空文本', (answer) => ({ ...answer, data: '' })),
  outer('no-errorcode', '没有 errorcode', ({ errormsg, data }) => ({ errormsg, data })),
  outer('null-errorcode', 'errorcode 为 null', (answer) => ({ ...answer, errorcode: null })),
  outer('empty-errorcode', 'errorcode 为空文本', (answer) => ({ ...answer, errorcode: '' })),
  outer('unlisted-errorcode', 'errorcode 表中没有', ({ errormsg }) => ({
    errorcode: 99,
    errormsg,
  })),
]

function http(id: string, label: string, answer: HttpAnswer): IauthOutcome {
  const meaning = `拉取时 HTTP 状态为 ${answer.status}。`
  return { id, group: GROUPS.network, label, meaning, trouble: { how: 'http', ...answer } }
}

function inner(id: string, label: string, edit: (json: string) => Buffer): IauthOutcome {
  const meaning = `errorcode 为 0，${label}。`
  return { id, group: GROUPS.sealed, label, meaning, twist: { how: 'inner', edit } }
}

function outer(id: string, label: string, edit: (answer: OuterAnswer) => object): IauthOutcome {
  const meaning = `应答不完整或不合规：${label}。`
  return { id, group: GROUPS.sealed, label, meaning, twist: { how: 'outer', edit } }
}
