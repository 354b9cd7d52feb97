import type * as Returned from '../../../miniprogram/shiming/services/returned'
import type * as Visiting from '../../../miniprogram/shiming/services/visit'
import { attempt, JUMP, serve, session } from './server'
import { createWx, install } from './wx'

export const PLAN = { sessionId: 's1', channel: 'iauth', needsSubject: false } as const
export const STARTED = { session: session(), attemptId: 'a1', handoff: JUMP }
export const PENDING = session({ attempts: [attempt({ status: 'pending', retryAfterMs: 2000 })] })
export const CANCELLED = session({
  attempts: [attempt({ status: 'cancelled', code: 'USER_CANCELLED' })],
})
export const MINUTE = 60_000

type Answers = Parameters<typeof serve>[1]

/** A visit on a stage that remembers what was shown. */
export function openVisit(
  answers: Answers,
  plan: Visiting.VisitPlan = PLAN,
  more: Record<string, unknown> = {},
) {
  jest.resetModules()
  const fake = install(createWx(more))
  const server = serve(fake, answers)
  const { createVisit } = require('../../../miniprogram/shiming/services/visit') as typeof Visiting
  const { listen } = require('../../../miniprogram/shiming/services/returned') as typeof Returned
  listen(() => {})
  const shown: Record<string, unknown> = {}
  const stage = {
    show: (data: object) => Object.assign(shown, data),
    toResult: jest.fn(),
    toChannels: jest.fn(),
  }
  return { visit: createVisit(plan, stage), shown, stage, server, fake }
}

/** How WeChat tells of a return from the target. */
export const back = (extraData?: object) => ({
  scene: 1038,
  referrerInfo: { appId: 'wxTarget', extraData },
})
