import { element } from './element'

/** A screen of WeChat's own, as the preview finds it. */
export interface AbilityScreen {
  url: string
  /** For screen readers. */
  title: string
}

/** What the screen is told when it opens. */
export interface AbilityEntry {
  openid: string
  /** Name of the API, or of the button's open-type. */
  api: string
  args: Record<string, unknown>
}

/** `swiped`: the person left by the system's own way. `silent`: gone, and nobody is told. */
export type ScreenEnd = { how: 'back'; result: object } | { how: 'swiped' } | { how: 'silent' }

interface Message {
  shiming?: unknown
  result?: unknown
}

/** How far a finger drags before the screen goes. CSS pixels. */
const SWIPE_PX = 48

/**
 * Shows a screen of WeChat's over the mini-program until it ends. The page in the frame says
 * `ready`, then gets `enter`, and ends with `back` and its result, or with `close`.
 */
export function showAbility(
  root: HTMLElement,
  { url, title }: AbilityScreen,
  entry: AbilityEntry,
): Promise<ScreenEnd> {
  return new Promise((resolve) => {
    const frame = element('iframe', { src: url, title, className: 'mp-ability-frame' })
    const edge = swipeEdge(() => end({ how: 'swiped' }))
    const overlay = element('section', { className: 'mp-ability' }, [frame, edge])
    overlay.setAttribute('aria-label', title)

    function end(how: ScreenEnd): void {
      window.removeEventListener('message', hear)
      overlay.remove()
      resolve(how)
    }

    function hear(event: MessageEvent<Message>): void {
      const here = event.source === frame.contentWindow && event.origin === location.origin
      if (!here || typeof event.data !== 'object' || event.data === null) return
      const { shiming, result } = event.data
      if (shiming === 'ready') {
        frame.contentWindow?.postMessage({ shiming: 'enter', ...entry }, location.origin)
      }
      if (shiming === 'close') end({ how: 'silent' })
      if (shiming === 'back' && typeof result === 'object' && result) end({ how: 'back', result })
    }

    window.addEventListener('message', hear)
    root.append(overlay)
  })
}

/** The left edge of the phone: dragged to the right, pressed, or reached by the keyboard. */
function swipeEdge(away: () => void): HTMLElement {
  const edge = element('button', { type: 'button', className: 'mp-edge' })
  edge.setAttribute('aria-label', '从屏幕边缘划走')
  let from = 0
  edge.addEventListener('pointerdown', (event) => {
    from = event.clientX
    edge.setPointerCapture(event.pointerId)
  })
  edge.addEventListener('pointerup', ({ clientX }) => {
    if (clientX - from > SWIPE_PX) away()
  })
  edge.addEventListener('click', (event) => {
    // A drag ends in a click as well, and a bare touch of the edge does nothing on a phone.
    if (event.detail === 0) away()
  })
  return edge
}
