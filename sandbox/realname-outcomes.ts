import { randomBytes } from 'node:crypto'
import { REALNAME_ERRORS } from './realname-codes'
import type { Plain, RealnameAnswer, RealnameEvent, RealnameOutcome } from './realname-outcome'
import { SOMEBODY_ELSE } from './wechat-call'
import { LOST, NETWORKS } from './wechat-disturb'

const GROUPS = {
  passed: '通过',
  names: '通过，特别的姓名',
  button: '按钮的返回',
  sealed: '密文与内容不对',
  refused: '接口拒绝（errcode）',
  token: '接口凭证',
} as const

const BUTTON: readonly RealnameOutcome[] = [
  event('client-cancel', '用户取消', { errMsg: 'openRealnameAuth:cancel' }),
  event('client-access-denied', '没有接口权限', {
    errMsg: 'openRealnameAuth:fail:access denied',
    errCode: -1,
  }),
  event('client-category-empty', '类目为空 40003', {
    errMsg: 'openRealnameAuth:fail:category_id is empty',
    errCode: 40003,
  }),
  event('client-fail', '其他失败', { errMsg: 'openRealnameAuth:fail:system error', errCode: -1 }),
  {
    id: 'client-no-token',
    group: GROUPS.button,
    label: '说成功，没有凭证',
    meaning: 'errMsg 为 ok，没有 auth_token。',
    ticket: 'absent',
  },
  {
    id: 'client-unknown-token',
    group: GROUPS.button,
    label: '凭证是编造的',
    meaning: 'auth_token 没有发出过，拉取得 94005。',
    ticket: 'unknown',
  },
]

const PASSES: readonly RealnameOutcome[] = [
  {
    id: 'other-person',
    group: GROUPS.passed,
    label: '通过，但是另一个人',
    meaning: '微信支付登记的是李四，不论是谁。',
    person: SOMEBODY_ELSE,
  },
  passed('encrypted-spelling', '字段写作 encrypted_*', (answer) => ({
    errcode: 0,
    errmsg: 'ok',
    encrypted_real_name: answer.encryted_real_name,
    encrypted_credential_id: answer.encryted_credential_id,
  })),
  passed('no-errcode', '没有 errcode', ({ encryted_real_name, encryted_credential_id }) => ({
    encryted_real_name,
    encryted_credential_id,
  })),
  passed('errcode-text', 'errcode 是文本 "0"', (answer) => ({ ...answer, errcode: '0' })),
  {
    id: 'sslv23',
    group: GROUPS.passed,
    label: '通过，SSLv23 填充',
    meaning: '填充的最后八个字节是 03，去掉之后内容相同。',
    sealing: 'sslv23',
  },
  plain('id-lower-x', '号码末位是小写 x', GROUPS.passed, { idNumber: '65000019720101009x' }),
]

const NAMES: readonly RealnameOutcome[] = [
  named('name-two', '欧阳某', '复姓'),
  named('name-dot', '古丽米热·艾比布力', '间隔号 A1A4'),
  named('name-long', '阿不都热合曼江库尔班江吐尔逊·买买提明江艾力·玉素甫', '很长，两个间隔号'),
  named('name-fe9f', '张䶮', '䶮 在 FE9F'),
  named('name-fe59', '李龴', '龴 在 FE59'),
  named('name-fe51', '李\u{20087}', 'U+20087 在 FE51'),
  named('name-fe91', '李\u{241fe}', 'U+241FE 在 FE91'),
  named('name-four', '李㛃', '四字节'),
  named('name-four-bmp-outside', '王\u{2cb4e}', '四字节，基本平面以外'),
  named('name-zero', '史〇', '〇'),
  named('name-compatibility', '李\ufa0c', '兼容汉字 U+FA0C'),
  bytes('name-fe51-four', 'U+20087 用四字节写', 'c0ee95329031', GROUPS.names),
]

/** Whose UTF-8 bytes happen to be GBK of three other characters. */
const SOMEBODY_UTF8 = '张三'

