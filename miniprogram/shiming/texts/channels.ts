import type { ChannelId, ChannelInfo, Mode, Unavailable } from '../../../typings/contract'

/** What a person reads about one way of verifying. */
export interface ChannelText {
  title: string
  /** What must be in the hand. */
  needs: string
  /** How long it takes. */
  takes: string
  /** What WeChat or the other side will show next, so that nobody is surprised. */
  shows: string
}

export const CHANNEL_TEXTS: Record<ChannelId, ChannelText> = {
  iauth: {
    title: '拍身份证并刷脸',
    needs: '身份证原件',
    takes: '约三分钟',
    shows: '接下来会打开另一个小程序，请拍摄身份证，再按提示刷脸。做完会自动回到这里。',
  },
  realname: {
    title: '用微信支付的实名信息',
    needs: '微信支付密码',
    takes: '约一分钟',
    shows: '接下来微信会请您确认，并输入支付密码。这一步不会扣钱。',
  },
  face1: {
    title: '微信刷脸',
    needs: '身份证号码',
    takes: '约一分钟',
    shows: '接下来微信会打开相机，请正对屏幕，按提示读数字或看屏幕。',
  },
  face2: {
    title: '微信刷脸核身',
    needs: '身份证号码',
    takes: '约一分钟',
    shows: '接下来微信会请您同意协议，再打开相机。请正对屏幕，按提示做动作。',
  },
  oemface: {
    title: '实人认证',
    needs: '身份证号码',
    takes: '约两分钟',
    shows: '接下来会打开认证页面，请按提示刷脸。做完以后请回到这里。',
  },
  payface: {
    title: '现场刷脸设备',
    needs: '本人到场',
    takes: '约一分钟',
    shows: '请按设备屏幕上的提示操作。',
  },
}

/** A mode that is offered inside WeChat has a title; the others need another app. */
export const MODE_TITLES: Record<Mode, string> = {
  WE_CHAT_FACE: '实人认证（微信小程序）',
  TENCENT: '实人认证（网页刷脸）',
  ZHIMACREDIT: '',
}

export const FACE_TEXTS = { filmed: '会拍摄面部', notFilmed: '不拍摄面部' }

const ON_SITE = '请在现场的刷脸设备上办理。'
/** What the person at the phone can do nothing about is no way for them, and not shown. */
const UNAVAILABLE: Record<Unavailable, string> = {
  'not-configured': '',
  'closed-to-new-users': '',
  sunset: '',
  'client-too-old': '请将微信更新到最新版本。',
  device: '这部设备用不了，请换一部手机。',
}

/** Why a way does not work here, and what would mend it. Empty: it works, or is not worth a word. */
export function reasonText({ available, reason, handoff, minimum }: ChannelInfo): string {
  if (handoff === 'terminal') return reason === 'not-configured' ? '' : ON_SITE
  if (available || !reason) return ''
  const version = minimum?.wechatVersion
  if (reason === 'client-too-old' && version) return `请将微信更新到 ${version} 以上。`
  return UNAVAILABLE[reason] ?? ''
}

export const CHANNELS_TEXTS = {
  title: '选一种方式核验',
  lead: '选手边方便的一种，不行可以再换。',
  waiting: '正在查看这部手机能用的方式',
  none: '这部手机暂时没有可用的方式。',
  faceless: '不使用人脸的方式',
  all: '显示全部方式',
  noFaceless: '这部手机上没有不用人脸的方式，可以这样办理。',
  counter: '去柜台办理',
  needs: '需要',
}
