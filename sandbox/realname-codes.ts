import type { Meanings } from './wechat-codes'

/** `errcode` of `getrealnameinfo`, beside those of every API. */
export const REALNAME_ERRORS = {
  '94001': '缺少 cert_serialno 参数',
  '94002': '用户未注册微信支付',
  '94003': '签名不正确',
  '94004': '用户无实名信息',
  '94005': '非法的用户 token',
  '94006': 'appid 未授权获得实名信息',
  '94007': 'appid 与 mchid 无绑定关系',
  '94008': '非法 timestamp 参数',
  '94009': '非法 cert_serialno 参数，该参数长度为 40',
  '94010': '非法商户号',
  '-1': '系统繁忙',
} satisfies Meanings
