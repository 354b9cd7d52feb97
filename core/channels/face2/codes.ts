import type { CodeTable } from '../code-table'

/**
 * `verify_ret` of queryverifyinfo: what came of the person's attempt. 10000 is the pass; 0 is no value
 * of it.
 *
 * @see docs/channels/face2.md
 */
export const VERDICT_CODES: CodeTable = {
  // 参数错误
  '10001': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 人脸特征检测失败
  '10002': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 身份证号不匹配
  '10003': { code: 'IDENTITY_MISMATCH', cause: 'user', retry: 'retry' },
  // 比对人脸信息不匹配
  '10004': { code: 'FACE_MISMATCH', cause: 'user', retry: 'retry' },
  // 正在检测中
  '10005': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry', effect: 'pending' },
  // appid 没有权限
  '10006': { code: 'CHANNEL_UNAVAILABLE', cause: 'permission', retry: 'switch' },
  // 后台获取图片失败
  '10007': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统失败
  '10008': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 照片质量较低
  '10010': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 比对验证失败
  '10012': { code: 'FACE_MISMATCH', cause: 'user', retry: 'retry' },
  // 系统错误
  '10013': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统失败
  '10014': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统失败
  '10015': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 存储用户图片失败
  '10016': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 非法 Id
  '10017': { code: 'BINDING_MISMATCH', cause: 'config', retry: 'switch' },
  // 用户信息不存在
  '10018': { code: 'SESSION_EXPIRED', cause: 'user', retry: 'retry' },
  // 认证超时
  '10020': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 重复的请求，返回上一次的结果
  '10021': { code: 'TICKET_USED', cause: 'user', retry: 'retry' },
  // 用户身份数据不在权威源比对库中
  '10026': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 请求超时
  '10029': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 请求数据编码不对，必须是 UTF8 编码
  '10040': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 非法用户
  '10041': { code: 'BINDING_MISMATCH', cause: 'config', retry: 'switch' },
  // 请求过于频繁，稍后再重试
  '10042': { code: 'RATE_LIMITED', cause: 'user', retry: 'switch' },
  // 系统失败
  '10045': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 请求超时
  '10052': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 未完成核身
  '10300': { code: 'UPSTREAM_UNAVAILABLE', cause: 'user', retry: 'retry', effect: 'pending' },
  // 设备不支持人脸检测
  '90001': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'switch' },
  // 用户取消
  '90002': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // 用户取消
  '90003': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // 用户取消
  '90004': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // 用户取消
  '90005': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // 用户取消
  '90006': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // 网络错误
  '90007': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 相机权限未授权
  '90008': { code: 'USER_CANCELLED', cause: 'permission', retry: 'retry', effect: 'cancelled' },
  // 麦克风权限未授权
  '90009': { code: 'USER_CANCELLED', cause: 'permission', retry: 'retry', effect: 'cancelled' },
  // 相机和麦克风权限都未授权
  '90010': { code: 'USER_CANCELLED', cause: 'permission', retry: 'retry', effect: 'cancelled' },
  // 人脸数据采集无效
  '90011': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 网络错误上传失败
  '90012': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 人脸数据采集无效
  '90013': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 人脸数据采集无效
  '90014': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 识别过程超时
  '90017': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 系统错误
  '90018': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 获取人脸配置失败
  '90104': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 获取确认数据失败
  '90105': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 相机失败
  '90106': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'retry' },
  // 用户检测超时
  '90107': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 设备不支持人脸检测
  '90109': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'switch' },
  // 获取协议信息失败
  '90110': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 用户系统错误
  '90199': { code: 'UPSTREAM_UNAVAILABLE', cause: 'device', retry: 'retry' },
}

/**
 * `errcode` of getverifyid and queryverifyinfo, beside the codes of every API of WeChat: what became of
 * our call. 0 is none of them: the verdict is `verify_ret`. 84001 is seen on the face page.
 */
export const CALL_CODES: CodeTable = {
  // openid 无效（getverifyid）
  '40003': { code: 'BINDING_MISMATCH', cause: 'config', retry: 'switch', effect: 'refused' },
  // 缺少 out_seq_no 参数
  '84010': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch', effect: 'refused' },
  // out_seq_no 格式无效
  '84011': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch', effect: 'refused' },
  // 缺少 cert_info 参数
  '84012': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch', effect: 'refused' },
  // 证件类型无效
  '84013': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch', effect: 'refused' },
  // 证件姓名无效：不能为空，须 UTF-8
  '84014': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry', effect: 'refused' },
  // 证件号码无效
  '84015': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry', effect: 'refused' },
  // 缺少 openid 参数
  '84016': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch', effect: 'refused' },
  // openid 不匹配
  '84017': { code: 'BINDING_MISMATCH', cause: 'config', retry: 'switch' },
  // cert_hash 无效或不匹配
  '84018': { code: 'BINDING_MISMATCH', cause: 'config', retry: 'switch' },
  // out_seq_no 已存在：换新的再调一次
  '84019': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'retry', effect: 'refused' },
  // out_seq_no 不匹配
  '84020': { code: 'BINDING_MISMATCH', cause: 'config', retry: 'switch' },
  // 缺少 verify_id 参数
  '84021': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // verify_id 已过期：有效期 1 小时
  '84022': { code: 'SESSION_EXPIRED', cause: 'user', retry: 'retry' },
  // 非法 identify_id（出现在核身界面）
  '84001': { code: 'BINDING_MISMATCH', cause: 'config', retry: 'switch' },
}

/**
 * What the person's WeChat says of the call. `errCode` 0 is none of them: the page was gone through, and
 * upstream has to be asked.
 */
export const CLIENT_CODES = {
  // requestFacialVerify:cancel
  'errCode 90100': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // 能力未开通或审核中
  'permission value is offline verifying': {
    code: 'CHANNEL_UNAVAILABLE',
    cause: 'permission',
    retry: 'switch',
  },
  // 隐私接口：用户未同意隐私协议
  'errno 104': {
    code: 'CHANNEL_UNAVAILABLE',
    cause: 'permission',
    retry: 'switch',
    effect: 'cancelled',
  },
  // wx.requestFacialVerify 不存在（基础库低于 3.8.12）
  'no API': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'retry', effect: 'refused' },
} satisfies CodeTable
