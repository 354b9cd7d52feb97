import type { IauthSandbox } from '../../sandbox/iauth'
import { createIauthSandbox } from '../../sandbox/iauth'
import type { Handoff, Session } from '../../typings/contract'
import type { House, HouseOptions } from './house'
import { createStandingClock, openHouse } from './house'

const KEYS = {
  appId: '4000',
  secretKey: '0123456789abcdef0123456789abcdef',
  aesKey: 'fedcba9876543210fedcba9876543210',
}
const TARGET = 'wx00000000iauth000'

export interface IauthHouse extends House {
  iauth: IauthSandbox
  endpoint: string
  extraDataOf(handoff: Handoff): Left['extraData']
  /** Opens, starts, and leaves for the mini-program. */
  leave(owner: string, sessionId?: string): Promise<Left>
  /** Comes back with what the mini-program gave. */
  finish(owner: string, left: Left, evidence: object | undefined): Promise<Session>
  close(): Promise<void>
}

export interface Left {
  sessionId: string
  attemptId: string
  extraData: { signature: string; uid: string; appid: string }
}

/** The product with the strict stand-in of iauth behind it, over real HTTP. Both share one clock. */
export async function openIauthHouse(options: HouseOptions = {}): Promise<IauthHouse> {
  const clock = options.clock ?? createStandingClock()
  const iauth = createIauthSandbox({ ...KEYS, miniProgramAppId: TARGET, clock, slowMs: 50 })
  const endpoint = await iauth.listen()
  const house = openHouse({
    ...options,
    clock,
    variables: { ...iauthVariables(endpoint), ...options.variables },
  })
  return {
    ...house,
    iauth,
    endpoint,
    extraDataOf,
    async leave(owner, sessionId) {
      const session = sessionId === undefined ? await house.open(owner) : { id: sessionId }
      const input = { sessionId: session.id, channel: 'iauth' as const }
      const { attemptId, handoff } = await house.call(owner, 'start', input)
      return { sessionId: session.id, attemptId, extraData: extraDataOf(handoff) }
    },
    finish: (owner, { sessionId, attemptId }, evidence) =>
      house.call(owner, 'finish', { sessionId, attemptId, evidence: evidence ?? {} }),
    close: () => iauth.close(),
  }
}

export function iauthVariables(endpoint: string): Record<string, string> {
  return {
    IAUTH_ENDPOINT: endpoint,
    IAUTH_APP_ID: KEYS.appId,
    IAUTH_SECRET_KEY: KEYS.secretKey,
    IAUTH_AES_KEY: KEYS.aesKey,
    IAUTH_MINIPROGRAM_APP_ID: TARGET,
  }
}

function extraDataOf(handoff: Handoff): Left['extraData'] {
  if (handoff.kind !== 'miniProgram') throw new Error(`unexpected handoff ${handoff.kind}`)
  const { signature = '', uid = '', appid = '' } = handoff.extraData ?? {}
  return { signature, uid, appid }
}
