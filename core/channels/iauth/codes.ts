import type { CodeTable } from '../code-table'

/**
 * `errorcode` of a reply: what became of our call. 0 is none of them: the call was answered, and the
 * verdict stands in `data`. 6 and 14 stand on some of the vendor's pages only; 201 to 203 belong to
 * its interface for authorising beforehand (预授权).
 *
 * @see docs/channels/iauth.md
 */
export const TRANSPORT_CODES: CodeTable = {
  // 请求不合法，缺少参数
  '1': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 请求不合法，参数格式错误
  '2': { code: 'INVALID_INPUT', cause: 'config', retry: 'retry' },
  // 权限验证失败 (signature)
  '3': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 请求不合法，缺少签名
  '4': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 业务请求不合法：appid、token 校验不合法，不同 appid 和环境不互通
  '5': { code: 'BINDING_MISMATCH', cause: 'config', retry: 'switch' },
  // 数据签名错误
  '6': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 未登录：微信登录态检测失败，或未调用前置接口
  '7': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 系统错误
  '8': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry', effect: 'pending' },
  // 未授权接口
  '9': { code: 'CHANNEL_UNAVAILABLE', cause: 'permission', retry: 'switch' },
  // 超过调用限制（测试 appid 共 1000 次）
  '10': { code: 'RATE_LIMITED', cause: 'config', retry: 'switch' },
  // 无效请求：token 数据已失效，一般 3 天
  '11': { code: 'SESSION_EXPIRED', cause: 'user', retry: 'retry' },
  // token 超过有效期：创建后 2 小时
  '12': { code: 'SESSION_EXPIRED', cause: 'user', retry: 'retry' },
  // 非法跳转 URL
  '13': { code: 'CHANNEL_UNAVAILABLE', cause: 'config', retry: 'switch' },
  // 无效请求(14)：token 的验证已结束
  '14': { code: 'TICKET_USED', cause: 'user', retry: 'retry' },
  // 没有找到数据（预授权接口）
  '201': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 数据插入异常（预授权接口）
  '202': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry', effect: 'pending' },
  // 数据更新异常（预授权接口）
  '203': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry', effect: 'pending' },
}

/**
 * `yt_errorcode`, `livestatus` and `comparestatus` of a result, and `errCode` on the way back: what
 * came of the person's attempt. 0 is a yes of that one field. 506 and 904 stand in no list.
 */
