import type { CodeTable } from './channels/code-table'

/** The token is not good, or not any more: fetched anew once, and the call repeated once. */
export const RENEW_CODES: readonly string[] = ['40001', '40014', '42001']

/** `errcode` of every API of `api.weixin.qq.com`, as far as it is not the channel's own. */
export const WECHAT_CODES: CodeTable = {
  '-1': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry', effect: 'pending' }, // 系统繁忙
  '40002': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 不合法的凭证类型
  '40013': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 不合法的 AppID
  '40125': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 无效的 AppSecret
  '40164': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 调用接口的 IP 地址不在白名单中
  '40243': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // AppSecret 已被冻结
  '41001': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 缺少 access_token 参数
  '41002': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 缺少 appid 参数
  '41004': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 缺少 secret 参数
  '40033': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 不合法的请求字符
  '43002': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 需要 POST 请求
  '44002': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // POST 的数据包为空
  '47001': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 解析 JSON/XML 内容错误
  '45009': { code: 'RATE_LIMITED', cause: 'config', retry: 'switch' }, // 调用超过天级别频率限制
  '45011': { code: 'RATE_LIMITED', cause: 'vendor', retry: 'retry', effect: 'pending' }, // API 调用太频繁
  '48001': { code: 'CHANNEL_UNAVAILABLE', cause: 'permission', retry: 'switch' }, // 接口未授权
  '48004': { code: 'CHANNEL_UNAVAILABLE', cause: 'permission', retry: 'switch' }, // 接口被封禁
  '50002': { code: 'CHANNEL_UNAVAILABLE', cause: 'permission', retry: 'switch' }, // 账号受限
  '50004': { code: 'CHANNEL_UNAVAILABLE', cause: 'permission', retry: 'switch' }, // 禁止使用 token 接口
  '50007': { code: 'CHANNEL_UNAVAILABLE', cause: 'permission', retry: 'switch' }, // 账号已冻结
  '89501': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 此 IP 正在等待管理员确认
  '89503': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 此 IP 调用需要管理员确认
  '89506': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 该 IP 请求已被管理员拒绝，24 小时后再试
  '89507': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' }, // 该 IP 请求已被管理员拒绝，1 小时后再试
}

/** Codes of `jscode2session`. */
export const LOGIN_CODES: CodeTable = {
  '-1': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry', effect: 'refused' }, // 系统繁忙
  '40029': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry', effect: 'refused' }, // js_code 无效
  '40163': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry', effect: 'refused' }, // js_code 已被使用
  '40226': { code: 'CHANNEL_UNAVAILABLE', cause: 'user', retry: 'final', effect: 'refused' }, // 高风险等级用户，登录被拦截
  '45011': { code: 'RATE_LIMITED', cause: 'vendor', retry: 'retry', effect: 'refused' }, // API 调用太频繁
}

/** Which setting is missing at WeChat, for the operator's log. */
export const MISSING_SETTING: Readonly<Record<string, string>> = {
  '40013': 'WECHAT_APP_ID',
  '40125': 'WECHAT_APP_SECRET',
  '40001': 'WECHAT_APP_SECRET',
  '40164': 'mp.weixin.qq.com 开发管理 IP白名单',
  '89503': 'mp.weixin.qq.com 开发管理 IP白名单 管理员确认',
  '48001': 'mp.weixin.qq.com 接口权限',
}
