/** Behind a pair like `wx.onAppShow` and `wx.offAppShow`. */
export interface Listeners<T> {
  on(listener: (value: T) => void): void
  /** Without a listener, all of them. */
  off(listener?: (value: T) => void): void
  emit(value: T): void
  size(): number
}

/** @param failed Hears what a listener throws; the others still run. */
export function createListeners<T>(failed: (error: unknown) => void): Listeners<T> {
  const all = new Set<(value: T) => void>()
  return {
    on: (listener) => void all.add(listener),
    off(listener) {
      if (listener) all.delete(listener)
      else all.clear()
    },
    emit(value) {
      for (const listener of [...all]) {
        try {
          listener(value)
        } catch (error) {
          failed(error)
        }
      }
    },
    size: () => all.size,
  }
}
