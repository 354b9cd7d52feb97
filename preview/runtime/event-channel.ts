/** Listener of a channel; the arguments are whatever `emit` was given. */
export type ChannelListener = (...args: unknown[]) => void

/** What `navigateTo` gives to the opening and the opened page. */
export interface EventChannel {
  on(name: string, listener: ChannelListener): void
  once(name: string, listener: ChannelListener): void
  off(name: string, listener?: ChannelListener): void
  emit(name: string, ...args: unknown[]): void
}

export function createEventChannel(): EventChannel {
  const listeners = new Map<string, ChannelListener[]>()
  const channel: EventChannel = {
    on(name, listener) {
      listeners.set(name, [...(listeners.get(name) ?? []), listener])
    },
    once(name, listener) {
      const once: ChannelListener = (...args) => {
        channel.off(name, once)
        listener(...args)
      }
      channel.on(name, once)
    },
    off(name, listener) {
      const kept = listener ? (listeners.get(name) ?? []).filter((one) => one !== listener) : []
      listeners.set(name, kept)
    },
    emit(name, ...args) {
      for (const listener of listeners.get(name) ?? []) listener(...args)
    },
  }
  return channel
}
