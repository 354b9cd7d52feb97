import type { ServerResponse } from 'node:http'
import { STYLE } from './iauth-page-style'
import { sendDocument } from './page'
import { SCRIPT } from './wechat-screen-script'
import { SCREEN_STYLE } from './wechat-screen-style'

/** One of WeChat's own screens. */
export interface Screen {
  title: string
  /** Ids of the sections, in the order in which the person goes through them. */
  flow: readonly string[]
  /** The sections. */
  body: string
  /** What only a developer chooses. */
  developer?: string
}

/**
 * Sends a screen for a frame of the preview: everything in one document, no camera, no picture,
 * nothing from elsewhere.
 */
export function sendScreen(response: ServerResponse, screen: Screen): void {
  sendDocument(response, (nonce) => pageWith(nonce, screen))
}

function pageWith(nonce: string, { title, flow, body, developer = '' }: Screen): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<title>${title}（沙箱）</title>
<style nonce="${nonce}">${STYLE}${SCREEN_STYLE}</style>
</head>
<body data-flow="${flow.join(' ')}">
<header class="bar">
  <button class="bar__cancel" type="button" data-do="cancel">取消</button>
  <h1 class="bar__title">${title}<span class="bar__tag">沙箱</span></h1>
</header>
<p class="notice">沙箱页面，不是微信的界面。</p>
<main class="main" id="main" aria-live="polite">
${WAITING}${body}${UNREACHABLE}</main>
<details class="dev" id="dev">
  <summary class="dev__head"><span class="dev__tag">开发者</span><span class="dev__now" id="now">正在读取…</span></summary>
  <div class="dev__body">
    <label class="dev__label" for="outcome">让沙箱这样做，直到另选</label>
    <select class="dev__select" id="outcome"></select>
    <p class="dev__meaning" id="meaning"></p>
    ${developer}
  </div>
</details>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>
`
}

const WAITING = `<section class="step" data-step="waiting">
  <div class="step__middle">
    <h2 tabindex="-1">请稍候</h2>
    <p class="hint">若一直停在这里，请从小程序里打开本页。</p>
  </div>
</section>
`

const UNREACHABLE = `<section class="step" data-step="unreachable" hidden>
  <div class="step__middle">
    <h2 tabindex="-1">连不上</h2>
    <p class="hint">沙箱没有应答，可能已停止。返回后可以再试一次。</p>
  </div>
  <button class="main-button" type="button" data-do="gone">返回小程序</button>
</section>
`
