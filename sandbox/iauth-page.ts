import type { ServerResponse } from 'node:http'
import { SCRIPT } from './iauth-page-script'
import { STYLE } from './iauth-page-style'
import { sendDocument } from './page'

/**
 * Sends the page that plays 腾讯实名核身小程序 in a frame of the preview: everything in one document,
 * no camera, no picture, nothing from elsewhere. `?bar=none` leaves out title and capsule, for a frame
 * that draws its own.
 *
 * @param miniProgramAppId The WeChat AppID that the page goes by.
 */
export function sendPage(response: ServerResponse, miniProgramAppId: string): void {
  sendDocument(response, (nonce) => pageWith(nonce, escapeHtml(miniProgramAppId)))
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function pageWith(nonce: string, miniProgramAppId: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>实名核身（沙箱）</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<header class="bar" id="bar">
  <h1 class="bar__title">实名核身<span class="bar__tag">沙箱</span></h1>
  <div class="capsule">
    <span class="capsule__dots" aria-hidden="true"><i></i><i></i><i></i></span>
    <button class="capsule__close" id="close" type="button" aria-label="关闭小程序"><i></i></button>
  </div>
</header>
<p class="notice">沙箱页面，不是腾讯的小程序，不会拍照。</p>
<ol class="steps" id="steps" aria-label="步骤">
  <li>拍摄身份证</li>
  <li>人脸识别</li>
  <li>完成</li>
</ol>
<main class="main" id="main" aria-live="polite">
${WAITING}${CARD}${FACE}${DONE}${REFUSED}</main>
<details class="dev" id="dev">
  <summary class="dev__head"><span class="dev__tag">开发者</span><span class="dev__now" id="now">正在读取…</span></summary>
  <div class="dev__body">
    <label class="dev__label" for="outcome">让沙箱这样做，直到另选</label>
    <select class="dev__select" id="outcome"></select>
    <p class="dev__meaning" id="meaning"></p>
    <p class="dev__meaning">本小程序 ${miniProgramAppId}</p>
  </div>
</details>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>
`
}

/** Begins at the top and runs clockwise, as the progress does. */
const OVAL = 'M110 12A98 128 0 0 1 110 268A98 128 0 0 1 110 12'

const WAITING = `<section class="step" data-step="waiting">
  <div class="step__middle">
    <h2>正在进入</h2>
    <p class="hint">正在核对入口签名。若一直停在这里，请从业务小程序里打开本页。</p>
  </div>
</section>
`

const CARD = `<form class="step" data-step="card" hidden novalidate id="card">
  <h2 tabindex="-1">请拍摄身份证人像面</h2>
  <p class="hint">用填写代替拍照，请只用虚构的人。</p>
  <div class="idcard">
    <div class="field">
      <label for="name">姓名</label>
      <input id="name" autocomplete="off" maxlength="50" value="张三" aria-describedby="error">
    </div>
    <svg class="idcard__face" viewBox="0 0 72 90" aria-hidden="true">
      <circle cx="36" cy="34" r="17"/><path d="M6 90c0-22 13-33 30-33s30 11 30 33z"/>
    </svg>
    <div class="field field--muted" aria-hidden="true"><b>住址</b><span>测试市测试区测试路1号</span></div>
    <div class="field field--wide">
      <label for="number">公民身份号码</label>
      <input id="number" autocomplete="off" maxlength="18" value="11010519491231002X" aria-describedby="error">
    </div>
  </div>
  <p class="error" id="error" role="alert"></p>
  <button class="main-button" type="submit">拍好了，下一步</button>
</form>
`

const FACE = `<section class="step" data-step="face" hidden>
  <h2 tabindex="-1">请正对屏幕，读出数字</h2>
  <p class="hint" id="face-hint">点「开始」后，依次读出四个数字。</p>
  <div class="oval">
    <svg viewBox="0 0 220 280" aria-hidden="true">
      <clipPath id="inside"><ellipse cx="110" cy="140" rx="98" ry="128"/></clipPath>
      <ellipse class="oval__ground" cx="110" cy="140" rx="98" ry="128"/>
      <g class="oval__person" clip-path="url(#inside)"><circle cx="110" cy="122" r="50"/><path d="M20 280c0-58 36-90 90-90s90 32 90 90z"/></g>
      <path class="oval__track" d="${OVAL}"/>
      <path class="oval__ring" id="ring" d="${OVAL}" pathLength="100"/>
    </svg>
  </div>
  <p class="digits" id="digits"></p>
  <button class="main-button" type="button" id="read">开始</button>
</section>
`

const DONE = `<section class="step" data-step="done" hidden>
  <div class="step__middle">
    <svg class="sign" id="sign" viewBox="0 0 64 64" aria-hidden="true">
      <circle cx="32" cy="32" r="30"/><path id="sign-path" d="M19 33l9 9 18-19"/>
    </svg>
    <h2 tabindex="-1" id="done-title"></h2>
    <p class="hint" id="done-hint"></p>
  </div>
  <button class="main-button" type="button" id="back">返回业务小程序</button>
</section>
`

const REFUSED = `<section class="step" data-step="refused" hidden>
  <div class="step__middle">
    <svg class="sign sign--bad" viewBox="0 0 64 64" aria-hidden="true">
      <circle cx="32" cy="32" r="30"/><path d="M32 17v20M32 45v2"/>
    </svg>
    <h2 tabindex="-1" id="refused-title"></h2>
    <p class="hint" id="refused-words"></p>
    <p class="reason" id="refused-reason"></p>
  </div>
  <button class="main-button" type="button" id="leave">返回业务小程序</button>
</section>
`
