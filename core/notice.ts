import { createHash } from 'node:crypto'
import type { ChannelId, Notice } from '../typings/contract'
import { canonicalJson } from './json'

/** The parts of the notice that an operator may word for themselves. */
export interface NoticeTexts {
  purposeText: string
  retention: string
  rights: string
  alternatives: string
  recipients: Partial<Record<ChannelId, Recipient>>
}

export interface Recipient {
  name: string
  /** How to reach them about personal data. */
  contact: string
}

const TENCENT_PRIVACY = '腾讯隐私保护平台 privacy.qq.com'

/** Who receives personal data, by channel. */
export const RECIPIENTS: Readonly<Record<ChannelId, Recipient>> = {
  iauth: { name: '深圳市腾讯计算机系统有限公司（腾讯实名核身）', contact: TENCENT_PRIVACY },
  realname: { name: '财付通支付科技有限公司（微信支付）', contact: '客服电话 95017' },
  face1: { name: '深圳市腾讯计算机系统有限公司（微信人脸核身）', contact: TENCENT_PRIVACY },
  face2: { name: '深圳市腾讯计算机系统有限公司（微信人脸核身）', contact: TENCENT_PRIVACY },
  oemface: { name: '杭州天谷信息科技有限公司（e签宝实人认证）', contact: 'e签宝官网 www.esign.cn' },
  payface: { name: '财付通支付科技有限公司（微信刷脸）', contact: '客服电话 95017' },
}

const PURPOSE_TEXT =
  '办理前需要确认您是本人，防止他人冒用您的身份。会用到您的姓名、身份证号码；选择人脸方式时，由下列机构采集并比对人脸，本服务不保存照片和视频。不提供这些信息，只影响需要实名办理的业务。'

const RIGHTS =
  '您可以随时在“我的核验记录”里查看核验结果，撤回同意并删除已保存的信息。撤回不影响此前已完成的核验。您也可以向本服务的工作人员查询、更正您的信息，或者投诉。未满十四周岁的，请由监护人陪同到窗口办理。'

const ALTERNATIVES =
  '您可以不使用人脸方式：有不需要人脸的核验方式时，会在下一步列出；也可以带上身份证件原件，到服务窗口由工作人员办理。两种办法效力相同，不会因此拒绝为您服务。'

/**
 * The text that must be on screen before anybody consents. Its version is a digest of the text alone,
 * so it is the same at every entrance, on every instance and after a restart, and another wording is
 * another version.
 *
 * @param enabled Channels in use: only who may really receive data is named.
 */
export function createNotice(
  enabled: readonly ChannelId[],
  retentionS: number,
  own: Partial<NoticeTexts> = {},
): Notice {
  const text = {
    purposeText: own.purposeText ?? PURPOSE_TEXT,
    recipients: enabled.map((channel) => ({
      channel,
      ...(own.recipients?.[channel] ?? RECIPIENTS[channel]),
    })),
    retention: own.retention ?? retentionText(retentionS),
    rights: own.rights ?? RIGHTS,
    alternatives: own.alternatives ?? ALTERNATIVES,
  }
  const digest = createHash('sha256').update(canonicalJson(text)).digest('hex')
  return { version: digest.slice(0, 16), ...text }
}

function retentionText(retentionS: number): string {
  return `核验结束后，您的姓名和证件号码加密保存${durationText(retentionS)}，到期自动删除；照片和视频不保存。核验的时间和结果作为记录保留，其中没有您的姓名和证件号码。`
}

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, '天'],
  [3_600, '小时'],
  [60, '分钟'],
  [1, '秒'],
]

function durationText(seconds: number): string {
  const [size, name] = UNITS.find(([size]) => seconds >= size && seconds % size === 0) ?? [1, '秒']
  return ` ${seconds / size} ${name}`
}
