/**
 * The log is shown to others, so a value appears in clear only when its key is known to be harmless.
 * Everything else is described by kind and length.
 */
const CLEAR_KEYS: ReadonlySet<string> = new Set([
  'action',
  'animation',
  'api',
  'appId',
  'attempts',
  'available',
  'cancel',
  'channel',
  'checkAliveType',
  'code',
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
  'mask',
  'method',
  'mode',
  'needAuthorization',
  'needsSubject',
  'networkType',
  'ok',
  'openType',
  'path',
  'platform',
  'purpose',
  'reason',
  'result',
  'retry',
  'retryAfterMs',
  'scene',
  'scrollTop',
  'sdkVersion',
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
    .replace(/([?&][\w.-]+=)[^&#\s]*/g, '$1•••')
    .replace(/\d{6,}[\dXx]*/g, '••••••')
    .replace(/[A-Za-z0-9+/_=-]{40,}/g, '•••')
}

/** A value as it may be read in the log. */
export function maskValue(value: unknown, key = ''): string {
  if (typeof value === 'string') return CLEAR_KEYS.has(key) ? maskText(value) : lengthOf(value)
  if (typeof value === 'number') return CLEAR_KEYS.has(key) ? String(value) : '•••'
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
  return text === '' ? '（空）' : `•••（${text.length} 字）`
}
