import { buttonBuiltIn, label, listenToKeys, navigatorBuiltIn, scrollView } from './actions'
import type { BuiltIn, BuiltInHost } from './built-in'
import { domOf, flag, text } from './built-in'
import { choiceBuiltIns, picker } from './choices'
import { icon, image, progress, richText, webView } from './media'
import { input, textarea } from './text-fields'

/** Attributes for screen readers that every built-in passes on to the DOM, by property name. */
const ARIA: Record<string, string> = {
  ariaLabel: 'aria-label',
  ariaRole: 'role',
  ariaLive: 'aria-live',
  ariaAtomic: 'aria-atomic',
  ariaHidden: 'aria-hidden',
  ariaDisabled: 'aria-disabled',
  ariaChecked: 'aria-checked',
  ariaSelected: 'aria-selected',
  ariaExpanded: 'aria-expanded',
  ariaPressed: 'aria-pressed',
  ariaCurrent: 'aria-current',
  ariaInvalid: 'aria-invalid',
  ariaRequired: 'aria-required',
  ariaModal: 'aria-modal',
  ariaBusy: 'aria-busy',
  ariaLevel: 'aria-level',
  ariaValuemin: 'aria-valuemin',
  ariaValuemax: 'aria-valuemax',
  ariaValuenow: 'aria-valuenow',
  ariaValuetext: 'aria-valuetext',
  ariaDescribedby: 'aria-describedby',
  ariaLabelledby: 'aria-labelledby',
}

/** On a form field these describe the control inside, which is what is focused. */
const FIELD_ARIA = new Set(['aria-label', 'aria-invalid', 'aria-required', 'aria-describedby'])
/** What says it can be tapped can be reached and tapped by the keyboard. */
const TAPPABLE = new Set(['button', 'link', 'checkbox', 'radio', 'tab'])
const FIELDS = 'wx-input,wx-textarea,wx-switch,wx-checkbox,wx-radio,wx-picker'

function ariaObservers(host: BuiltInHost): BuiltIn['observers'] {
  const rows = Object.entries(ARIA).map(([property, attribute]) => [
    property,
    function (this: Parameters<typeof domOf>[0], value: unknown) {
      showAria(domOf(this), attribute, value)
      if (property === 'ariaRole' && TAPPABLE.has(String(value))) {
        domOf(this).tabIndex = 0
        listenToKeys(domOf(this), host)
      }
    },
  ])
  return Object.fromEntries(rows)
}

function showAria(element: HTMLElement, attribute: string, value: unknown): void {
  const inner = element.matches(FIELDS) && FIELD_ARIA.has(attribute)
  const target = inner ? (element.querySelector('input,textarea,select') ?? element) : element
  if (value === '' || value === undefined || value === null) target.removeAttribute(attribute)
  else target.setAttribute(attribute, String(value))
}

/** What every built-in has. */
export function commonBuiltIn(host: BuiltInHost): BuiltIn {
  return {
    properties: {
      hidden: flag(),
      hoverClass: text(),
      hoverStopPropagation: flag(),
      hoverStartTime: { type: Number, value: 0 },
      hoverStayTime: { type: Number, value: 0 },
      ...Object.fromEntries(Object.keys(ARIA).map((name) => [name, { type: null, value: '' }])),
    },
    observers: {
      hidden(this: Parameters<typeof domOf>[0], isHidden: boolean) {
        domOf(this).toggleAttribute('hidden', isHidden)
      },
      ...ariaObservers(host),
    },
  }
}

/** Behaviour of the built-in components by tag; one that is missing has none. */
export function createBuiltIns(host: BuiltInHost): Record<string, object> {
  return {
    button: buttonBuiltIn(host),
    navigator: navigatorBuiltIn(host),
    form: { properties: { reportSubmit: flag() } },
    text: { properties: { selectable: flag(), userSelect: flag(), space: text(), decode: flag() } },
    'root-portal': { properties: { enable: flag(true) } },
    'page-meta': {
      properties: {
        pageStyle: text(),
        rootFontSize: text(),
        rootBackgroundColor: text(),
        backgroundTextStyle: text(),
        backgroundColor: text(),
        pageOrientation: text(),
      },
      observers: {
        'pageStyle, rootFontSize'(this: Parameters<typeof domOf>[0], style: string, size: string) {
          applyPageMeta(domOf(this), style, size)
        },
      },
    },
    ...choiceBuiltIns(host),
    label,
    'scroll-view': scrollView,
    input,
    textarea,
    picker,
    image,
    icon,
    progress,
    'rich-text': richText,
    'web-view': webView,
  }
}

/** `page-meta` styles the page it stands in; it is attached to it only after this runs first. */
function applyPageMeta(meta: HTMLElement, style: string, rootFontSize: string): void {
  queueMicrotask(() => {
    const page = meta.closest<HTMLElement>('wx-page')
    if (page) page.style.cssText = `${style};font-size:${rootFontSize}`
  })
}
