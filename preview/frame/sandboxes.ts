import { element } from './dom'
import type { LogView, SandboxEntry } from './log-view'

/** What `GET <base>/__control` answers. */
interface Control {
  id: string
  title: string
  groups: { title: string; outcomes: Outcome[] }[]
  current: string
}

interface Outcome {
  id: string
  label: string
  meaning: string
}

const POLL_MS = 1500

/** One select per sandbox, and its log into the common one. */
export async function showSandboxes(place: HTMLElement, log: LogView): Promise<void> {
  const { sandboxes } = await readJson<{ sandboxes: string[] }>('/__preview.json')
  const rows = await Promise.all(sandboxes.map((base) => sandboxRow(base, log)))
  place.append(...rows)
  if (rows.length === 0) place.append(element('p', { className: 'hint' }, ['没有沙箱。']))
}

async function sandboxRow(base: string, log: LogView): Promise<HTMLElement> {
  try {
    const control = await readJson<Control>(`${base}/__control`)
    void followLog(base, control.title, log)
    return controlRow(base, control)
  } catch {
    return element('p', { className: 'hint' }, [`${base} 没有回答`])
  }
}

function controlRow(base: string, control: Control): HTMLElement {
  const select = element('select', {}, control.groups.map(groupOf))

  function show(current: string): void {
    select.value = current
    for (const option of select.options) {
      const text = option.dataset.text ?? ''
      option.textContent = option.value === current ? `✓ ${text}` : text
    }
  }

  select.onchange = async () => {
    const wanted = select.value
    const answered = await force(base, wanted).catch(() => false)
    const current = answered ? wanted : (await readJson<Control>(`${base}/__control`)).current
    show(current)
  }
  select.addEventListener('focus', () => {
    readJson<Control>(`${base}/__control`).then(({ current }) => show(current), console.error)
  })
  show(control.current)
  return element('label', { className: 'field answer' }, [
    element('span', {}, [control.title]),
    select,
  ])
}

function groupOf({ title, outcomes }: Control['groups'][number]): HTMLElement {
  const options = outcomes.map(({ id, label, meaning }) => {
    const text = meaning === label ? label : `${label}：${meaning}`
    const option = element('option', { value: id, textContent: text })
    option.dataset.text = text
    return option
  })
  return element('optgroup', { label: title }, options)
}

async function force(base: string, outcome: string): Promise<boolean> {
  const response = await fetch(`${base}/__control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ outcome }),
  })
  return response.ok
}

async function followLog(base: string, title: string, log: LogView): Promise<never> {
  for (let after = 0; ; ) {
    if (!document.hidden) {
      const url = `${base}/__log?after=${after}`
      const { entries } = await readJson<{ entries: SandboxEntry[] }>(url).catch(() => ({
        entries: [],
      }))
      for (const entry of entries) {
        log.sandbox(title, entry)
        after = Math.max(after, entry.n)
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

async function readJson<T>(url: string): Promise<T> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  return (await response.json()) as T
}
