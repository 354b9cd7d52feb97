import { VERDICTS } from './iauth-codes'
import type { IauthOutcome } from './iauth-outcome'
import { GROUPS, verdictFields } from './iauth-outcome'

/** Another mini-program than the one that iauth is: nobody's. */
const STRANGER_APP_ID = 'wx0000000000000000'

/** Ways to come back, or not to. */
export const RETURNS: readonly IauthOutcome[] = [
  {
    id: 'close',
    group: GROUPS.returned,
    label: '中途关闭',
    meaning: '用户关闭或滑走小程序，什么也没有带回。',
    ending: () => ({ close: true }),
  },
  {
    id: 'no-extra-data',
    group: GROUPS.returned,
    label: '没有 extraData',
    meaning: '返回了，但没有 extraData。',
    ending: () => ({}),
  },
  {
    id: 'empty-extra-data',
    group: GROUPS.returned,
    label: 'extraData 为空',
    meaning: '返回了空的 extraData。',
    ending: () => ({ extraData: {} }),
  },
  {
    id: 'no-token',
    group: GROUPS.returned,
    label: '没有 token',
    meaning: '只带回 errCode 602，无法拉取。',
    ending: () => ({ extraData: { errCode: '602' } }),
  },
  {
    id: 'no-token-0',
    group: GROUPS.returned,
    label: '没有 token，却说通过',
    meaning: '只带回 errCode 0，没有 token。',
    ending: () => ({ extraData: { errCode: '0' } }),
  },
  {
    id: 'no-code',
    group: GROUPS.returned,
    label: '只有 token',
    meaning: '带回 token，没有 errCode；拉取得到通过。',
    ending: ({ token }) => ({ extraData: { token } }),
  },
  {
    id: 'error-code',
    group: GROUPS.returned,
    label: '写作 error_code',
    meaning: '带回 error_code（数字）和 error_msg，没有 errCode；拉取得到通过。',
    ending: ({ token, code }) => ({
      extraData: { token, error_code: Number(code), error_msg: '通过' },
    }),
  },
  {
    id: 'says-0',
    group: GROUPS.returned,
    label: '说通过，实为不通过',
    meaning: '带回 errCode 0，拉取得到 603。',
    ending: ({ token }) => ({ extraData: { token, errCode: '0' } }),
    fields: verdictFields('603', VERDICTS['603']),
  },
  {
    id: 'says-603',
    group: GROUPS.returned,
    label: '说不通过，实为通过',
    meaning: '带回 errCode 603，拉取得到通过。',
    ending: ({ token }) => ({ extraData: { token, errCode: '603' } }),
  },
  {
    id: 'five-times',
    group: GROUPS.returned,
    label: '同样的返回来五次',
    meaning: '同一份 extraData 送达五次，像部分安卓微信那样。',
    ending: ({ token, code }) => ({ extraData: { token, errCode: code }, times: 5 }),
  },
  {
    id: 'other-app',
    group: GROUPS.returned,
    label: '从别的小程序返回',
    meaning: 'referrerInfo.appId 是别的小程序，token 是编造的。',
    ending: ({ token, code }) => ({
      extraData: { token, errCode: code },
      fromAppId: STRANGER_APP_ID,
    }),
    token: 'unknown',
  },
  {
    id: 'unknown-token',
    group: GROUPS.returned,
    label: 'token 是编造的',
    meaning: '拉取时 errorcode 为 11。',
    token: 'unknown',
  },
  {
    id: 'foreign-token',
    group: GROUPS.returned,
    label: 'token 属于别的 appid',
    meaning: '不同 appid 和环境不互通，拉取时 errorcode 为 5。',
    token: 'foreign',
  },
  {
    id: 'unfinished',
    group: GROUPS.returned,
    label: '没有做完就返回',
    meaning: '带回 token，但验证没有做完：拉取时 errorcode 为 7，满 2 小时后为 12。',
    token: 'unfinished',
  },
]
