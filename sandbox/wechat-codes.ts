/** Code → the vendor's words for it. */
export type Meanings = Readonly<Record<string, string>>

/** `errcode` that any API may answer, the fetching of a token included. `0` is left out. */
export const API_ERRORS = {
  '-1': '系统繁忙',
  '40001': 'access_token 无效或不是最新；获取时为 AppSecret 错误',
  '40014': '不合法的 access_token',
  '42001': 'access_token 超时',
  '40002': '不合法的凭证类型 (grant_type)',
  '40013': '不合法的 AppID',
  '40125': '无效的 AppSecret',
  '40164': '调用接口的 IP 地址不在白名单中',
  '40243': 'AppSecret 已被冻结',
  '41001': '缺少 access_token 参数',
  '41002': '缺少 appid 参数',
  '41004': '缺少 secret 参数',
  '40033': '不合法的请求字符，不能包含 \\uxxxx 格式的字符',
  '43002': '需要 POST 请求',
  '44002': 'POST 的数据包为空',
  '47001': '解析 JSON/XML 内容错误',
  '45009': '调用超过天级别频率限制',
  '45011': 'API 调用太频繁',
  '48001': '接口未授权（小程序没有此接口权限）',
  '48004': '接口被封禁',
  '50002': '账号受限',
  '50004': '禁止使用 token 接口',
  '50007': '账号已冻结',
  '89501': '此 IP 正在等待管理员确认',
  '89503': '此 IP 调用需要管理员确认',
  '89506': '该 IP 请求已被管理员拒绝，24 小时后再试',
  '89507': '该 IP 请求已被管理员拒绝，1 小时后再试',
} satisfies Meanings

/** Codes that speak of the call itself, not of the account: a token is fetched all the same. */
export const CALL_ERRORS: readonly string[] = [
  '40001',
  '40014',
  '42001',
  '41001',
  '40033',
  '44002',
  '47001',
  '48001',
  '48004',
  '50002',
]

/** `errcode` of `jscode2session`. */
export const LOGIN_ERRORS = {
  '40029': 'js_code 无效',
  '40163': 'js_code 已被使用',
  '40226': '高风险等级用户，登录被拦截',
  '45011': 'API 调用太频繁',
  '-1': '系统繁忙',
} satisfies Meanings
