import type { ComponentCaller, EaselElement, EaselEvent } from './easel'

/** What a WXS event handler may do with a component. */
export type Descriptor = Record<string, unknown> | null

type Handler = (event: object, owner?: Descriptor) => unknown

/**
 * Calls an event handler of the template: a method of the page or component, or, when the compiler
 * gives a `path`, a WXS function, which is called with the event and its owner.
 */
export function callListener(
  caller: ComponentCaller,
  event: EaselEvent,
  handler: Handler,
  path: unknown,
): unknown {
  if (!path) return handler.call(caller, event)
  const target = '_$' in event.currentTarget ? event.currentTarget._$ : event.currentTarget
  const { type, detail, timeStamp } = event
  const copied = { ...event, type, detail, timeStamp, instance: describe(target, caller) }
  return handler(copied, describe(caller._$, caller))
}

const states = new WeakMap<EaselElement, object>()

function describe(node: EaselElement | undefined, caller: ComponentCaller): Descriptor {
  if (!node) return null
  const element = node.getBackendElement()
  const state = states.get(node) ?? {}
  states.set(node, state)
  const find = (selector: string) => (node.getShadowRoot?.() ?? node).querySelectorAll(selector)
  return {
    selectComponent: (selector: string) => describe(find(selector)[0], caller),
    selectAllComponents: (selector: string) => find(selector).map((one) => describe(one, caller)),
    setStyle: (style: Record<string, string>) => void Object.assign(element.style, style),
    addClass: (name: string) => node.classList.toggle(name, true),
    removeClass: (name: string) => node.classList.toggle(name, false),
    hasClass: (name: string) => node.classList.contains(name),
    getDataset: () => node.dataset,
    getState: () => state,
    callMethod: (name: string, argument: unknown) =>
      (caller as unknown as Record<string, ((value: unknown) => unknown) | undefined>)[name]?.(
        argument,
      ),
    triggerEvent: (name: string, detail: unknown, options?: object) =>
      node.triggerEvent(name, detail, options),
    requestAnimationFrame: (run: FrameRequestCallback) => requestAnimationFrame(run),
    getBoundingClientRect: () => element.getBoundingClientRect(),
  }
}
