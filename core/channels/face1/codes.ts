import type { CodeTable } from '../code-table'

/**
 * `identify_ret` of getinfo, and `errCode` of the face page: what came of the person's attempt. 0 is a
 * yes of that one field. 10012 to 10014 speak of the credit bureau (征信); 10014 is no pass.
 *
 * @see docs/channels/face1.md
 */
export const VERDICT_CODES: CodeTable = {
  // 参数错误
  '10001': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 人脸特征检测失败
  '10002': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 身份证号不匹配
  '10003': { code: 'IDENTITY_MISMATCH', cause: 'user', retry: 'retry' },
  // 公安比对人脸信息不匹配
  '10004': { code: 'FACE_MISMATCH', cause: 'user', retry: 'retry' },
  // 正在检测中
  '10005': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry', effect: 'pending' },
  // appid 没有权限（后台验证部分）
  '10006': { code: 'CHANNEL_UNAVAILABLE', cause: 'permission', retry: 'switch' },
  // 后台获取图片失败
  '10007': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 公安系统失败
  '10008': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 公安未查到身份证照片比对源
  '10009': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 照片质量不满足公安比对要求
  '10010': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 身份证信息未开通公安比对权限
  '10011': { code: 'CHANNEL_UNAVAILABLE', cause: 'permission', retry: 'switch' },
  // 征信验证失败
  '10012': { code: 'FACE_MISMATCH', cause: 'user', retry: 'retry' },
  // 征信系统错误
  '10013': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 公安系统失败，征信系统成功
  '10014': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 公安服务暂时不可用
  '10015': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 存储用户图片失败
  '10016': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 非法 identify_id
  '10017': { code: 'BINDING_MISMATCH', cause: 'config', retry: 'switch' },
  // 用户信息不存在
  '10018': { code: 'SESSION_EXPIRED', cause: 'user', retry: 'retry' },
  // 认证超时
  '10020': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 重复的请求，返回上一次的结果
  '10021': { code: 'TICKET_USED', cause: 'user', retry: 'retry' },
  // 用户信息错误，请检测 json 格式
  '10022': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 用户身份证数据不在公安比对数据库中
  '10026': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 语音识别失败
  '10027': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 唇动检测失败
  '10028': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 微警超时
  '10029': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 绑定身份证失败
  '10030': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 没有申请征信商户号或公众号/小程序没有设置昵称
  '10031': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 用户身份证数据不在征信数据库中
  '10032': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 请求数据编码不对，必须是 UTF8 编码
  '10040': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 非法 user_id_key
  '10041': { code: 'SESSION_EXPIRED', cause: 'user', retry: 'retry' },
  // 请求过于频繁，稍后再重试
  '10042': { code: 'RATE_LIMITED', cause: 'user', retry: 'switch' },
  // 系统失败
  '10045': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 请求数超过征信的限制
  '10052': { code: 'RATE_LIMITED', cause: 'vendor', retry: 'retry' },
  // 检测过程中人脸主体不一致
  '10057': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 人脸流水号 bioid 重复
  '10066': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 活体检测暂时不可用
  '10069': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 用户取消
  '90100': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // 用户未授权
  '90101': { code: 'USER_CANCELLED', cause: 'permission', retry: 'retry', effect: 'cancelled' },
  // 底层库出错
  '90102': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'retry' },
  // CDN 上传出错
  '90103': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 获取配置信息出错
  '90104': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 获取确认页信息失败
  '90105': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 相机初始化失败
  '90106': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'retry' },
  // 用户采集人脸超时
  '90107': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 用户采集过程中抖动剧烈
  '90108': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 设备不支持人脸采集
  '90109': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'switch' },
  // 未知错误（客户端，请求没有到后台）
  '90199': { code: 'UPSTREAM_UNAVAILABLE', cause: 'device', retry: 'retry' },
  // fail not returned，客户端没有给出原因
  '-1': { code: 'UPSTREAM_UNAVAILABLE', cause: 'device', retry: 'retry' },
}

/**
 * More of them, from the texts of one public client, later than the vendor's list.
 */
