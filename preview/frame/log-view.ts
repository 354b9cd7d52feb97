import type { LogEntry } from '../bridge'
import { element } from './dom'

/** One line of a sandbox's log, as its `__log` gives it. */
export interface SandboxEntry {
  n: number
  at: number
  title: string
  lines: { label: string; value: string }[]
}

/** The readable record of what happened, the newest at the end. */
export interface LogView {
  phone(entry: LogEntry): void
  sandbox(source: string, entry: SandboxEntry): void
  note(text: string): void
}

type Source = 'phone' | 'sandbox'

const KEPT = 400
/** Characters of a value that are shown before it is unfolded. */
const SHOWN = 100
const FILTERS: [value: 'all' | Source, label: string][] = [
  ['all', '全部'],
  ['phone', '小程序'],
  ['sandbox', '对方系统'],
]

export function createLogView(list: HTMLElement, tools: HTMLElement): LogView {
  const empty = element('li', { className: 'entry-none' }, ['还没有记录。在手机上点一点。'])
  list.append(empty)
  list.dataset.show = 'all'
  list.tabIndex = 0 // it scrolls, so the keyboard must reach it
  tools.append(filters(list), clearButton(list, empty))

  function add(row: HTMLElement, at: number): void {
    empty.remove()
    const follows = list.scrollHeight - list.scrollTop - list.clientHeight < 60
    row.dataset.at = String(at)
    const rows = [...list.children] as HTMLElement[]
    const after = rows.reverse().find(({ dataset }) => Number(dataset.at) <= at)
    if (after) after.after(row)
    else list.prepend(row)
    while (list.childElementCount > KEPT) list.firstElementChild?.remove()
    if (follows) list.scrollTop = list.scrollHeight
  }

  return {
    phone: ({ at, tone, title, lines }) =>
      add(rowOf({ source: 'phone', badge: '小程序', tone, title, lines, at }), at),
    sandbox: (source, { at, title, lines }) =>
      add(rowOf({ source: 'sandbox', badge: source, tone: 'call', title, lines, at }), at),
    note(text) {
      const at = Date.now()
      add(rowOf({ source: 'phone', badge: '面板', tone: 'note', title: text, lines: [], at }), at)
    },
  }
}

interface Row extends Omit<LogEntry, 'at'> {
  at: number
  source: Source
  badge: string
}

function rowOf({ source, badge, tone, title, lines, at }: Row): HTMLElement {
  const rows = lines.flatMap(({ label, value }) => [
    element('dt', {}, [label]),
    element('dd', {}, [shortened(value)]),
  ])
  const row = element('li', { className: `entry entry-${tone}` }, [
    element('time', {}, [new Date(at).toTimeString().slice(0, 8)]),
    element('span', { className: 'badge' }, [badge]),
    element('span', { className: 'entry-title' }, [title]),
    ...(rows.length > 0 ? [element('dl', {}, rows)] : []),
  ])
  row.dataset.source = source
  return row
}

/** A long value shows its beginning and unfolds. */
function shortened(value: string): Node | string {
  if (value.length <= SHOWN) return value
  const beginning = element('summary', {}, [`${value.slice(0, SHOWN)}…`])
  return element('details', {}, [beginning, value])
}

function filters(list: HTMLElement): HTMLElement {
  const buttons = FILTERS.map(([value, label]) => {
    const one = element('button', { type: 'button' }, [label])
    one.setAttribute('aria-pressed', String(value === 'all'))
    one.onclick = () => {
      list.dataset.show = value
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === one))
    }
    return one
  })
  const group = element('div', { className: 'segments' }, buttons)
  group.setAttribute('role', 'group')
  group.setAttribute('aria-label', '只看')
  return group
}

function clearButton(list: HTMLElement, empty: HTMLElement): HTMLElement {
  const clear = element('button', { type: 'button', className: 'quiet' }, ['清空'])
  clear.onclick = () => list.replaceChildren(empty)
  return clear
}
