/**
 * The narrow part of glass-easel that the preview uses, typed by hand: the packages' own types are
 * written for a component author and hide the host's side.
 */
import * as adapter from 'glass-easel-miniprogram-adapter'

/** A node of the shadow tree. */
export interface EaselElement {
  is?: string
  dataset: Record<string, unknown>
  classList: { toggle(name: string, force: boolean): void; contains(name: string): boolean }
  ownerShadowRoot?: { getHostNode(): EaselElement }
  getBackendElement(): HTMLElement
  getShadowRoot?(): EaselElement | undefined
  getMethodCaller?(): ComponentCaller
  querySelectorAll(selector: string): EaselElement[]
  addListener(name: string, listener: (event: EaselEvent) => void): void
  triggerEvent(name: string, detail?: unknown, options?: object): void
  triggerPageLifetime?(name: string, args: unknown[]): void
  hasBehavior?(behavior: unknown): boolean
}

/** `this` of a component's or page's methods. */
export interface ComponentCaller {
  data: Record<string, unknown>
  _$: EaselElement
  setData(data: Record<string, unknown>): void
  triggerEvent(name: string, detail?: unknown, options?: object): void
  createSelectorQuery(): object
  createIntersectionObserver(options?: object): object
}

export interface EaselEvent {
  type: string
  detail: unknown
  timeStamp: number
  target: ComponentCaller | EaselElement
  currentTarget: ComponentCaller | EaselElement
  getOriginalEvent?(): globalThis.Event
  getEventBubbleStatus(): unknown
}

export interface EventOptions {
  originalEvent?: globalThis.Event
  extraFields?: Record<string, unknown>
  bubbles?: boolean
  composed?: boolean
}

/** Registers components under a path. */
export interface ComponentEnv {
  Page(definition: object): void
  Component(definition: object): unknown
  Behavior(definition: object): unknown
}

export interface CodeSpace {
  addComponentStaticConfig(path: string, config: object): void
  addCompiledTemplate(path: string, template: object): void
  addStyleSheet(path: string, sheet: undefined, classPrefix: string | undefined): void
  getComponentStaticConfig(path: string): { styleIsolation?: string } | undefined
  getComponentSpace(): { setGlobalUsingComponent(tag: string, definition: unknown): void }
  componentEnv(path: string, run: (env: ComponentEnv) => void): void
  behavior(): Builder
  component(path: string): Builder
}

export interface Builder {
  definition(definition: object): Builder
  register(): { _$: unknown }
}

/** A page mounted by the host. */
export interface PageRoot {
  get(): ComponentCaller
  getComponent(): EaselElement
  attach(parent: HTMLElement, placeholder: HTMLElement): void
  release(): void
}

export interface Backend {
  createRoot(tag: string, space: CodeSpace, path: string): PageRoot
}

export interface BackendContext {
  onEvent(
    handler: (
      target: EaselElement,
      type: string,
      detail: unknown,
      options: EventOptions,
    ) => unknown,
  ): void
}

interface Easel {
  glassEasel: {
    CurrentWindowBackendContext: new () => BackendContext & { document: unknown }
    Element: { prototype: ElementPrototype }
    Event: {
      new (type: string, detail: unknown, options: EventOptions): EaselEvent
      dispatchEvent(target: EaselElement, event: EaselEvent): void
    }
    addGlobalWarningListener(listener: (message: string) => boolean): void
    addGlobalErrorListener(listener: (error: unknown) => boolean): void
  }
  MiniProgramEnv: new () => {
    associateBackend(context: BackendContext): Backend
    createCodeSpace(id: string, isMainSpace: boolean): CodeSpace
  }
}

/** What of the element's prototype is extended, to show ids and data on the DOM. */
export interface ElementPrototype {
  setDataset(this: EaselElement, name: string, value: unknown): void
  setNodeStyle(this: EaselElement, style: string, segment?: number): unknown
}

export const { glassEasel, MiniProgramEnv } = adapter as unknown as Easel
