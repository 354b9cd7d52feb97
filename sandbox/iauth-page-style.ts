/** The page's looks: 320 to 430 px wide, light and dark, calm. */
export const STYLE = `
:root {
  --ground: #f4f6f9; --paper: #ffffff; --ink: #17202e; --soft: #556274; --line: #dde3eb;
  --blue: #1a5fd6; --blue-soft: #e6effd; --on-blue: #ffffff;
  --amber: #7a4a00; --amber-soft: #fff1d6; --red: #b3261e; --green: #12744a; --person: #c9d6ea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10141a; --paper: #1a2029; --ink: #e9edf3; --soft: #a4b0c0; --line: #303a47;
    --blue: #7fb0ff; --blue-soft: #1d2c45; --on-blue: #0b1a33;
    --amber: #ffcf82; --amber-soft: #3a2c12; --red: #ff9a92; --green: #6fd6a4; --person: #3a4a63;
  }
}
* { box-sizing: border-box; -webkit-tap-highlight-color: transparent; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body {
  display: flex; flex-direction: column; min-height: 100%; background: var(--ground); color: var(--ink);
  font: 16px/1.5 -apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
  -webkit-text-size-adjust: 100%;
}
h1, h2, p, ol { margin: 0; padding: 0; }
button, input, select { font: inherit; color: inherit; }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
h2:focus { outline: none; }

.bar {
  position: relative; flex: none; display: flex; align-items: center; justify-content: center;
  height: calc(48px + env(safe-area-inset-top)); padding-top: env(safe-area-inset-top); background: var(--paper);
}
.bar__title { display: flex; align-items: center; gap: 6px; font-size: 17px; font-weight: 600; }
.bar__tag, .dev__tag {
  padding: 1px 6px; border-radius: 4px; background: var(--amber-soft); color: var(--amber);
  font-size: 12px; font-weight: 600; line-height: 1.5;
}
.capsule {
  position: absolute; right: 7px; bottom: 8px; display: flex; align-items: center; height: 32px;
  border: 1px solid var(--line); border-radius: 16px; background: var(--paper);
}
.capsule__dots { display: flex; align-items: center; gap: 3px; padding: 0 11px; border-right: 1px solid var(--line); height: 18px; }
.capsule__dots i { width: 5px; height: 5px; border-radius: 50%; background: var(--ink); }
.capsule__dots i:nth-child(2) { width: 7px; height: 7px; }
.capsule__close { width: 44px; height: 44px; border: 0; padding: 0; background: none; display: grid; place-items: center; cursor: pointer; border-radius: 16px; }
.capsule__close i { width: 17px; height: 17px; border: 2.5px solid var(--ink); border-radius: 50%; display: grid; place-items: center; }
.capsule__close i::after { content: ""; width: 6px; height: 6px; border-radius: 50%; background: var(--ink); }

.notice { flex: none; padding: 8px 16px; background: var(--amber-soft); color: var(--amber); font-size: 13px; text-align: center; text-wrap: balance; }

.steps { flex: none; display: flex; list-style: none; padding: 14px 12px 2px; counter-reset: step; }
.steps li { position: relative; flex: 1; text-align: center; font-size: 13px; color: var(--soft); counter-increment: step; }
.steps li::before {
  content: counter(step); position: relative; z-index: 1; display: block; width: 24px; height: 24px; margin: 0 auto 4px;
  border-radius: 50%; background: var(--ground); box-shadow: inset 0 0 0 1.5px var(--line); line-height: 24px;
}
.steps li + li::after { content: ""; position: absolute; top: 11px; right: calc(50% + 18px); left: calc(-50% + 18px); height: 2px; background: var(--line); }
.steps .is-past::before { content: "✓"; }
.steps .is-past::before, .steps .is-here::before { background: var(--blue); color: var(--on-blue); box-shadow: none; }
.steps .is-here { color: var(--ink); font-weight: 600; }
.steps .is-past + li::after { background: var(--blue); }

.main { flex: 1 1 auto; display: flex; flex-direction: column; overflow-y: auto; padding: 12px 20px 16px; scroll-padding-bottom: 72px; }
.step { flex: 1 0 auto; display: flex; flex-direction: column; width: 100%; max-width: 430px; margin: 0 auto; }
.step__middle { flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; text-align: center; padding: 16px 0; }
h2 { font-size: 22px; line-height: 1.35; font-weight: 600; text-align: center; }
.hint { margin-top: 4px; color: var(--soft); text-align: center; text-wrap: balance; }
.main-button {
  flex: none; width: 100%; min-height: 52px; margin-top: auto; border: 0; border-radius: 12px;
  background: var(--blue); color: var(--on-blue); font-size: 17px; font-weight: 600; cursor: pointer;
  position: sticky; bottom: 0; box-shadow: 0 16px 0 8px var(--ground);
}
.main-button:disabled { background: var(--blue-soft); color: var(--soft); cursor: default; }
.main-button:active:not(:disabled) { filter: brightness(.92); }

.idcard {
  display: grid; grid-template-columns: 1fr 72px; gap: 10px 14px; align-items: end; margin-top: 16px; padding: 16px;
  border: 1px solid var(--line); border-radius: 16px; background: var(--paper);
}
.idcard__face { grid-row: 1 / 3; grid-column: 2; width: 72px; fill: var(--person); }
.field { min-width: 0; }
.field--wide { grid-column: 1 / 3; }
.field label, .field b { display: block; color: var(--blue); font-size: 13px; font-weight: 400; }
.field--muted { font-size: 15px; color: var(--soft); }
.field input {
  width: 100%; height: 44px; padding: 0 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--ground);
  font-size: 16px; font-variant-numeric: tabular-nums;
}
.field input[aria-invalid="true"] { border-color: var(--red); box-shadow: inset 0 0 0 1px var(--red); }
.error { min-height: 24px; margin: 8px 0 12px; color: var(--red); font-size: 15px; text-align: center; }

.oval { flex: 1 1 auto; display: grid; place-items: center; padding: 10px 0; }
.oval svg { height: clamp(120px, 100vh - 440px, 280px); }
.oval__ground { fill: var(--blue-soft); }
.oval__person { fill: var(--person); }
.oval__track, .oval__ring { fill: none; stroke-width: 6; }
.oval__track { stroke: var(--line); }
.oval__ring { stroke: var(--blue); stroke-linecap: round; stroke-dasharray: 0 100; transition: stroke-dasharray .4s; }
.digits { display: flex; justify-content: center; gap: 10px; margin-bottom: 16px; }
.digits span {
  width: 48px; height: 56px; border-radius: 12px; background: var(--paper); border: 1px solid var(--line);
  font-size: 30px; line-height: 54px; font-weight: 600; text-align: center; font-variant-numeric: tabular-nums;
}
.digits .is-now { background: var(--blue); border-color: var(--blue); color: var(--on-blue); }
.digits .is-read { color: var(--soft); }

.sign { width: 72px; margin-bottom: 16px; fill: none; stroke: var(--green); stroke-width: 3.5; stroke-linecap: round; stroke-linejoin: round; }
.sign--bad { stroke: var(--red); }
.reason { margin-top: 14px; padding: 10px 14px; border-radius: 10px; background: var(--paper); border: 1px solid var(--line); font-size: 14px; color: var(--soft); text-align: left; }

.dev { flex: none; border-top: 1px dashed var(--soft); background: var(--paper); font-size: 14px; padding-bottom: env(safe-area-inset-bottom); }
.dev__head { display: flex; align-items: center; gap: 8px; min-height: 44px; padding: 0 16px; cursor: pointer; list-style: none; }
.dev__head::-webkit-details-marker { display: none; }
.dev__head::after { content: "▴"; margin-left: auto; color: var(--soft); }
.dev[open] .dev__head::after { content: "▾"; }
.dev__now { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.dev__body { padding: 0 16px 12px; }
.dev__label { display: block; color: var(--soft); }
.dev__select { width: 100%; height: 44px; margin-top: 4px; padding: 0 8px; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); }
.dev__meaning { margin-top: 6px; color: var(--soft); overflow-wrap: anywhere; }

@media (max-width: 359px) { .bar { justify-content: flex-start; padding-left: 16px; } }
@media (prefers-reduced-motion: reduce) { .oval__ring { transition: none; } }
`