export const VERDICT_CODES: CodeTable = {
  // 超过发送频率限制：60 秒内只能发一次
  '302': { code: 'RATE_LIMITED', cause: 'user', retry: 'retry' },
  // 超过当日发送最大次数：同一手机号一天 10 次
  '303': { code: 'RATE_LIMITED', cause: 'user', retry: 'switch' },
  // 验证码验证失败
  '304': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 验证码过期：10 分钟
  '305': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 身份证号码与上传证件号码不符
  '501': { code: 'IDENTITY_MISMATCH', cause: 'user', retry: 'retry' },
  // 证件已过期
  '502': { code: 'INVALID_INPUT', cause: 'record', retry: 'switch' },
  // OCR 识别失败
  '503': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 输入图片尺寸过大
  '504': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 传入图片格式不准确
  '505': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 身份证号编码有误
  '507': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 身份证信息识别不全
  '508': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 传入图片大小过小
  '509': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 未识别出姓名
  '510': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 未识别出身份证号
  '511': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 所传入的图片未检测到身份证
  '512': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 调用引擎接口出错
  '601': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 视频活体检测没通过
  '602': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 视频活体比对没通过
  '603': { code: 'FACE_MISMATCH', cause: 'user', retry: 'retry' },
  // 没有达到匹配阈值
  '604': { code: 'FACE_MISMATCH', cause: 'user', retry: 'retry' },
  // 二次验证照片信息拉取为空
  '605': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 身份证照片信息拉取失败
  '606': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 视频像素太低，建议更换手机
  '607': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'switch' },
  // 视频声音太小
  '608': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 嘴唇动作幅度过小
  '609': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 脸部未完整露出
  '610': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 声音识别失败
  '611': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 未检测到声音
  '612': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 实人检测调用失败
  '650': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 疑似非真人录制
  '651': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 未检测到第一个动作
  '652': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 未检测到闭眼动作
  '653': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 未检测到张嘴动作
  '654': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 脸离屏幕太近
  '655': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 脸离屏幕太远
  '656': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 脸离屏幕太左
  '657': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 脸离屏幕太右
  '658': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 光线太暗
  '659': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 光线太强
  '660': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 活体检测未知错误
  '661': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 人脸检测失败，无法提取比对照
  '662': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 未能检测到完整人脸
  '663': { code: 'LIVENESS_FAILED', cause: 'user', retry: 'retry' },
  // 库中无此号，请到户籍所在地核实
  '701': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 证照接口调用失败
  '702': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 姓名和身份证号不一致
  '703': { code: 'IDENTITY_MISMATCH', cause: 'user', retry: 'retry' },
  // 库中未获取到此人证件照
  '704': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 提交的身份证信息与 auth 传入的不一致
  '705': { code: 'IDENTITY_MISMATCH', cause: 'user', retry: 'retry' },
  // 证照库接口返回错误
  '706': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 身份证号错误
  '707': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 姓名错误
  '708': { code: 'INVALID_INPUT', cause: 'user', retry: 'retry' },
  // 混合图像 1v1 比对接口调用失败
  '821': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 混合图像 1v1 比对接口调用超时
  '822': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
  // 图像比对没有通过
  '823': { code: 'FACE_MISMATCH', cause: 'user', retry: 'retry' },
  // 比对相似度未达到通过标准
  '824': { code: 'FACE_MISMATCH', cause: 'user', retry: 'retry' },
  // 内网证照库拉取证照失败
  '825': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 身份验证没有通过：传入的身份信息不合法
  '826': { code: 'IDENTITY_MISMATCH', cause: 'user', retry: 'retry' },
  // 身份信息或照片不在内网证照库里
  '827': { code: 'NO_RECORD', cause: 'record', retry: 'switch' },
  // 实名认证失败（微信支付）
  '901': { code: 'IDENTITY_MISMATCH', cause: 'record', retry: 'switch' },
  // 用户暂未实名认证
  '902': { code: 'NO_RECORD', cause: 'user', retry: 'switch' },
  // 实名信息和微信支付不一致
  '903': { code: 'IDENTITY_MISMATCH', cause: 'user', retry: 'retry' },
  // 微信实名认证未知错误
  '905': { code: 'UPSTREAM_UNAVAILABLE', cause: 'vendor', retry: 'retry' },
}

/** What the person's WeChat meets on the way there and back: no words of the vendor, but of WeChat. */
export const CLIENT_CODES = {
  // navigateToMiniProgram:fail cancel，用户拒绝跳转
  'fail cancel': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // navigateToMiniProgram:fail can only be invoked by user TAP gesture
  'fail TAP': {
    code: 'CHANNEL_UNAVAILABLE',
    cause: 'config',
    retry: 'switch',
    effect: 'cancelled',
  },
  // fail appId "…" is not in navigateToMiniProgramAppIdList（旧基础库）
  'fail appId': {
    code: 'CHANNEL_UNAVAILABLE',
    cause: 'config',
    retry: 'switch',
    effect: 'cancelled',
  },
  // App.onShow 场景值 1038 而没有 extraData：用户关闭或异常退出
  'no extraData': { code: 'USER_CANCELLED', cause: 'user', retry: 'retry', effect: 'cancelled' },
  // wx.navigateToMiniProgram 不存在（微信版本过低）
  'no API': { code: 'DEVICE_UNSUPPORTED', cause: 'device', retry: 'retry', effect: 'refused' },
} satisfies CodeTable
