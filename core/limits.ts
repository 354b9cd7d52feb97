import type { Retry } from '../typings/contract'
import { VerificationError } from './errors'
import type { Store } from './store/store'

export interface LimitRules {
  /** Sessions that one person may open in an hour. Terminals are not counted. */
  openPerOwnerPerHour: number
  /** Attempts that may claim one ID number in a day. */
  startPerSubjectPerDay: number
}

export interface Limits {
  /** @param owner Keyed index value. @throws {VerificationError} RATE_LIMITED */
  countOpen(owner: string): Promise<void>
  /** @param subject Keyed index value. @throws {VerificationError} RATE_LIMITED */
  countStart(subject: string): Promise<void>
  /** Forgets events that no limit looks at any more. */
  prune(): Promise<void>
}

const HOUR_S = 3600
const DAY_S = 24 * HOUR_S

export function createLimits(
  rules: LimitRules,
  store: Pick<Store, 'hit' | 'prune'>,
  now: () => number,
): Limits {
  async function count(key: string, windowS: number, most: number, retry: Retry) {
    if ((await store.hit(key, windowS, now())) > most) {
      throw new VerificationError('RATE_LIMITED', `limit of ${key.split(':')[0]}`, { retry })
    }
  }

  return {
    countOpen: (owner) => count(`open:${owner}`, HOUR_S, rules.openPerOwnerPerHour, 'retry'),
    countStart: (subject) => count(`start:${subject}`, DAY_S, rules.startPerSubjectPerDay, 'final'),
    prune: () => store.prune(now() - DAY_S),
  }
}
