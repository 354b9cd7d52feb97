/** The timers of one page, so that none outlives it. */
export interface Timers {
  after(ms: number, run: () => unknown): void
  clear(): void
}

export function createTimers(): Timers {
  const running = new Set<ReturnType<typeof setTimeout>>()
  return {
    after(ms, run) {
      const id = setTimeout(() => {
        running.delete(id)
        run()
      }, ms)
      running.add(id)
    },
    clear() {
      for (const id of running) clearTimeout(id)
      running.clear()
    },
  }
}
