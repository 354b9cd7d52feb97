/** Tells the time. Unix seconds. */
export interface Clock {
  now(): number
}

/** A clock that can be put forward, so that lifetimes of hours and days can be tried. */
export interface MovableClock extends Clock {
  /** Negative seconds put it back. */
  advance(seconds: number): void
}

/** The time of this machine. */
export const REAL_CLOCK: Clock = { now: () => Math.floor(Date.now() / 1000) }

/** A sandbox's own clock: runs with `base`, and can be moved away from it. */
export function createMovableClock(base: Clock = REAL_CLOCK): MovableClock {
  let offset = 0
  return {
    now: () => base.now() + offset,
    advance: (seconds) => {
      offset += seconds
    },
  }
}
