import { facts } from './device'

/** How large everything is shown. */
export interface Look {
  /** Large print: 20 px text, 28 px titles, 60 px targets. */
  elder: boolean
  /** Factor on every font size, from WeChat's own font-size setting. */
  scale: number
}

const ELDER = 'shiming.elder'
const STANDARD_PX = 16
const ELDER_PX = 20
const MOST = 1.6

/** Large print as the person chose it; before that, by the size they set in WeChat. */
export function readLook(): Look {
  const size = facts().fontSizeSetting ?? STANDARD_PX
  const chosen: unknown = wx.getStorageSync(ELDER)
  const elder = typeof chosen === 'boolean' ? chosen : size >= ELDER_PX
  const scale = size / (elder ? ELDER_PX : STANDARD_PX)
  const most = elder ? (MOST * STANDARD_PX) / ELDER_PX : MOST
  return { elder, scale: Math.min(Math.max(scale, 1), most) }
}

/** Remembers what the person chose on the page. */
export function chooseElder(elder: boolean): void {
  wx.setStorageSync(ELDER, elder)
}