const SEALED: readonly RealnameOutcome[] = [
  {
    id: 'other-key',
    group: GROUPS.sealed,
    label: '给了别的密钥',
    meaning: '号码用别人的公钥加密，姓名没有问题。',
    sealing: 'other-key',
  },
  broken('random-bytes', '密文是随机字节', ({ encryted_real_name, ...answer }) => {
    // Below every modulus of this length.
    const noise = randomBytes(Buffer.from(encryted_real_name, 'base64').length).fill(0, 0, 1)
    return { ...answer, encryted_real_name: noise.toString('base64') }
  }),
  broken('changed-byte', '密文错了一个字节', (answer) => ({
    ...answer,
    encryted_credential_id: reshape(answer.encryted_credential_id, (sealed) => {
      sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
      return sealed
    }),
  })),
  broken('short', '密文少一个字节', (answer) => ({
    ...answer,
    encryted_credential_id: reshape(answer.encryted_credential_id, (sealed) => sealed.subarray(1)),
  })),
  broken('long', '密文多一个字节', (answer) => ({
    ...answer,
    encryted_credential_id: reshape(answer.encryted_credential_id, (sealed) =>
      Buffer.concat([Buffer.of(0), sealed]),
    ),
  })),
  broken('not-base64', '不是 base64', (answer) => ({
    ...answer,
    encryted_real_name: `*${answer.encryted_real_name.slice(1)}`,
  })),
  broken('no-fields', '没有两个字段', ({ errcode, errmsg }) => ({ errcode, errmsg })),
  broken('no-name-field', '没有姓名字段', ({ encryted_real_name: _, ...rest }) => rest),
  broken('no-id-field', '没有号码字段', ({ encryted_credential_id: _, ...rest }) => rest),
  broken('no-errcode-no-fields', '空的对象', () => ({})),
  broken('no-errcode-one-field', '没有 errcode，只有姓名', ({ encryted_real_name }) => ({
    encryted_real_name,
  })),
  broken('empty-field', '姓名字段是空文本', (answer) => ({ ...answer, encryted_real_name: '' })),
  broken('null-errcode', 'errcode 为 null', (answer) => ({ ...answer, errcode: null })),
  broken('unlisted-errcode', 'errcode 表中没有', () => ({ errcode: 94999, errmsg: 'unknown' })),
  {
    id: 'utf8-name',
    group: GROUPS.sealed,
    label: '姓名是 UTF-8',
    meaning: '姓名的字节是 UTF-8，不是 GBK。',
    plain: (made) => ({ ...made, name: Buffer.from(SOMEBODY_UTF8) }),
  },
  bytes('random-name', '姓名是随机字节', '8f3a77e19c04d2b1'),
  bytes('empty-name', '姓名解开是空的', ''),
  bytes('truncated-name', '姓名缺了半个字', 'd5c5c8'),
  bytes('ff-name', '姓名里有 FF', 'c0eeff'),
  bytes('private-name', '姓名里有自造字', 'c0eeaaa1'),
  bytes('digits-name', '姓名是数字', '313130303030'),
  plain('id-15', '号码是 15 位', GROUPS.sealed, { idNumber: '110000900307123' }),
  plain('id-check', '号码校验位不对', GROUPS.sealed, { idNumber: '110000199003071232' }),
  plain('empty-id', '号码解开是空的', GROUPS.sealed, { idNumber: '' }),
]

/** Everything that this channel can play. The first row is in force at the start. */
export const REALNAME_OUTCOMES: readonly [RealnameOutcome, ...RealnameOutcome[]] = [
  { id: 'pass', group: GROUPS.passed, label: '通过', meaning: '用户同意，得到姓名和证件号码。' },
  ...PASSES,
  ...NAMES,
  ...BUTTON,
  ...Object.entries(REALNAME_ERRORS).map(([code, words]) => refusal(code, words)),
  ...SEALED,
  ...NETWORKS,
  LOST,
  {
    id: 'token-40001-once',
    group: GROUPS.token,
    label: '凭证被别处作废，一次',
    meaning: '拉取时 access_token 刚被别处作废：第一次 40001，重新取凭证后通过。',
    voidsToken: true,
  },
]

function event(id: string, label: string, detail: RealnameEvent): RealnameOutcome {
  return { id, group: GROUPS.button, label, meaning: `${detail.errMsg}，没有凭证。`, event: detail }
}

function passed(
  id: string,
  label: string,
  edit: (answer: RealnameAnswer) => object,
): RealnameOutcome {
  return {
    id,
    group: GROUPS.passed,
    label: `通过，${label}`,
    meaning: `${label}，仍是通过。`,
    edit,
  }
}

function broken(
  id: string,
  label: string,
  edit: (answer: RealnameAnswer) => object,
): RealnameOutcome {
  return { id, group: GROUPS.sealed, label, meaning: `除此之外都像通过：${label}。`, edit }
}

function named(id: string, name: string, label: string): RealnameOutcome {
  const meaning = `登记的姓名特别：${label}。`
  return { id, group: GROUPS.names, label: `${name} ${label}`, meaning, person: { name } }
}

function plain(
  id: string,
  label: string,
  group: string,
  person: { idNumber: string },
): RealnameOutcome {
  return { id, group, label, meaning: `解密之后，${label}。`, person }
}

function bytes(
  id: string,
  label: string,
  hex: string,
  group: string = GROUPS.sealed,
): RealnameOutcome {
  const edit = (made: Plain) => ({ ...made, name: Buffer.from(hex, 'hex') })
  return { id, group, label, meaning: `解密之后，${label}。`, plain: edit }
}

function refusal(code: string, words: string): RealnameOutcome {
  return {
    id: `error-${code}`,
    group: GROUPS.refused,
    label: `${code} ${words}`,
    meaning: `拉取时 errcode 为 ${code}。`,
    refuse: code,
  }
}

function reshape(base64: string, edit: (sealed: Buffer) => Buffer): string {
  return edit(Buffer.from(base64, 'base64')).toString('base64')
}
