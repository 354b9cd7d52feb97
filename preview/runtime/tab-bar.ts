import type { AppConfig } from '../program-data'
import { element } from './element'

/** The bar of tabs at the foot, shown on the pages it names. */
export interface TabBar {
  show(route: string): void
}

export function createTabBar(
  { tabBar }: AppConfig,
  root: HTMLElement,
  go: (path: string) => void,
): TabBar {
  if (!tabBar) return { show() {} }
  const { list, color = '#7a7e83', selectedColor = '#07c160' } = tabBar
  const tabs = list.map(({ pagePath, text }) => {
    const tab = element('button', { type: 'button', textContent: text })
    tab.onclick = () => go(pagePath)
    return { tab, pagePath }
  })
  const bar = element(
    'nav',
    { className: 'mp-tab-bar' },
    tabs.map(({ tab }) => tab),
  )
  root.append(bar)
  return {
    show(route) {
      bar.hidden = !tabs.some(({ pagePath }) => pagePath === route)
      for (const { tab, pagePath } of tabs) {
        tab.style.color = pagePath === route ? selectedColor : color
      }
    },
  }
}
