/**
 * WeChat's face calls that `miniprogram-api-typings` does not know. All of them take callbacks and
 * return nothing; none of them may be awaited.
 */
declare namespace WechatMiniprogram {
  /** `success` means that the process is over, not that the person passed. */
  interface FaceResult {
    errMsg: string
    /** `0` finished, `90100` turned back; a number or the same as text. */
    errCode?: number | string
    /** Of the privacy gate: `104` when its agreement was refused or never declared. */
    errno?: number | string
    /** Ticket of the 1.0 calls; may come with failures too. */
    verifyResult?: string
  }

  interface FaceCallbacks {
    success?: (result: FaceResult) => void
    fail?: (result: FaceResult) => void
    complete?: (result: FaceResult) => void
  }

  /** 微信人脸核身 1.0. The person by `userIdKey`, or by `name` and `idCardNumber`. */
  interface StartFacialRecognitionVerifyOption extends FaceCallbacks {
    userIdKey?: string
    name?: string
    idCardNumber?: string
    /** `0` read digits, `1` flashing screen, `2` flashing screen where possible. */
    checkAliveType?: 0 | 1 | 2
  }

  interface Wx {
    startFacialRecognitionVerify(option: StartFacialRecognitionVerifyOption): void
    startFacialRecognitionVerifyAndUploadVideo(option: StartFacialRecognitionVerifyOption): void
    /** 微信人脸核身 2.0 with the recording; permission of its own. */
    requestFacialVerifyAndUploadVideo(option: FaceCallbacks & { verifyId: string }): void
  }

  /** Detail of `bindgetrealnameauthinfo`. A cancelled one has neither code nor token. */
  interface RealnameAuthInfo {
    errMsg?: string
    errCode?: number | string
    auth_token?: string
  }
}
