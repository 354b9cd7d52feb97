import type { ServerResponse } from 'node:http'
import { sendScreen } from './wechat-screen'
import { FACE, PERMISSION, UNSUPPORTED } from './wechat-screen-face'

/** Sends WeChat's face page 2.0: its agreement, the camera's permission, then the face. */
export function sendFace2Screen(response: ServerResponse): void {
  sendScreen(response, {
    title: '人脸核身',
    flow: ['agreement', 'permission', 'face'],
    body: AGREEMENT + PERMISSION + FACE,
    developer: UNSUPPORTED,
  })
}

const AGREEMENT = `<section class="step" data-step="agreement" hidden>
  <h2 tabindex="-1">核实您本人</h2>
  <p class="hint">微信将采集人脸，与权威数据源的照片比对。结果会告诉小程序。</p>
  <dl class="terms">
    <div><dt>申请方</dt><dd data-fill="appId"></dd></div>
    <div><dt>姓名</dt><dd data-fill="name"></dd></div>
    <div><dt>身份证号</dt><dd data-fill="idNumber"></dd></div>
  </dl>
  <div class="choice">
    <button class="second-button" type="button" data-do="cancel">不同意</button>
    <button class="main-button" type="button" data-do="next">同意并继续</button>
  </div>
</section>
`
