import type { Platform, Settings } from '../bridge'
import { PLATFORMS } from '../bridge'
import { element } from './dom'

type Change = <K extends keyof Settings>(key: K, value: Settings[K]) => void
type Choices = [value: string, label: string][]

const PLATFORM_NAMES: Record<Platform, string> = {
  ios: 'iPhone (ios)',
  android: '安卓 (android)',
  devtools: '开发者工具 (devtools)',
  ohos: '鸿蒙 (ohos)',
  windows: 'Windows',
  mac: 'Mac',
}

const PERSONS: Choices = [
  ['preview-person-1', '演示用户一'],
  ['preview-person-2', '演示用户二'],
  ['preview-person-3', '演示用户三'],
  ['preview-person-4', '演示用户四'],
]

/** Versions at which something begins to work, newest first. */
const WECHAT_VERSIONS = ['8.0.57', '8.0.50', '8.0.16', '7.0.4', '6.7.2', '6.5.22', '6.5.8']
const SDK_VERSIONS = ['3.8.12', '3.8.11', '3.0.0', '2.32.3', '2.20.1', '2.10.2', '2.3.0', '1.2.6']
const FONT_SIZES: Choices = [
  ['14', '小'],
  ['16', '标准'],
  ['19', '大'],
  ['22', '特大'],
  ['26', '关怀模式'],
]
const THEMES: Choices = [
  ['light', '浅色'],
  ['dark', '深色'],
]

/** The selects for phone and person. `change` hears each choice. */
export function createSettingsForm(place: HTMLElement, settings: Settings, change: Change): void {
  const same = (versions: string[]): Choices => versions.map((version) => [version, version])
  const platforms: Choices = PLATFORMS.map((one) => [one, PLATFORM_NAMES[one]])
  place.append(
    select('演示用户', PERSONS, settings.openid, (value) => change('openid', value)),
    select('平台', platforms, settings.platform, (value) => change('platform', value as Platform)),
    select('微信版本', same(WECHAT_VERSIONS), settings.wechatVersion, (value) =>
      change('wechatVersion', value),
    ),
    select('基础库版本', same(SDK_VERSIONS), settings.sdkVersion, (value) =>
      change('sdkVersion', value),
    ),
    select('字体大小', FONT_SIZES, String(settings.fontSize), (value) =>
      change('fontSize', Number(value)),
    ),
    select('主题', THEMES, settings.theme, (value) =>
      change('theme', value === 'dark' ? 'dark' : 'light'),
    ),
  )
}

/** A value from the URL that is not offered becomes an offer. */
function select(
  label: string,
  choices: Choices,
  current: string,
  chosen: (value: string) => void,
): HTMLElement {
  const known = choices.some(([value]) => value === current)
  const offered: Choices = known ? choices : [[current, current], ...choices]
  const options = offered.map(([value, text]) =>
    element('option', { value, textContent: text, selected: value === current }),
  )
  const control = element('select', {}, options)
  control.onchange = () => chosen(control.value)
  return element('label', { className: 'field' }, [element('span', {}, [label]), control])
}
