import { element } from './element'

/** A button at the foot of a dialogue. */
export interface Choice<T> {
  text: string
  value: T
  colour?: string
  main?: boolean
}

/** WeChat's own dialogues over the mini-program. */
export interface Dialogs {
  /** Escape gives the first choice. */
  ask<T>(question: Question<T>): Promise<T>
  /** @returns Index of the chosen item, -1 when dismissed. */
  sheet(items: string[], colour?: string): Promise<number>
  toast(text: string, options: { icon: string; mask: boolean; durationMs?: number }): void
  hideToast(): void
  /** A cover that stays until its button is pressed. */
  cover(text: string, action: string): Promise<void>
}

export interface Question<T> {
  title: string
  content?: string
  /** Text field; its value is told to `typed` when the dialogue closes. */
  field?: { placeholder: string; value: string; typed(value: string): void }
  choices: [Choice<T>, ...Choice<T>[]]
}

const TOAST_SIGNS: Record<string, string> = { success: '✓', error: '!', loading: '' }

export function createDialogs(root: HTMLElement): Dialogs {
  let toast: HTMLElement | undefined
  let toastTimer = 0

  function open(box: HTMLElement, label: string, role: string): () => void {
    const before = document.activeElement
    const mask = element('div', { className: 'mp-mask' }, [box])
    box.setAttribute('role', role)
    box.setAttribute('aria-modal', 'true')
    box.setAttribute('aria-label', label)
    root.append(mask)
    const first = box.querySelector<HTMLElement>('input,textarea,[data-main],button')
    first?.focus({ preventScroll: true })
    return () => {
      mask.remove()
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }

  function ask<T>({ title, content, field, choices }: Question<T>): Promise<T> {
    return new Promise((resolve) => {
      const input = field && element('input', { className: 'mp-modal-field', ...onlyText(field) })
      const end = (value: T) => {
        close()
        if (input) field?.typed(input.value)
        resolve(value)
      }
      const buttons = choices.map((choice) => choiceButton(choice, end))
      const box = element('section', { className: 'mp-modal' }, [
        ...(title ? [element('h2', { textContent: title })] : []),
        ...(content ? [element('p', { textContent: content })] : []),
        ...(input ? [input] : []),
        element('footer', {}, buttons),
      ])
      box.addEventListener('keydown', ({ key }) => {
        if (key === 'Escape') end(choices[0].value)
      })
      const close = open(box, title || content || '', 'dialog')
    })
  }

  function sheet(items: string[], colour = ''): Promise<number> {
    return new Promise((resolve) => {
      const end = (index: number) => {
        close()
        resolve(index)
      }
      const rows = [...items, '取消'].map((text, index) => {
        const chosen = index === items.length ? -1 : index
        const row = element('button', { type: 'button', textContent: text })
        row.className = 'mp-sheet-row'
        row.setAttribute('role', 'menuitem')
        row.style.color = chosen < 0 ? '' : colour
        row.onclick = () => end(chosen)
        return row
      })
      const box = element('section', { className: 'mp-sheet' }, rows)
      box.addEventListener('keydown', ({ key }) => {
        if (key === 'Escape') end(-1)
      })
      const close = open(box, '请选择', 'menu')
      box.parentElement?.addEventListener('click', ({ target }) => {
        if (target === box.parentElement) end(-1)
      })
    })
  }

  function hideToast(): void {
    clearTimeout(toastTimer)
    toast?.remove()
  }

  return {
    ask,
    sheet,
    hideToast,
    toast(text, { icon, mask, durationMs }) {
      hideToast()
      const box = element('div', { className: 'mp-toast' })
      box.dataset.icon = icon
      if (icon in TOAST_SIGNS) {
        const sign = element('i', { textContent: TOAST_SIGNS[icon] ?? '' })
        sign.className = icon === 'loading' ? 'mp-spinner' : 'mp-toast-sign'
        box.append(sign)
      }
      box.append(element('span', { textContent: text }))
      toast = element('div', { className: mask ? 'mp-toast-mask' : 'mp-toast-place' }, [box])
      toast.setAttribute('role', 'status')
      root.append(toast)
      if (durationMs !== undefined) toastTimer = window.setTimeout(hideToast, durationMs)
    },
    cover(text, action) {
      return new Promise((resolve) => {
        const go = element('button', {
          type: 'button',
          textContent: action,
          className: 'mp-cover-go',
        })
        const cover = element('section', { className: 'mp-cover' }, [
          element('p', { textContent: text }),
          go,
        ])
        go.onclick = () => {
          cover.remove()
          resolve()
        }
        root.append(cover)
        go.focus()
      })
    },
  }
}

function onlyText({ placeholder, value }: { placeholder: string; value: string }) {
  return { placeholder, value }
}

function choiceButton<T>(choice: Choice<T>, end: (value: T) => void): HTMLButtonElement {
  const made = element('button', { type: 'button', textContent: choice.text })
  if (choice.main) made.dataset.main = ''
  made.style.color = choice.colour ?? ''
  made.onclick = () => end(choice.value)
  return made
}
