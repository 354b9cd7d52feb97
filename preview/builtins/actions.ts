import { tapByKey } from '../runtime/dom-context'
import type { BuiltIn, BuiltInHost, Self } from './built-in'
import { anything, controlOf, domOf, flag, list, number, text } from './built-in'

/** Event that a button's open-type fires when it has been answered. */
const OPEN_TYPE_EVENTS: Record<string, string> = {
  agreePrivacyAuthorization: 'agreeprivacyauthorization',
  getRealnameAuthInfo: 'getrealnameauthinfo',
}

interface ButtonData extends Record<string, unknown> {
  type: string
  size: string
  plain: boolean
  disabled: boolean
  formType: string
  openType: string
}

function showButton(this: Self<ButtonData>): void {
  const element = domOf(this)
  const { type, size, plain, disabled } = this.data
  element.setAttribute('type', type)
  element.setAttribute('size', size)
  element.toggleAttribute('plain', plain)
  element.toggleAttribute('disabled', disabled)
  element.setAttribute('aria-disabled', String(disabled))
  element.tabIndex = disabled ? -1 : 0
}

const LISTENING = new WeakSet<HTMLElement>()

/** Enter and space tap; a phone has neither, but whoever presents the preview may. */
export function listenToKeys(element: HTMLElement, host: BuiltInHost): void {
  if (LISTENING.has(element)) return
  LISTENING.add(element)
  element.addEventListener('keydown', (event) => {
    if (event.target !== element || (event.key !== 'Enter' && event.key !== ' ')) return
    event.preventDefault()
    tapByKey(element, host.tapped)
  })
}

export function buttonBuiltIn(host: BuiltInHost): BuiltIn<ButtonData> {
  return {
    properties: {
      type: text('default'),
      size: text('default'),
      plain: flag(),
      disabled: flag(),
      loading: flag(),
      formType: text(),
      openType: text(),
      name: text(),
      categoryId: list(),
    },
    observers: { 'type, size, plain, disabled': showButton },
    lifetimes: {
      attached() {
        const element = domOf(this)
        if (!element.hasAttribute('role')) element.setAttribute('role', 'button')
        showButton.call(this)
        listenToKeys(element, host)
        this._$.addListener('tap', () => tapButton(this, host))
      },
    },
  }
}

function tapButton(self: Self<ButtonData>, host: BuiltInHost): void {
  const { disabled, formType, openType } = self.data
  if (disabled) return
  if (formType) host.forms.act(domOf(self), formType)
  for (const type of openType ? openType.split('|') : []) {
    host.openType(type, { ...self.data }).then((detail) => {
      if (detail) self.triggerEvent(OPEN_TYPE_EVENTS[type] ?? type.toLowerCase(), detail)
    }, console.error)
  }
}

export function navigatorBuiltIn(host: BuiltInHost): BuiltIn {
  return {
    properties: {
      url: text(),
      openType: text('navigate'),
      target: text('self'),
      delta: number(1),
      appId: text(),
      path: text(),
      extraData: anything(),
      version: text('release'),
    },
    lifetimes: {
      attached() {
        const element = domOf(this)
        element.setAttribute('role', 'link')
        element.tabIndex = 0
        listenToKeys(element, host)
        this._$.addListener('tap', () => host.navigate({ ...this.data }))
      },
    },
  }
}

const BOXES = ['wx/checkbox', 'wx/radio', 'wx/switch']

/** A tap on the words goes to the control; a tap on the control itself is not doubled. */
export const label: BuiltIn<{ for: string }> = {
  properties: { for: text() },
  lifetimes: {
    attached() {
      this._$.addListener('tap', ({ target }) => {
        const tapped = '_$' in target ? target._$ : target
        if (BOXES.includes(tapped.is ?? '')) return
        const id = this.data.for
        const owner = id && document.querySelector<HTMLElement>(`[data-mp-id="${CSS.escape(id)}"]`)
        const control = owner ? owner.querySelector<HTMLElement>('input,textarea') : controlOf(this)
        if (control instanceof HTMLInputElement && /checkbox|radio/.test(control.type)) {
          control.click()
        } else if (control) control.focus()
        else if (owner) owner.click()
      })
    },
  },
}

interface ScrollData {
  scrollX: boolean
  scrollY: boolean
  overflow: string
  lowerThreshold: number
  upperThreshold: number
}

export const scrollView: BuiltIn<ScrollData> = {
  properties: {
    scrollX: flag(),
    scrollY: flag(),
    scrollTop: anything(),
    scrollLeft: anything(),
    scrollIntoView: text(),
    scrollWithAnimation: flag(),
    lowerThreshold: number(50),
    upperThreshold: number(50),
    enhanced: flag(),
    showScrollbar: flag(true),
    bounces: flag(true),
    enableFlex: flag(),
    type: text(),
  },
  data: { overflow: '' },
  observers: {
    'scrollX, scrollY'(this: Self<ScrollData>) {
      const { scrollX, scrollY } = this.data
      const flow = (on: boolean) => (on ? 'auto' : 'hidden')
      this.setData({ overflow: `overflow-x:${flow(scrollX)};overflow-y:${flow(scrollY)}` })
    },
    scrollTop(this: Self<ScrollData>, top: unknown) {
      const inner = domOf(this).querySelector('.mp-scroll')
      if (inner && top !== '') inner.scrollTop = Number(top)
    },
    scrollIntoView(this: Self<ScrollData>, id: string) {
      if (!id) return
      const find = () => domOf(this).querySelector(`[data-mp-id="${CSS.escape(id)}"]`)
      setTimeout(() => find()?.scrollIntoView({ block: 'nearest' }))
    },
  },
  methods: {
    _scroll() {
      const inner = domOf(this).querySelector('.mp-scroll')
      if (!inner) return
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight } = inner
      this.triggerEvent('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth })
      const left = scrollHeight - scrollTop - clientHeight
      if (left <= this.data.lowerThreshold) {
        this.triggerEvent('scrolltolower', { direction: 'bottom' })
      }
      if (scrollTop <= this.data.upperThreshold) {
        this.triggerEvent('scrolltoupper', { direction: 'top' })
      }
    },
  },
}
