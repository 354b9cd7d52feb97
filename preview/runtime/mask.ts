/**
 * The log is shown to others, so a value appears in clear only when its key is known to be harmless.
 * Everything else is described by kind and length.
 */
const CLEAR_KEYS: ReadonlySet<string> = new Set([
  'action',
  'animation',
  'api',
  'attempts',
  'available',
  'cancel',
  'channel',
  'checkAliveType',
  'confirm',
  'createdAt',
  'delta',
  'duration',
  'envVersion',
  'errCode',
  'errMsg',
  'errno',
  'errorcode',
  'expiresAt',
  'face',
  'handoff',
  'icon',
  'kind',
  'key',
  'limit',
  'mask',
  'method',
  'mode',
  'modes',
  'needAuthorization',
  'needsSubject',
  'networkType',
  'ok',
  'openType',
  'path',
  'platform',
  'purpose',
  'reason',
  'retry',
  'retryAfterMs',
  'scene',
  'scrollTop',
  'sdkVersion',
  'since',
  'startedAt',
  'status',
  'statusCode',
  'tapIndex',
  'trace',
  'type',
  'url',
  'version',
  'wechatVersion',
])

/** Free text that is shown: long digit runs and addresses with a query lose what could be personal. */
export function maskText(text: string): string {
  return text
    .replace(/([?&][\w.-]+=)[^&#\s]*/g, '$1***')
    .replace(/\d{8,}[\dXx]*/g, '******')
    .replace(/[A-Za-z0-9+/_=-]{40,}/g, '***')
}

/** `code` is an error code, or what `wx.login` gives: only the first is harmless. */
const ERROR_CODE = /^[A-Z_]+$|^-?\d{1,6}$/

function isClear(key: string, value: string | number): boolean {
  return CLEAR_KEYS.has(key) || (key === 'code' && ERROR_CODE.test(String(value)))
}

/** A value as it may be read in the log. */
export function maskValue(value: unknown, key = ''): string {
  if (typeof value === 'string' && key === 'appId') return value
  if (typeof value === 'string') return isClear(key, value) ? maskText(value) : lengthOf(value)
  if (typeof value === 'number') return isClear(key, value) ? String(value) : '***'
  if (Array.isArray(value)) return `[${value.map((item) => maskValue(item, key)).join(', ')}]`
  if (typeof value === 'object' && value) {
    const rows = Object.entries(value).filter(([, item]) => typeof item !== 'function')
    return `{ ${rows.map(([name, item]) => `${name}: ${maskValue(item, name)}`).join(', ')} }`
  }
  return String(value)
}

/** The fields of an options object as lines of the log; functions are left out. */
export function maskedLines(options: unknown): { label: string; value: string }[] {
  if (typeof options !== 'object' || options === null) return []
  return Object.entries(options)
    .filter(([, value]) => typeof value !== 'function' && value !== undefined)
    .map(([label, value]) => ({ label, value: maskValue(value, label) }))
}

function lengthOf(text: string): string {
  return text === '' ? '（空）' : `***（${text.length} 字）`
}
