import type { IsAlive, WxPart } from './api'
import { ApiFailure } from './api'

/** Bytes of one value, as WeChat limits it. */
const LARGEST_VALUE = 1024 * 1024
const LIMIT_KB = 10240

/** What the preview itself keeps, out of the mini-program's reach. */
export function keptKey(openid: string, name: string): string {
  return `preview-kept:${openid}:${name}`
}

/**
 * Storage per person, in the browser's. Values keep the types JSON has; a Date becomes text.
 *
 * @param isAlive A killed mini-program writes nothing any more.
 */
export function wxStorage(storage: Storage, openid: string, isAlive: IsAlive): WxPart {
  const prefix = `preview-storage:${openid}:`

  const keys = () =>
    Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))

  function set(key: unknown, data: unknown): void {
    if (typeof key !== 'string' || key === '') throw new ApiFailure('parameter error: key')
    const value = JSON.stringify({ data })
    if (value.length > LARGEST_VALUE) throw new ApiFailure('entry size limit reached')
    if (isAlive()) storage.setItem(prefix + key, value)
  }

  function get(key: unknown): unknown {
    const value = storage.getItem(prefix + String(key))
    if (value === null) throw new ApiFailure('data not found')
    return (JSON.parse(value) as { data?: unknown }).data
  }

  function remove(key: unknown): void {
    if (isAlive()) storage.removeItem(prefix + String(key))
  }

  function clear(): void {
    for (const key of keys()) remove(key)
  }

  function info(): object {
    const size = keys().reduce((sum, key) => sum + (storage.getItem(prefix + key)?.length ?? 0), 0)
    return { keys: keys(), currentSize: Math.ceil(size / 1024), limitSize: LIMIT_KB }
  }

  function getSync(key: string): unknown {
    try {
      return get(key)
    } catch {
      return ''
    }
  }

  return {
    async: {
      setStorage: ({ key, data }) => set(key, data),
      getStorage: ({ key }) => ({ data: get(key) }),
      removeStorage: ({ key }) => remove(key),
      clearStorage: clear,
      getStorageInfo: info,
    },
    plain: {
      setStorageSync: set,
      getStorageSync: getSync,
      removeStorageSync: remove,
      clearStorageSync: clear,
      getStorageInfoSync: info,
    },
  }
}
