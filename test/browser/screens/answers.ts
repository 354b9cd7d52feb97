import type { Page, Route } from 'playwright-core'
import type {
  Action,
  Attempt,
  ChannelInfo,
  Failure,
  Notice,
  Session,
} from '../../../typings/contract'

/** Never comes. */
export const NEVER = Symbol('never')
/** The server is out of reach. */
export const DOWN = Symbol('down')

type Answer = object | typeof NEVER | typeof DOWN | { failure: Failure }
export type Answers = Partial<Record<Action, Answer>>

/** 2026-11-20 12:00 in China, Unix seconds. */
const NOON = 1_795_147_200

export const NOTICE: Notice = {
  version: 'v1',
  purposeText: '确认办理业务的是您本人，防止他人冒用您的身份。',
  recipients: [
    { channel: 'iauth', name: '深圳市腾讯计算机系统有限公司', contact: '客服 0755-86013388' },
    {
      channel: 'face2',
      name: '深圳市腾讯计算机系统有限公司',
      contact: '微信内“我 - 设置 - 帮助与反馈”',
    },
  ],
  retention: '核验结束后保存 30 天，到期自动删除。',
  rights: '您可以随时在“我的核验记录”里查看、撤回同意并删除。撤回不影响此前已经完成的办理。',
  alternatives: '您可以带上身份证，到服务大厅的人工窗口办理；也可以请工作人员协助。',
}

const WAY = { available: true, face: true } as const
export const CHANNELS: ChannelInfo[] = [
  { ...WAY, channel: 'iauth', needsSubject: false, handoff: 'miniProgram' },
  { ...WAY, channel: 'realname', needsSubject: false, handoff: 'realnameButton', face: false },
  { ...WAY, channel: 'face2', needsSubject: true, handoff: 'facialVerify' },
  {
    ...{ channel: 'face1', available: false, reason: 'client-too-old', face: true },
    ...{ needsSubject: true, handoff: 'faceVerify', minimum: { wechatVersion: '8.0.57' } },
  },
  {
    ...{ channel: 'oemface', available: false, reason: 'device', face: true },
    ...{ needsSubject: true, handoff: 'webView' },
  },
]

export const UNUSABLE: ChannelInfo[] = CHANNELS.slice(0, 1).map((way) => ({
  ...way,
  available: false,
  reason: 'client-too-old',
  minimum: { wechatVersion: '6.5.9' },
}))

export function attempt(more: Partial<Attempt> = {}): Attempt {
  return { id: 'a1', channel: 'iauth', status: 'started', startedAt: NOON, ...more }
}

export function session(more: Partial<Session> = {}): Session {
  const times = { createdAt: NOON, expiresAt: NOON + 1800 }
  const id = 'Zk3v9QmT7hXw2LrB5nYc4d'
  return { id, status: 'open', purpose: '门诊预约挂号', ...times, attempts: [], ...more }
}

export const PASSED = session({
  status: 'passed',
  identity: { name: '张*', idNumber: '110105********002X', credentialType: 'IDENTITY_CARD' },
  attempts: [attempt({ status: 'passed', settledAt: NOON })],
})

/** A session whose newest attempt was refused. */
export function refusedBy(code: Attempt['code'], retry: Attempt['retry']): Session {
  return session({
    status: retry === 'final' ? 'failed' : 'open',
    attempts: [attempt({ status: 'failed', settledAt: NOON, code, retry })],
  })
}

export const PENDING = session({ attempts: [attempt({ status: 'pending', retryAfterMs: 9000 })] })

export function started(more: object = {}): object {
  const extraData = { signature: 'signature', uid: 'uid', appid: '4000' }
  const handoff = { kind: 'miniProgram', appId: 'wx00000000iauth000', path: 'page', extraData }
  return { session: session(), attemptId: 'a1', handoff: { ...handoff, ...more } }
}

/** Answers the calls of one screen in the server's place. */
export async function answerWith(page: Page, answers: () => Answers): Promise<void> {
  await page.route('**/api/verify', async (route: Route) => {
    const { action } = route.request().postDataJSON() as { action: Action }
    const answer = answers()[action] ?? DOWN
    if (answer === NEVER) return
    if (answer === DOWN) return route.fulfill({ status: 502, body: '' })
    const { failure } = answer as { failure?: Failure }
    await route.fulfill({
      json: failure ? { ok: false, error: failure } : { ok: true, data: answer },
    })
  })
}
