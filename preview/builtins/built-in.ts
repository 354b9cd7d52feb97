import type { ComponentCaller, EaselEvent } from '../runtime/easel'
import type { Forms } from '../runtime/forms'

/** What built-in components need from the phone. */
export interface BuiltInHost {
  forms: Forms
  /** A tap from the keyboard. */
  tapped(): void
  /**
   * The person tapped a button with an open-type.
   *
   * @returns Detail of the event of that open-type; `undefined`: no event.
   */
  openType(type: string, data: Record<string, unknown>): Promise<object | undefined>
  /** A `navigator` was tapped. */
  navigate(data: Record<string, unknown>): void
}

/** `this` in a built-in: its data is what its properties say. */
export type Self<Data> = Omit<ComponentCaller, 'data' | 'setData'> & {
  data: Data
  setData(data: Partial<Data>): void
}

interface Property {
  type: unknown
  value?: unknown
}

/** A built-in component's behaviour; its template stands in `templates.ts`. */
export interface BuiltIn<Data = Record<string, unknown>> {
  properties?: Record<string, Property>
  data?: Partial<Data>
  externalClasses?: string[]
  observers?: Record<string, (this: Self<Data>, ...values: never[]) => void>
  lifetimes?: {
    attached?(this: Self<Data>): void
    ready?(this: Self<Data>): void
  }
  methods?: Record<string, (this: Self<Data>, event: EaselEvent) => void>
}

export const text = (value = ''): Property => ({ type: String, value })
export const flag = (value = false): Property => ({ type: Boolean, value })
export const number = (value = 0): Property => ({ type: Number, value })
export const anything = (value: unknown = ''): Property => ({ type: null, value })
export const list = (): Property => ({ type: Array, value: [] })

/** The HTML element of a built-in. */
export function domOf(self: { _$: ComponentCaller['_$'] }): HTMLElement {
  return self._$.getBackendElement()
}

/** The form control inside a built-in. */
export function controlOf(self: {
  _$: ComponentCaller['_$']
}): HTMLInputElement | HTMLTextAreaElement | null {
  return domOf(self).querySelector<HTMLInputElement>('input,textarea')
}

/** The HTML element a DOM event came from. */
export function sourceOf<E extends Element = HTMLInputElement>(event: EaselEvent): E {
  const original =
    event.getOriginalEvent?.() ?? (event as { _$originalEvent?: Event })._$originalEvent
  return original?.target as E
}
