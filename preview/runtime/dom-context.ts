import { domTag } from '../builtins/dom-tag'
import { rewriteRpx } from '../rpx'
import type { BackendContext, EaselElement, EventOptions } from './easel'
import { glassEasel } from './easel'

/** Creates DOM nodes whose tags do not clash with HTML's. */
class DomContext extends glassEasel.CurrentWindowBackendContext {
  constructor() {
    super()
    this.document = {
      createElement: (tag: string) => document.createElement(domTag(tag)),
      createTextNode: (text: string) => document.createTextNode(text),
      createDocumentFragment: () => document.createDocumentFragment(),
    }
  }
}

const POINTER_EVENT = /^(tap|touch|longpress|longtap|mouse)/

/**
 * The bridge from DOM events to component events.
 *
 * @param tapped Called before the handlers of a tap run.
 */
export function createDomContext(tapped: () => void): BackendContext {
  extendElements()
  const context = new DomContext()
  context.onEvent((target, type, detail, options) => {
    if (POINTER_EVENT.test(type)) options.extraFields = touchesOf(options.originalEvent)
    if (type === 'tap') tapped()
    const event = new glassEasel.Event(type, detail, options)
    glassEasel.Event.dispatchEvent(target, event)
    return event.getEventBubbleStatus()
  })
  return context
}

/** A tap from the keyboard, for whoever has no pointer. */
export function tapByKey(element: HTMLElement, tapped: () => void): void {
  const { left, top, width, height } = element.getBoundingClientRect()
  const target = easelOf(element)
  if (!target) return
  tapped()
  const detail = { x: left + width / 2, y: top + height / 2 }
  const options: EventOptions = { bubbles: true, composed: true }
  options.extraFields = { touches: [], changedTouches: [] }
  glassEasel.Event.dispatchEvent(target, new glassEasel.Event('tap', detail, options))
}

/** The component or node behind a DOM element. */
export function easelOf(element: Element): EaselElement | undefined {
  return (element as { __wxElement?: EaselElement }).__wxElement
}

function touchesOf(event: globalThis.Event | undefined): Record<string, unknown> {
  if (!event) return {}
  const { touches, changedTouches } = event as Partial<TouchEvent>
  const points = (list: TouchList | undefined) =>
    Array.from(list ?? [event as unknown as Touch], pointOf)
  return { touches: points(touches), changedTouches: points(changedTouches) }
}

function pointOf({ identifier, clientX, clientY, pageX, pageY }: Touch): object {
  return { identifier: identifier ?? 0, clientX, clientY, pageX, pageY }
}

/** Shows `id` and `data-…` on the DOM, for selectors and tests, and rpx in inline styles. */
function extendElements(): void {
  const prototype = glassEasel.Element.prototype
  const { setDataset, setNodeStyle } = prototype
  prototype.setDataset = function (name, value) {
    setDataset.call(this, name, value)
    const attribute = `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    if (value === null || typeof value !== 'object') {
      this.getBackendElement()?.setAttribute?.(attribute, String(value))
    }
  }
  prototype.setNodeStyle = function (style, segment) {
    return setNodeStyle.call(this, typeof style === 'string' ? rewriteRpx(style) : style, segment)
  }
  const id = Object.getOwnPropertyDescriptor(prototype, 'id')
  Object.defineProperty(prototype, 'id', {
    ...id,
    set(this: EaselElement, value: string) {
      id?.set?.call(this, value)
      this.getBackendElement()?.setAttribute?.('data-mp-id', String(value))
    },
  })
}
