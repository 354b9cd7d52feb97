/** What a screen must hold in one size of print. Pixels. */
export interface Rules {
  /** Width of the screen. */
  width: number
  /** Least width and height of what is tapped. */
  target: number
  /** Font size of text and buttons; what is said beside it may be 15 % smaller. */
  base: number
  /** What happened and what to do now must be seen without scrolling. */
  inSight: boolean
}

/**
 * Measures the page in front and tells what is wrong with it, one line each. Runs inside the
 * browser, so everything that it needs is inside it.
 */
export function measure(rules: Rules): string[] {
  type Colour = [red: number, green: number, blue: number, alpha: number]
  const root = [...document.querySelectorAll<HTMLElement>('wx-page')].at(-1)
  if (!root) return ['no page']
  const problems: string[] = []
  const isShown = (one: Element) => one.checkVisibility({ visibilityProperty: true })
  const nameOf = (one: Element) => one.ariaLabel || one.textContent?.trim() || ''
  const short = (text: string) => `“${text.trim().slice(0, 12)}”`
  const all = [...root.querySelectorAll<HTMLElement>('*')].filter(isShown)

  function texts(): { text: string; box: DOMRect; parent: HTMLElement }[] {
    const walker = document.createTreeWalker(root as Node, NodeFilter.SHOW_TEXT)
    const found = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || !node.textContent?.trim() || !isShown(parent)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      found.push({ text: node.textContent, box: range.getBoundingClientRect(), parent })
    }
    return found.filter(({ box }) => box.width > 0)
  }

  function checkWidth(): void {
    for (const { text, box } of shown) {
      const cut = box.left < -0.5 || box.right > rules.width + 0.5
      if (cut) problems.push(`${short(text)} ends at ${Math.round(box.right)} px`)
    }
    for (const one of all) {
      const wide = one.scrollWidth - one.clientWidth
      const clips = getComputedStyle(one).overflowX !== 'visible'
      if (clips && one.clientWidth > 0 && wide > 1)
        problems.push(`<${one.tagName}> is ${wide} px too narrow`)
    }
  }

  function checkTargets(): void {
    const targets = all.filter((one) => one.matches('[role=button],[role=link],input,textarea'))
    for (const one of targets) {
      const { width, height } = one.getBoundingClientRect()
      const [name, size] = [short(nameOf(one)), `${Math.round(width)} × ${Math.round(height)}`]
      if (Math.min(width, height) < rules.target - 0.5) problems.push(`target ${name} is ${size}`)
      if (!nameOf(one)) problems.push(`<${one.tagName}> has no name`)
    }
    const tapped = all.filter((one) => one.tabIndex >= 0 || one.tagName === 'WX-BUTTON')
    const mute = tapped.filter((one) => !one.role && !one.matches('input,textarea,button'))
    for (const one of mute) problems.push(`<${one.tagName}> ${short(nameOf(one))} has no role`)
  }

  function checkPrint(): void {
    const { base } = rules
    const isTapped = (one: Element) => one.closest('wx-button') !== null
    for (const { text, parent } of shown) {
      const size = Number.parseFloat(getComputedStyle(parent).fontSize)
      // all eighteen digits of a number stay in sight, so its field may print smaller
      const least = isTapped(parent) ? base : base * 0.85
      if (size < least - 0.1) problems.push(`${short(text)} is ${size} px`)
    }
    const sizes = shown.map(({ parent }) => Number.parseFloat(getComputedStyle(parent).fontSize))
    if (Math.max(...sizes) < base) problems.push('all of the text is small')
  }

  function colourOf(text: string): Colour {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number)
    return [red, green, blue, alpha]
  }

  function over(top: Colour, under: Colour): Colour {
    const mix = (index: 0 | 1 | 2) => top[index] * top[3] + under[index] * (1 - top[3])
    return [mix(0), mix(1), mix(2), 1]
  }

  /** Of the colours that lie behind each other, the nearest one last. */
  function behind(one: Element): Colour {
    const layers: Colour[] = []
    for (let at: Element | null = one; at; at = at.parentElement) {
      layers.unshift(colourOf(getComputedStyle(at).backgroundColor))
    }
    return layers.reduce((under, layer) => over(layer, under), [255, 255, 255, 1])
  }

  function opacityOf(one: Element): number {
    let opacity = 1
    for (let at: Element | null = one; at; at = at.parentElement) {
      opacity *= Number(getComputedStyle(at).opacity)
    }
    return opacity
  }

  function luminance([red, green, blue]: Colour): number {
    const linear = (value: number) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  function checkContrast(): void {
    for (const { text, parent } of shown) {
      const ground = behind(parent)
      const [red, green, blue, alpha] = colourOf(getComputedStyle(parent).color)
      const ink = over([red, green, blue, alpha * opacityOf(parent)], ground)
      const [light = 0, dark = 0] = [luminance(ink), luminance(ground)].sort((a, b) => b - a)
      const ratio = (light + 0.05) / (dark + 0.05)
      if (ratio < 4.5) problems.push(`${short(text)} has a contrast of ${ratio.toFixed(2)}`)
    }
  }

  /** The foot stands below whatever scrolls; each part is read from top to bottom. */
  function checkOrder(): void {
    const isFoot = ({ parent }: { parent: Element }) => parent.closest('.foot') !== null
    for (const part of [shown.filter((one) => !isFoot(one)), shown.filter(isFoot)]) {
      part.slice(1).forEach(({ text, box }, index) => {
        const before = part[index]?.box
        const sameColumn = before && box.left < before.right && box.right > before.left
        const above = sameColumn && box.bottom <= before.top + 1
        const leftOf = before && box.right <= before.left + 1 && box.top < before.bottom - 1
        if (above || leftOf) problems.push(`${short(text)} is read too late`)
      })
    }
    const firstOfFoot = shown.findIndex(isFoot)
    const tail = firstOfFoot < 0 ? [] : shown.slice(firstOfFoot)
    if (!tail.every(isFoot)) problems.push('something follows the foot')
  }

  function checkSight(): void {
    const foot = all.find((one) => one.matches('.foot'))
    if (foot?.querySelector('.hint')) return // the newer words stand in the foot itself
    const floor = foot?.getBoundingClientRect().top ?? window.innerHeight
    for (const one of all.filter((each) => each.matches('status-card > * > *'))) {
      const { bottom } = one.getBoundingClientRect()
      if (bottom > floor + 1) problems.push(`${short(nameOf(one))} ends below what is in sight`)
    }
  }

  const shown = texts()
  if (rules.inSight) checkSight()
  checkWidth()
  checkTargets()
  checkPrint()
  checkContrast()
  checkOrder()
  return [...new Set(problems)]
}
