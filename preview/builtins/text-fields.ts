import type { EaselEvent } from '../runtime/easel'
import type { BuiltIn, Self } from './built-in'
import { anything, controlOf, flag, number, sourceOf, text } from './built-in'

interface FieldData {
  name: string
  value: unknown
  type: string
  password: boolean
  disabled: boolean
  maxlength: number
  focus: boolean
  htmlType: string
  mode: string
  isEmpty: boolean
}

type Field = Self<FieldData>

const PROPERTIES = {
  name: text(),
  value: anything(),
  disabled: flag(),
  placeholder: text(),
  placeholderStyle: text(),
  maxlength: number(140),
  focus: flag(),
  autoFocus: flag(),
  cursor: number(-1),
  cursorSpacing: number(),
  selectionStart: number(-1),
  selectionEnd: number(-1),
  adjustPosition: flag(true),
  holdKeyboard: flag(),
  confirmType: text('done'),
  confirmHold: flag(),
}

const KEYBOARDS: Record<string, string> = {
  number: 'numeric',
  digit: 'decimal',
  idcard: 'text',
  tel: 'tel',
}

const OBSERVERS: BuiltIn<FieldData>['observers'] = {
  value(this: Field, value: unknown) {
    const shown = String(value ?? '')
    const control = controlOf(this)
    if (control && control.value !== shown) control.value = shown
    this.setData({ isEmpty: shown === '' })
  },
  'disabled, maxlength, focus': applyToControl,
}

/** Property observers do not run for default values, so this runs once more when ready. */
function applyToControl(this: Field): void {
  const control = controlOf(this)
  if (!control) return
  const { disabled, maxlength, focus } = this.data
  control.disabled = disabled
  if (maxlength >= 0) control.maxLength = maxlength
  else control.removeAttribute('maxlength')
  if (focus) setTimeout(() => control.focus())
}

const METHODS: BuiltIn<FieldData>['methods'] = {
  _ignore() {},
  _input(event: EaselEvent) {
    const { value, selectionStart } = sourceOf(event)
    this.setData({ value, isEmpty: value === '' })
    this.triggerEvent('input', { value, cursor: selectionStart ?? value.length, keyCode: 0 })
  },
  _focus(event: EaselEvent) {
    this.triggerEvent('focus', { value: sourceOf(event).value, height: 0 })
  },
  _blur(event: EaselEvent) {
    const { value } = sourceOf(event)
    this.triggerEvent('blur', { value, cursor: value.length })
    this.triggerEvent('change', { value })
  },
  _key(event: EaselEvent) {
    const key = (event.getOriginalEvent?.() as KeyboardEvent | undefined)?.key
    if (key === 'Enter') this.triggerEvent('confirm', { value: sourceOf(event).value })
  },
}

export const input: BuiltIn<FieldData> = {
  externalClasses: ['placeholder-class'],
  properties: {
    ...PROPERTIES,
    type: text('text'),
    password: flag(),
    alwaysEmbed: flag(),
    safePasswordCertPath: text(),
  },
  data: { htmlType: 'text', mode: 'text', isEmpty: true },
  observers: {
    ...OBSERVERS,
    'type, password'(this: Field) {
      const { type, password } = this.data
      const htmlType = password || type === 'safe-password' ? 'password' : 'text'
      this.setData({ htmlType, mode: KEYBOARDS[type] ?? 'text' })
    },
  },
  methods: METHODS,
  lifetimes: { ready: applyToControl },
}

export const textarea: BuiltIn<FieldData> = {
  externalClasses: ['placeholder-class'],
  properties: {
    ...PROPERTIES,
    autoHeight: flag(),
    fixed: flag(),
    showConfirmBar: flag(true),
    disableDefaultPadding: flag(),
  },
  data: { isEmpty: true },
  observers: OBSERVERS,
  methods: METHODS,
  lifetimes: { ready: applyToControl },
}
