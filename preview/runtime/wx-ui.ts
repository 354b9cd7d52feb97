import type { WxPart } from './api'
import { ApiFailure } from './api'
import type { Dialogs } from './dialogs'
import type { PageStack } from './page-stack'

const WECHAT_LINK = '#576b95'
const TOAST_MS = 1500

/** Toasts, dialogues and the navigation bar. `redraw`: the bar of the page in front changed. */
export function wxUi(dialogs: Dialogs, stack: PageStack, redraw: () => void): WxPart {
  function bar(change: Partial<NonNullable<ReturnType<PageStack['top']>>['bar']>): void {
    const page = stack.top()
    if (!page) throw new ApiFailure('page not found')
    Object.assign(page.bar, change)
    redraw()
  }

  return {
    async: {
      showToast: ({ title = '', icon = 'success', mask, duration = TOAST_MS }) =>
        dialogs.toast(String(title), {
          icon: String(icon),
          mask: mask === true,
          durationMs: Number(duration),
        }),
      hideToast: () => dialogs.hideToast(),
      showLoading: ({ title = '', mask }) =>
        dialogs.toast(String(title), { icon: 'loading', mask: mask === true }),
      hideLoading: () => dialogs.hideToast(),
      async showModal(options) {
        const { showCancel = true, editable, placeholderText = '', content = '' } = options
        let typed = ''
        const confirm = {
          text: String(options.confirmText ?? '确定'),
          value: true,
          main: true,
          colour: String(options.confirmColor ?? WECHAT_LINK),
        }
        const cancel = {
          text: String(options.cancelText ?? '取消'),
          value: false,
          colour: String(options.cancelColor ?? ''),
        }
        const field = {
          placeholder: String(placeholderText),
          value: String(content),
          typed: (value: string) => {
            typed = value
          },
        }
        const confirmed = await dialogs.ask({
          title: String(options.title ?? ''),
          content: editable ? '' : String(content),
          field: editable ? field : undefined,
          choices: showCancel ? [cancel, confirm] : [confirm],
        })
        return { confirm: confirmed, cancel: !confirmed, content: editable ? typed : null }
      },
      async showActionSheet({ itemList, itemColor }) {
        if (!Array.isArray(itemList) || itemList.length === 0 || itemList.length > 6) {
          throw new ApiFailure('parameter error: itemList should have 1 to 6 items')
        }
        const tapIndex = await dialogs.sheet(itemList.map(String), String(itemColor ?? ''))
        if (tapIndex < 0) throw new ApiFailure('cancel')
        return { tapIndex }
      },
      setNavigationBarTitle: ({ title }) => bar({ title: String(title) }),
      setNavigationBarColor: ({ frontColor, backgroundColor }) =>
        bar({
          ink: frontColor === '#ffffff' ? 'white' : 'black',
          background: String(backgroundColor),
        }),
      showNavigationBarLoading: () => bar({ loading: true }),
      hideNavigationBarLoading: () => bar({ loading: false }),
      hideHomeButton: () => {},
      stopPullDownRefresh: () => {},
      hideKeyboard: () => (document.activeElement as HTMLElement | null)?.blur(),
      pageScrollTo({ scrollTop, selector, duration = 300 }) {
        const page = stack.top()?.element
        if (!page) return
        const found = typeof selector === 'string' && find(page, selector)
        const offset = found
          ? found.getBoundingClientRect().top - page.getBoundingClientRect().top + page.scrollTop
          : Number(scrollTop ?? 0)
        page.scrollTo({ top: offset, behavior: Number(duration) > 0 ? 'smooth' : 'instant' })
      },
    },
  }
}

/** Selectors of WXML name ids by `#`; in the DOM they stand in an attribute. */
function find(page: HTMLElement, selector: string): Element | null {
  return page.querySelector(selector.replace(/#([\w-]+)/g, '[data-mp-id="$1"]'))
}
