import type { ServerResponse } from 'node:http'
import { sendScreen } from './wechat-screen'

/** Sends WeChat Pay's sheet: what is given to whom, then the payment password. */
export function sendRealnameScreen(response: ServerResponse): void {
  sendScreen(response, {
    title: '微信支付',
    flow: ['consent', 'password'],
    body: CONSENT + PASSWORD,
  })
}

const CONSENT = `<section class="step" data-step="consent" hidden>
  <h2 tabindex="-1">授权实名信息</h2>
  <p class="hint">小程序申请使用您的微信支付实名信息。</p>
  <dl class="terms">
    <div><dt>提供给</dt><dd data-fill="appId"></dd></div>
    <div><dt>姓名</dt><dd data-fill="name"></dd></div>
    <div><dt>身份证号</dt><dd data-fill="idNumber"></dd></div>
  </dl>
  <div class="choice">
    <button class="second-button" type="button" data-do="cancel">拒绝</button>
    <button class="main-button" type="button" data-do="next">同意</button>
  </div>
</section>
`

const KEYS = [1, 2, 3, 4, 5, 6, 7, 8, 9]
  .map((digit) => `<button type="button" data-do="digit">${digit}</button>`)
  .join('')

const PASSWORD = `<section class="step" data-step="password" hidden>
  <h2 tabindex="-1">请输入支付密码</h2>
  <p class="hint">任意 6 个数字都可以，不要输入真的密码。</p>
  <p class="pin" id="pin" role="img" aria-label="已输入 0 位，共 6 位"><i></i><i></i><i></i><i></i><i></i><i></i></p>
  <div class="pad">${KEYS}<span></span><button type="button" data-do="digit">0</button><button class="pad__erase" type="button" data-do="erase">删除</button></div>
</section>
`
