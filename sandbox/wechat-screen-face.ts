/** Begins at the top and runs clockwise, as the progress does. */
const OVAL = 'M110 12A98 128 0 0 1 110 268A98 128 0 0 1 110 12'

/** The question whether the camera may be used. */
export const PERMISSION = `<section class="step" data-step="permission" hidden>
  <div class="step__middle">
    <svg class="camera" viewBox="0 0 64 64" aria-hidden="true">
      <path d="M6 20h12l5-8h18l5 8h12v34H6z"/><circle cx="32" cy="36" r="11"/>
    </svg>
    <h2 tabindex="-1">允许使用相机吗</h2>
    <p class="hint">沙箱不会打开相机，也不拍照。</p>
  </div>
  <div class="choice">
    <button class="second-button" type="button" data-do="denied">不允许</button>
    <button class="main-button" type="button" data-do="next">允许</button>
  </div>
</section>
`

/** The face itself: four numbers read aloud, or four colours of the screen. */
export const FACE = `<section class="step" data-step="face" hidden>
  <h2 tabindex="-1">请正对屏幕</h2>
  <p class="hint" data-way="digits">点「开始」后，依次读出四个数字。</p>
  <p class="hint" data-way="flashes">屏幕将变换颜色，请保持不动。</p>
  <div class="oval">
    <svg viewBox="0 0 220 280" aria-hidden="true">
      <clipPath id="inside"><ellipse cx="110" cy="140" rx="98" ry="128"/></clipPath>
      <ellipse class="oval__ground" cx="110" cy="140" rx="98" ry="128"/>
      <g class="oval__person" clip-path="url(#inside)"><circle cx="110" cy="122" r="50"/><path d="M20 280c0-58 36-90 90-90s90 32 90 90z"/></g>
      <path class="oval__track" d="${OVAL}"/>
      <path class="oval__ring" id="ring" d="${OVAL}" pathLength="100"/>
    </svg>
  </div>
  <p class="digits" id="digits" role="img" data-way="digits"></p>
  <button class="main-button" type="button" id="film" data-do="film">开始</button>
</section>
`

/** A device that cannot do it. */
export const UNSUPPORTED =
  '<button class="dev__button" type="button" data-do="unsupported">这台设备不支持</button>'