export const FURTHER_CODES: CodeTable = {
  // 用户信息不存在
  '10019': { code: 'SESSION_EXPIRED', cause: 'user', retry: 'retry' },
  // 系统繁忙
  '10048': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统繁忙
  '10071': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统繁忙
  '10075': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统繁忙
  '10081': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统繁忙
  '10083': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统繁忙
  '10088': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统繁忙
  '10091': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统繁忙
  '10094': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统繁忙
  '10100': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统繁忙
  '10106': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统未包含该身份证信息
  '10049': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 系统未包含该身份证信息
  '10072': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 系统未包含该身份证信息
  '10076': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 系统未包含该身份证信息
  '10084': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 系统未包含该身份证信息
  '10086': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 系统未包含该身份证信息
  '10089': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 系统未包含该身份证信息
  '10092': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 系统未包含该身份证信息
  '10095': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 系统未包含该身份证信息
  '10107': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 证件信息失效
  '10050': { code: 'INVALID_INPUT', cause: 'record', retry: 'switch' },
  // 用户未绑定银行卡完成实名
  '10064': { code: 'NO_RECORD', cause: 'user', retry: 'switch' },
  // 拉取的实名信息证件不是身份证
  '10065': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 服务维护中
  '10077': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 获取用户设备失败
  '10101': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'retry' },
  // 请升级微信最新版本后重试
  '10153': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'retry' },
  // 设备不支持
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
  '90024': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // 用户取消
  '90025': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // 用户中断刷脸
  '90006': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // 网络错误
  '90007': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 网络错误
  '90012': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 网络错误
  '90020': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 网络错误
  '90021': { code: 'UPSTREAM_UNAVAILABLE', cause: 'network', retry: 'retry' },
  // 未授予相机权限
  '90008': { code: 'USER_CANCELLED', cause: 'permission', retry: 'retry', effect: 'cancelled' },
  // 未授予录音权限
  '90009': { code: 'USER_CANCELLED', cause: 'permission', retry: 'retry', effect: 'cancelled' },
  // 未授予相机和录音权限
  '90010': { code: 'USER_CANCELLED', cause: 'permission', retry: 'retry', effect: 'cancelled' },
  // 超时，请重试
  '90011': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 超时，请重试
  '90013': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 超时，请重试
  '90014': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 超时，请重试
  '90017': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 相机预览失败
  '90016': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'retry' },
  // 系统错误
  '90018': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统错误
  '90019': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统错误
  '90050': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 没有检测到人脸
  '90023': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
}

/**
 * `errcode` of getuseridkey, getinfo and getvideo, beside the codes of every API of WeChat: what became
 * of our call. 0 is none of them: the verdict is `identify_ret`.
 */
export const CALL_CODES: CodeTable = {
  // 非法 identity_id（错误、过期或他人的 verify_result）
  '84001': { code: 'BINDING_MISMATCH', cause: 'user', retry: 'switch' },
  // 用户信息过期
  '84002': { code: 'SESSION_EXPIRED', cause: 'user', retry: 'retry' },
  // 用户信息不存在
  '84003': { code: 'SESSION_EXPIRED', cause: 'user', retry: 'retry' },
  // video upload fail（仅 getvideo）
  '84004': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // name or id_card_number empty（getuseridkey）
  '84006': { code: 'INVALID_INPUT', cause: 'config', retry: 'retry', effect: 'refused' },
}

/**
 * What `wx.checkIsSupportFacialRecognition` says, and what WeChat says when there is no such call. A
 * number space of its own: 10001 here is not 10001 of a verdict.
 */
export const SUPPORT_CODES = {
  // 不支持人脸采集：设备没有前置摄像头 (No front camera)
  '10001': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'switch', effect: 'refused' },
  // 不支持人脸采集：没有下载到必要模型 (No necessary model found)
  '10002': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'retry', effect: 'refused' },
  // 不支持人脸采集：后台控制不支持 (Device is blacklisted)
  '10003': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'switch', effect: 'refused' },
  // access denied：小程序没有权限，不是设备问题
  'errno 102': {
    code: 'CHANNEL_UNAVAILABLE',
    cause: 'permission',
    retry: 'switch',
    effect: 'refused',
  },
  // 开发者工具、电脑端、WMPF 设备
  'fail not support': {
    code: 'DEVICE_UNSUPPORTED',
    cause: 'device',
    retry: 'switch',
    effect: 'refused',
  },
  // 接口不存在（微信版本过低）
  'function not exist': {
    code: 'DEVICE_UNSUPPORTED',
    cause: 'device',
    retry: 'retry',
    effect: 'refused',
  },
} satisfies CodeTable
