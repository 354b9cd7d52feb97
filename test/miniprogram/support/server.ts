import type { Action, Attempt, Failure, Handoff, Session } from '../../../typings/contract'
import type { FakeWx } from './wx'

/** 2026-01-01 in China, Unix seconds. */
export const NOW = 1767196800

export const NOTICE = {
  version: 'v1',
  purposeText: '确认是您本人。',
  recipients: [{ channel: 'iauth', name: '某某核验机构', contact: '客服电话' }],
  retention: '保存三十天。',
  rights: '您可以随时撤回。',
  alternatives: '也可以到服务窗口办理。',
}

export const JUMP: Handoff = {
  kind: 'miniProgram',
  appId: 'wxTarget',
  path: 'pages/index',
  extraData: { signature: 'SIGNATURE-MARK', uid: 'u' },
}

export function session(more: Partial<Session> = {}): Session {
  const times = { createdAt: NOW, expiresAt: NOW + 1800 }
  return { id: 's1', status: 'open', purpose: '挂号', ...times, attempts: [], ...more }
}

export function attempt(more: Partial<Attempt> = {}): Attempt {
  return { id: 'a1', channel: 'iauth', status: 'started', startedAt: NOW, ...more }
}

export const PASSED = session({
  status: 'passed',
  identity: { name: '张*', idNumber: '110000********1231', credentialType: 'IDENTITY_CARD' },
  attempts: [attempt({ status: 'passed', settledAt: NOW })],
})

export const DOWN = Symbol('the network is down')
type Answer = object | typeof DOWN | { failure: Failure }

/** A cloud function whose answers the test sets; a list is given out one by one, the last stays. */
export function serve(fake: FakeWx, answers: Partial<Record<Action, Answer | Answer[]>>) {
  const asked: { action: Action; input: Record<string, unknown> }[] = []
  const cloud = {
    init: fake.answering('cloud.init'),
    callFunction: fake.answering('cloud.callFunction', ({ name, data }) => {
      const { action, ...input } = data as { action: Action }
      asked.push({ action, input })
      const queue = answers[action]
      const answer = Array.isArray(queue) && queue.length > 1 ? queue.shift() : [queue].flat()[0]
      if (name !== 'verify' || answer === undefined || answer === DOWN) return new Error('fail')
      const failure = (answer as { failure?: Failure }).failure
      return { result: failure ? { ok: false, error: failure } : { ok: true, data: answer } }
    }),
  }
  Object.assign(fake.wx, { cloud })
  return { asked, of: (action: Action) => asked.filter((call) => call.action === action) }
}

/** Lets everything that is settled run on; timers are the test's own. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}
