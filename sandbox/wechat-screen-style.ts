/** What WeChat's own screens add to the look that all pages of the sandbox share. */
export const SCREEN_STYLE = `
:root { --blue: #087a41; --blue-soft: #e3f5ea; }
@media (prefers-color-scheme: dark) { :root { --blue: #4cd58a; --blue-soft: #17342a; --on-blue: #06240f; } }

.bar__cancel { position: absolute; left: 8px; bottom: 2px; min-width: 56px; height: 44px; padding: 0 8px; border: 0; background: none; color: var(--ink); cursor: pointer; }
.choice { display: flex; gap: 12px; margin-top: auto; padding-top: 16px; }
.choice .main-button { width: auto; flex: 1; position: static; margin: 0; box-shadow: none; }
.second-button { flex: 1; min-height: 52px; border: 0; border-radius: 12px; background: var(--line); color: var(--ink); font-size: 17px; cursor: pointer; }
.terms { width: 100%; margin: 20px 0 0; padding: 4px 16px; border: 1px solid var(--line); border-radius: 14px; background: var(--paper); text-align: left; }
.terms div { display: flex; gap: 12px; padding: 12px 0; }
.terms div + div { border-top: 1px solid var(--line); }
.terms { font-size: 15px; }
.terms dt { flex: 0 0 4.5em; color: var(--soft); }
.terms dd { flex: 1; min-width: 0; margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
.camera { width: 64px; margin-bottom: 16px; fill: none; stroke: var(--blue); stroke-width: 3; stroke-linejoin: round; }
.dev__button { width: 100%; min-height: 44px; margin-top: 8px; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); cursor: pointer; }

body[data-flow^="consent"] { background: rgba(0, 0, 0, .56); justify-content: flex-end; }
body[data-flow^="consent"] .notice, body[data-flow^="consent"] .bar { width: 100%; max-width: 430px; margin: 0 auto; }
body[data-flow^="consent"] .bar { margin-top: auto; border-radius: 16px 16px 0 0; }
body[data-flow^="consent"] .main { flex: 0 1 auto; width: 100%; max-width: 430px; margin: 0 auto; background: var(--ground); }
.pin { display: flex; gap: 8px; justify-content: center; margin: 20px 0; }
.pin i { display: grid; place-items: center; width: 44px; height: 48px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); }
.pin .is-full::after { content: ""; width: 12px; height: 12px; border-radius: 50%; background: var(--ink); }
.pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; }
.pad button { min-height: 52px; border: 0; border-radius: 8px; background: var(--paper); font-size: 22px; cursor: pointer; }
.pad button:active { background: var(--line); }
.pad .pad__erase { font-size: 16px; background: none; }

body[data-flow$="face"] .oval { margin: 12px 0; }
body[data-colour] .oval { border-radius: 24px; transition: background .3s; }
body[data-colour="0"] .oval { background: #f3c9c4; }
body[data-colour="1"] .oval { background: #c6e6cf; }
body[data-colour="2"] .oval { background: #c5d9f5; }
body[data-colour="3"] .oval { background: #f5e7b8; }
@media (max-width: 359px) { .pin i { width: 38px; } .bar { justify-content: center; padding-left: 0; } }
@media (prefers-reduced-motion: reduce) { body[data-colour] .oval { transition: none; } }
`
