import { element } from './element'

/** Another mini-program that may be opened, as `/__preview.json` lists it. */
export interface Destination {
  url: string
  name: string
}

/** What the other mini-program is told when it opens. */
export interface Entry {
  /** AppID of the caller. */
  appId: string
  path: string
  extraData: unknown
  envVersion: string
}

/** How it ended: with what was given back, if anything. */
export interface VisitEnd {
  /** Set when another mini-program than the one opened pretends to return. */
  fromAppId?: string
  extraData?: unknown
}

interface Message {
  shiming?: unknown
  extraData?: unknown
  fromAppId?: unknown
}

/**
 * Shows another mini-program over the phone's screen until it goes back or is closed. The page in
 * the frame says `ready`, then gets `enter`, and ends with `back` or `close`.
 *
 * @param left Takes it off the screen when the person goes elsewhere; then there is no end.
 */
export function visit(
  root: HTMLElement,
  to: Destination,
  { entry, left }: { entry: Entry; left: AbortSignal },
): Promise<VisitEnd> {
  return new Promise((resolve) => {
    const frame = element('iframe', { src: to.url, title: to.name, className: 'mp-visit-frame' })
    const close = element('button', { type: 'button', className: 'mp-close' })
    close.setAttribute('aria-label', `关闭${to.name}`)
    const capsule = element('div', { className: 'mp-capsule' }, [
      element('span', { className: 'mp-more' }),
      close,
    ])
    const title = element('h2', { className: 'mp-title', textContent: to.name })
    const bar = element('div', { className: 'mp-bar' }, [title, capsule])
    const overlay = element('section', { className: 'mp-visit' }, [bar, frame])
    overlay.setAttribute('aria-label', to.name)

    function remove(): void {
      window.removeEventListener('message', hear)
      overlay.remove()
    }

    function end(result: VisitEnd): void {
      remove()
      resolve(result)
    }

    function hear(event: MessageEvent<Message>): void {
      const here = event.source === frame.contentWindow && event.origin === location.origin
      if (!here || typeof event.data !== 'object' || event.data === null) return
      const { shiming, extraData, fromAppId } = event.data
      if (shiming === 'ready') {
        frame.contentWindow?.postMessage({ shiming: 'enter', ...entry }, location.origin)
      }
      if (shiming === 'close') end({})
      if (shiming === 'back') {
        end({ extraData, fromAppId: typeof fromAppId === 'string' ? fromAppId : undefined })
      }
    }

    left.addEventListener('abort', remove)
    window.addEventListener('message', hear)
    close.onclick = () => end({})
    root.append(overlay)
  })
}
