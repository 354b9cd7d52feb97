import type { Settings } from '../bridge'
import { element } from './dom'

export interface ActionParts {
  settings(): Settings
  change<K extends keyof Settings>(key: K, value: Settings[K]): void
  restart(): void
  leaveAndReturn(): void
  switchBack(): void
}

/** What can be done to the phone, beside choosing it. */
export function createActions(place: HTMLElement, parts: ActionParts): void {
  place.append(
    button('杀掉并重启小程序', '内存清空，存储保留', parts.restart),
    button(
      '切到后台再回来',
      '安卓会把上一次的 extraData 再给一遍，iPhone 不会',
      parts.leaveAndReturn,
    ),
    button('从任务切换回来', '离开另一个小程序而不从它返回，什么也不带回', parts.switchBack),
    toggle(
      '杀掉，返回时重启',
      '在另一个小程序或微信的页面里时，本小程序被系统杀掉',
      'killWhenAway',
      parts,
    ),
    toggle('断开网络', '请求和云函数都失败，提示与微信一致', 'offline', parts),
  )
}

function button(label: string, meaning: string, act: () => void): HTMLElement {
  const made = element('button', { type: 'button', className: 'action', onclick: act }, [
    element('b', {}, [label]),
    element('small', {}, [meaning]),
  ])
  return made
}

function toggle(
  label: string,
  meaning: string,
  key: 'killWhenAway' | 'offline',
  { settings, change }: ActionParts,
): HTMLElement {
  const made = button(label, meaning, () => {
    const on = !settings()[key]
    change(key, on)
    made.setAttribute('aria-pressed', String(on))
  })
  made.setAttribute('aria-pressed', String(settings()[key]))
  return made
}
