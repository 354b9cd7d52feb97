import { join } from 'node:path'
import simulate from 'miniprogram-simulate'
import type { FakeWx } from './wx'

const ROOT = join(__dirname, '../../../miniprogram')

/** A node of a mounted page, as far as tests look at it. */
interface Node {
  dispatchEvent(type: string, event: { detail?: unknown; bubbles?: boolean }): void
  dom: HTMLElement
}

export interface Mounted {
  dom: HTMLElement
  data: Record<string, unknown>
  instance: Record<string, (argument?: unknown) => unknown>
  querySelector(selector: string): Node | undefined
  querySelectorAll(selector: string): Node[]
  detach(): void
}

/** `Page()` on top of `Component()`: miniprogram-simulate knows no pages. */
function asComponent(definition: Record<string, unknown>): void {
  const { data, ...rest } = definition
  const isMethod = ([, value]: [string, unknown]) => typeof value === 'function'
  const methods = Object.fromEntries(Object.entries(rest).filter(isMethod))
  const fields = Object.entries(rest).filter((entry) => !isMethod(entry))
  Component({
    data: data as object,
    methods: methods as Record<string, () => void>,
    lifetimes: {
      created() {
        Object.assign(this, Object.fromEntries(fields))
      },
    },
  })
}

/** Loads and shows one page of ours with this WeChat behind it. */
export async function mount(
  page: string,
  fake: FakeWx,
  query: Record<string, string> = {},
): Promise<Mounted> {
  jest.resetModules()
  Object.assign(globalThis, { Page: asComponent })
  const id = simulate.load(join(ROOT, page), { rootPath: ROOT, compiler: 'simulate' })
  Object.assign(globalThis, {
    wx: fake.wx,
    getCurrentPages: () => [{ route: 'host' }, { route: page }],
  })
  const component = simulate.render(id) as unknown as Mounted
  component.instance.options = query as never
  const parent = document.createElement('div')
  document.body.append(parent)
  ;(component as unknown as { attach(to: HTMLElement): void }).attach(parent)
  await component.instance.onLoad?.(query)
  await component.instance.onShow?.()
  await simulate.sleep(10)
  return component
}

/** Lets everything that was begun run on. */
export const rest = () => simulate.sleep(20)

/** Fires an event at a node and lets the handlers run on. */
export async function fire(node: Node | undefined, type: string, detail: unknown = {}) {
  if (!node) throw new Error(`nothing to ${type} at`)
  node.dispatchEvent(type, { detail, bubbles: false })
  await rest()
}

/** The button with these words. */
export function button(page: Mounted, words: string): Node | undefined {
  return page.querySelectorAll('.btn').find(({ dom }) => dom.textContent?.includes(words))
}
