import type { Settings } from '../bridge'
import { readSettings, settingsQuery } from '../bridge'
import { createActions } from './actions'
import { place } from './dom'
import { createLogView } from './log-view'
import { showSandboxes } from './sandboxes'
import { createSettingsForm } from './settings-form'

/** These take effect in the running mini-program; any other change starts it anew. */
const LIVE: ReadonlySet<keyof Settings> = new Set(['theme', 'offline', 'killWhenAway'])

const phone = place('phone') as HTMLIFrameElement
const log = createLogView(place('log'), place('log-tools'))
let settings = readSettings(new URLSearchParams(location.search))
/** The phone is there; what is chosen while it starts reaches it when it is. */
let isUp = false

function start(): void {
  phone.src = `/app.html?${settingsQuery(settings)}`
}

function restart(): void {
  log.note('杀掉并重启小程序：内存清空，存储保留')
  isUp = false
  // A URL that was not there before, since the same one would not load again.
  phone.contentWindow?.location.replace(`/app.html?${settingsQuery(settings)}&run=${Date.now()}`)
}

function change<K extends keyof Settings>(key: K, value: Settings[K]): void {
  settings = { ...settings, [key]: value }
  history.replaceState(null, '', `?${settingsQuery(settings)}`)
  document.documentElement.dataset.theme = settings.theme
  if (!LIVE.has(key)) restart()
  else if (isUp) phone.contentWindow?.__preview?.update(settings)
}

phone.addEventListener('load', () => {
  const bridge = phone.contentWindow?.__preview
  isUp = bridge !== undefined
  bridge?.update(settings)
  for (const entry of bridge?.watchLog(log.phone) ?? []) log.phone(entry)
})

document.documentElement.dataset.theme = settings.theme
createSettingsForm(place('settings'), settings, change)
createActions(place('actions'), {
  settings: () => settings,
  change,
  restart,
  leaveAndReturn: () => phone.contentWindow?.__preview?.leaveAndReturn(),
  switchBack: () => phone.contentWindow?.__preview?.switchBack(),
})
start()
void showSandboxes(place('sandboxes'), log)
