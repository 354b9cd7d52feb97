/**
 * Base library from which an API exists; below it `wx` has no such member, as on a phone. What is
 * not listed has been there from the beginning.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/api/
 */
export const SINCE: Record<string, string> = {
  canIUse: '1.1.1',
  checkIsSupportFacialRecognition: '3.8.12',
  checkSession: '1.0.0',
  clearStorageSync: '1.0.0',
  cloud: '2.2.3',
  createIntersectionObserver: '1.9.3',
  createSelectorQuery: '1.4.0',
  exitMiniProgram: '2.17.3',
  getAccountInfoSync: '2.2.2',
  getAppAuthorizeSetting: '2.20.1',
  getAppBaseInfo: '2.20.1',
  getDeviceInfo: '2.20.1',
  getEnterOptionsSync: '2.9.4',
  getLaunchOptionsSync: '2.1.2',
  getMenuButtonBoundingClientRect: '2.1.0',
  getPrivacySetting: '2.32.3',
  getSetting: '1.2.0',
  getSystemInfoAsync: '2.14.1',
  getSystemSetting: '2.20.1',
  getUpdateManager: '1.9.90',
  getWindowInfo: '2.20.1',
  hideHomeButton: '2.8.3',
  hideLoading: '1.1.0',
  makePhoneCall: '1.0.0',
  navigateBackMiniProgram: '1.3.0',
  navigateToMiniProgram: '1.3.0',
  nextTick: '2.2.3',
  offAppHide: '2.1.2',
  offAppShow: '2.1.2',
  offError: '2.1.2',
  offNetworkStatusChange: '2.9.3',
  offThemeChange: '2.11.0',
  offUnhandledRejection: '2.10.0',
  onAppHide: '2.1.2',
  onAppShow: '2.1.2',
  onError: '2.1.2',
  onNeedPrivacyAuthorization: '2.32.3',
  onNetworkStatusChange: '1.1.0',
  onThemeChange: '2.11.0',
  onUnhandledRejection: '2.10.0',
  openPrivacyContract: '2.32.3',
  pageScrollTo: '1.4.0',
  reLaunch: '1.1.0',
  requestFacialVerify: '3.8.12',
  requestFacialVerifyAndUploadVideo: '3.8.12',
  requestSubscribeMessage: '2.8.2',
  requirePrivacyAuthorize: '2.32.3',
  setClipboardData: '1.1.0',
  setNavigationBarColor: '1.4.0',
  showLoading: '1.1.0',
  startFacialRecognitionVerify: '1.9.3',
  startFacialRecognitionVerifyAndUploadVideo: '1.9.3',
  vibrateShort: '1.2.0',
}

/** APIs that exist without a word in the documentation: `canIUse` knows nothing of them. */
export const UNDOCUMENTED: ReadonlySet<string> = new Set([
  'startFacialRecognitionVerify',
  'startFacialRecognitionVerifyAndUploadVideo',
])

/** Asynchronous APIs give a promise from here on; before, only callbacks. */
export const PROMISES_SINCE = '2.10.2'

/** Calls that need a tap do so from here on, and ask the person before leaving. */
export const TAP_RULE_SINCE = '2.3.0'

/** Open-types of `button` the preview answers, for `canIUse('button.open-type.…')`. */
export const OPEN_TYPES_SINCE: Record<string, string> = {
  agreePrivacyAuthorization: '2.32.3',
  getRealnameAuthInfo: '1.0.0',
}
