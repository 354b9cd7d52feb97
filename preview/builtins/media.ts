import type { EaselEvent } from '../runtime/easel'
import type { BuiltIn, Self } from './built-in'
import { anything, domOf, flag, number, sourceOf, text } from './built-in'

interface ImageData {
  src: string
  mode: string
  url: string
  fit: string
}

const OBJECT_FIT: Record<string, string> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
}

function fitOf(mode: string): string {
  if (mode === 'widthFix') return 'width:100%;height:auto'
  if (mode === 'heightFix') return 'height:100%;width:auto'
  return `width:100%;height:100%;object-fit:${OBJECT_FIT[mode] ?? 'none'}`
}

/** Paths are relative to the page or component; the server has the files under `/__mp/`. */
function urlOf(self: Self<ImageData>, src: string): string {
  if (!src || /^([a-z]+:|\/\/)/i.test(src)) return src
  const owner = self._$.ownerShadowRoot?.getHostNode().is ?? ''
  return `/__mp${new URL(src, `http://app/${owner}`).pathname}`
}

export const image: BuiltIn<ImageData> = {
  properties: {
    src: text(),
    mode: text('scaleToFill'),
    lazyLoad: flag(),
    webp: flag(),
    showMenuByLongpress: flag(),
  },
  data: { fit: fitOf('scaleToFill'), url: '' },
  observers: {
    src(this: Self<ImageData>, src: string) {
      this.setData({ url: urlOf(this, src) })
    },
    mode(this: Self<ImageData>, mode: string) {
      this.setData({ fit: fitOf(mode) })
    },
  },
  methods: {
    _load(event: EaselEvent) {
      const { naturalWidth: width, naturalHeight: height } = sourceOf<HTMLImageElement>(event)
      if (this.data.mode === 'widthFix') domOf(this).style.height = 'auto'
      this.triggerEvent('load', { width, height })
    },
    _error() {
      this.triggerEvent('error', { errMsg: `GET ${this.data.src} failed` })
    },
  },
}

const GLYPHS: Record<string, [glyph: string, tint: string]> = {
  success: ['✔', '#07c160'],
  success_no_circle: ['✓', '#07c160'],
  info: ['ℹ', '#10aeff'],
  warn: ['!', '#fa5151'],
  waiting: ['◷', '#10aeff'],
  cancel: ['✕', '#fa5151'],
  download: ['⇩', '#07c160'],
  search: ['⌕', '#b2b2b2'],
  clear: ['⊗', '#b2b2b2'],
}

export const icon: BuiltIn<{ glyph: string; tint: string }> = {
  properties: { type: text(), size: anything(23), color: text() },
  data: { glyph: '', tint: '' },
  observers: {
    type(this: Self<{ glyph: string; tint: string }>, type: string) {
      const [glyph, tint] = GLYPHS[type] ?? ['', '']
      this.setData({ glyph, tint })
    },
  },
}

export const progress: BuiltIn = {
  properties: {
    percent: number(),
    showInfo: flag(),
    active: flag(),
    strokeWidth: number(6),
    activeColor: text('#09bb07'),
    backgroundColor: text('#ebebeb'),
    borderRadius: anything(0),
  },
}

/** A node of `rich-text`. */
interface RichNode {
  type?: string
  name?: string
  text?: string
  attrs?: Record<string, unknown>
  children?: RichNode[]
}

interface RichData {
  nodes: string | RichNode[]
}

const FORBIDDEN = 'script,iframe,object,embed,form,style,link,meta'

function renderRich(this: Self<RichData>): void {
  const place = domOf(this).querySelector('.mp-rich')
  if (!place) return
  const { nodes } = this.data
  place.replaceChildren(...(typeof nodes === 'string' ? fromHtml(nodes) : (nodes ?? []).map(toDom)))
}

function fromHtml(html: string): ChildNode[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const one of body.querySelectorAll(FORBIDDEN)) one.remove()
  for (const one of body.querySelectorAll('*')) {
    for (const { name } of [...one.attributes]) if (isHandler(name)) one.removeAttribute(name)
  }
  return [...body.childNodes]
}

function toDom(node: RichNode): Node {
  if (node.type === 'text') return document.createTextNode(node.text ?? '')
  const made = document.createElement(node.name ?? 'div')
  if (made.matches(FORBIDDEN)) return document.createTextNode('')
  for (const [name, value] of Object.entries(node.attrs ?? {})) {
    if (!isHandler(name)) made.setAttribute(name, String(value))
  }
  made.append(...(node.children ?? []).map(toDom))
  return made
}

function isHandler(attribute: string): boolean {
  return /^on/i.test(attribute)
}

export const richText: BuiltIn<RichData> = {
  properties: { nodes: anything(), space: text(), userSelect: flag() },
  observers: { nodes: renderRich },
  lifetimes: { ready: renderRich },
}

export const webView: BuiltIn<{ src: string }> = {
  properties: { src: text() },
  methods: {
    _load() {
      this.triggerEvent('load', { src: this.data.src })
    },
  },
}
