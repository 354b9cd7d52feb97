import type { EaselEvent } from '../runtime/easel'
import type { BuiltIn, BuiltInHost, Self } from './built-in'
import { anything, controlOf, domOf, flag, list, sourceOf, text } from './built-in'

interface BoxData {
  name: string
  value: string
  checked: boolean
  disabled: boolean
  color: string
}

interface PickerData {
  range: unknown[]
  rangeKey: string
  value: unknown
  labels: string[]
}

const BOX_PROPERTIES = { value: text(), checked: flag(), disabled: flag(), color: text() }

function applyToBox(this: Self<BoxData>): void {
  const control = controlOf(this) as HTMLInputElement | null
  if (!control) return
  control.checked = this.data.checked
  control.disabled = this.data.disabled
  control.style.accentColor = this.data.color
}

function box(change: (self: Self<BoxData>, isChecked: boolean) => void): BuiltIn<BoxData> {
  return {
    properties: BOX_PROPERTIES,
    observers: { 'checked, disabled, color': applyToBox },
    lifetimes: { ready: applyToBox },
    methods: {
      _ignore() {},
      _change(event: EaselEvent) {
        change(this, sourceOf(event).checked)
      },
    },
  }
}

/** checkbox, radio and switch, with their groups. */
export function choiceBuiltIns({ forms }: BuiltInHost): Record<string, object> {
  const toggle = box((self, isChecked) => {
    self.setData({ checked: isChecked })
    self.triggerEvent('change', { value: isChecked })
  })
  return {
    checkbox: box((self, isChecked) => {
      self.setData({ checked: isChecked })
      forms.groupChanged(domOf(self), 'checkbox')
    }),
    radio: box((self) => {
      self.setData({ checked: true })
      forms.groupChanged(domOf(self), 'radio')
    }),
    switch: { ...toggle, properties: { ...BOX_PROPERTIES, name: text(), type: text('switch') } },
    'checkbox-group': { properties: { name: text() } },
    'radio-group': { properties: { name: text() } },
  }
}

function showSelection(this: Self<PickerData>): void {
  const select = domOf(this).querySelector('select')
  if (select) select.value = String(this.data.value || 0)
}

export const picker: BuiltIn<PickerData> = {
  properties: {
    name: text(),
    mode: text('selector'),
    range: list(),
    rangeKey: text(),
    value: anything(),
    disabled: flag(),
    start: text(),
    end: text(),
    fields: text('day'),
    headerText: text(),
  },
  data: { labels: [] },
  observers: {
    'range, rangeKey'(this: Self<PickerData>) {
      const { range, rangeKey } = this.data
      const label = (item: unknown) =>
        rangeKey ? (item as Record<string, unknown>)[rangeKey] : item
      this.setData({ labels: (range ?? []).map((item) => String(label(item))) })
    },
    value: showSelection,
  },
  lifetimes: { ready: showSelection },
  methods: {
    _ignore() {},
    _select(event: EaselEvent) {
      const { value } = sourceOf<HTMLSelectElement>(event)
      this.setData({ value: Number(value) })
      this.triggerEvent('change', { value })
    },
    _plain(event: EaselEvent) {
      const { value } = sourceOf(event)
      this.setData({ value })
      this.triggerEvent('change', { value })
    },
  },
}
