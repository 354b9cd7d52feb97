import type { CodeTable } from '../code-table'

/**
 * `errcode` of getrealnameinfo, beside the codes of every API of WeChat. 0 is none of them: both fields
 * are there and have to open.
 *
 * @see docs/channels/realname.md
 */
export const CALL_CODES: CodeTable = {
  // 缺少 cert_serialno 参数
  '94001': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 用户未注册微信支付
  '94002': { code: 'NO_RECORD', cause: 'user', retry: 'switch' },
  // 签名不正确
  '94003': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 用户无实名信息
  '94004': { code: 'NO_RECORD', cause: 'user', retry: 'switch' },
  // 非法的用户 token
  '94005': { code: 'TICKET_USED', cause: 'user', retry: 'retry' },
  // appid 未授权获得实名信息
  '94006': { code: 'CHANNEL_UNAVAILABLE', cause: 'permission', retry: 'switch' },
  // appid 与 mchid 无绑定关系
  '94007': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 非法 timestamp 参数
  '94008': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 非法 cert_serialno 参数，该参数长度为 40
  '94009': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 非法商户号
  '94010': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 系统繁忙
  '-1': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry', effect: 'pending' },
}

/**
 * `errMsg` of the button's event: what the person's WeChat says. `…:ok` is none of them: it comes with a
 * token, which upstream has to be asked about.
 */
export const EVENT_CODES = {
  // 用户取消；没有 errCode，没有 auth_token
  'openRealnameAuth:cancel': {
    code: 'USER_CANCELLED',
    cause: 'user',
    retry: 'retry',
    effect: 'cancelled',
  },
  // 没有接口权限
  'openRealnameAuth:fail:access denied': {
    code: 'CHANNEL_UNAVAILABLE',
    cause: 'permission',
    retry: 'switch',
  },
  // category-id 为空，errCode 40003
  'openRealnameAuth:fail:category_id is empty': {
    code: 'CHANNEL_UNAVAILABLE',
    cause: 'config',
    retry: 'switch',
  },
  // 其他失败，errCode 缺省 -1
  'openRealnameAuth:fail:*': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
} satisfies CodeTable
