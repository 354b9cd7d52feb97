import { easelOf } from './dom-context'
import type { EaselElement } from './easel'

/** Collects what a `form` holds, and keeps groups of boxes together. */
export interface Forms {
  /** A button with `form-type` was tapped. */
  act(button: HTMLElement, type: string): void
  /** A checkbox or radio inside a group changed. */
  groupChanged(box: HTMLElement, kind: 'checkbox' | 'radio'): void
}

type Reader = (element: Element, data: Record<string, unknown>) => unknown

const READERS: Record<string, Reader> = {
  'wx-checkbox-group': (element) => checked(element, 'checkbox'),
  'wx-radio-group': (element) => checked(element, 'radio')[0] ?? '',
  'wx-switch': (_, data) => data.checked,
  'wx-input': (_, data) => data.value,
  'wx-textarea': (_, data) => data.value,
  'wx-picker': (_, data) => data.value,
}

/** @param isFormField Whether a custom component has the behaviour `wx://form-field`. */
export function createForms(isFormField: (element: EaselElement) => boolean): Forms {
  function fieldsOf(form: Element): Record<string, unknown> {
    const value: Record<string, unknown> = {}
    for (const element of form.querySelectorAll('*')) {
      const easel = easelOf(element)
      const data = dataOf(easel)
      if (!easel || typeof data.name !== 'string' || !data.name) continue
      const read = READERS[element.tagName.toLowerCase()]
      if (read) value[data.name] = read(element, data)
      else if (isFormField(easel)) value[data.name] = data.value
    }
    return value
  }

  return {
    act(button, type) {
      const form = button.closest('wx-form')
      if (!form) return
      const easel = easelOf(form)
      if (type === 'submit') easel?.triggerEvent('submit', { value: fieldsOf(form), formId: '' })
      if (type === 'reset') {
        resetFields(form)
        easel?.triggerEvent('reset', {})
      }
    },
    groupChanged(box, kind) {
      const group = box.closest(`wx-${kind}-group`)
      if (!group) return
      if (kind === 'radio') {
        for (const other of group.querySelectorAll('wx-radio')) {
          if (other !== box) easelOf(other)?.getMethodCaller?.().setData({ checked: false })
        }
      }
      const values = checked(group, kind)
      const value = kind === 'radio' ? values[0] : values
      easelOf(group)?.triggerEvent('change', { value })
    },
  }
}

function resetFields(form: Element): void {
  for (const field of form.querySelectorAll('wx-input,wx-textarea')) {
    easelOf(field)?.getMethodCaller?.().setData({ value: '' })
  }
  for (const box of form.querySelectorAll('wx-checkbox,wx-radio,wx-switch')) {
    easelOf(box)?.getMethodCaller?.().setData({ checked: false })
  }
}

function checked(group: Element, kind: string): unknown[] {
  return [...group.querySelectorAll(`wx-${kind}`)]
    .map((box) => dataOf(easelOf(box)))
    .filter((data) => data.checked)
    .map((data) => data.value)
}

function dataOf(easel: EaselElement | undefined): Record<string, unknown> {
  return easel?.getMethodCaller?.().data ?? {}
}
