import type { IncomingMessage, ServerResponse } from 'node:http'
import { createIauthSandbox } from '../../sandbox/iauth'

/** What a sandbox must be able to do to stand behind the front door. */
interface Sandbox {
  listen(port?: number): Promise<string>
  close(): Promise<void>
  handle(request: IncomingMessage, response: ServerResponse): void
}

export interface Sandboxes {
  /** By the word of the channel: the path below `/sandbox/`. */
  byId: ReadonlyMap<string, Pick<Sandbox, 'handle'>>
  /** Configuration that points the server at them. */
  variables: Record<string, string>
  /** For the preview: which mini-programs can be jumped to, and who can be steered. */
  registry: {
    miniPrograms: Record<string, { url: string; name: string }>
    sandboxes: string[]
  }
  close(): Promise<void>
}

const IAUTH_TARGET = 'wx00000000iauth000'

/** Starts the stand-ins of every upstream, with keys of their own that live as long as they do. */
export async function openSandboxes(random: (size: number) => Buffer): Promise<Sandboxes> {
  const text = () => random(16).toString('hex')
  const iauthKeys = { appId: '4000', secretKey: text(), aesKey: text() }
  const iauth = createIauthSandbox({ ...iauthKeys, miniProgramAppId: IAUTH_TARGET })
  const iauthUrl = await iauth.listen()

  const all: [string, Sandbox][] = [['iauth', iauth]]
  return {
    byId: new Map(all),
    variables: {
      SHIMING_MODE: 'sandbox',
      TRUST_WX_HEADERS: '1',
      STORE: 'pglite',
      IAUTH_ENDPOINT: iauthUrl,
      IAUTH_APP_ID: iauthKeys.appId,
      IAUTH_SECRET_KEY: iauthKeys.secretKey,
      IAUTH_AES_KEY: iauthKeys.aesKey,
      IAUTH_MINIPROGRAM_APP_ID: IAUTH_TARGET,
    },
    registry: {
      miniPrograms: {
        [IAUTH_TARGET]: { url: '/sandbox/iauth/miniprogram?bar=none', name: '腾讯实名核身' },
      },
      sandboxes: all.map(([id]) => `/sandbox/${id}`),
    },
    async close() {
      await Promise.all(all.map(([, sandbox]) => sandbox.close()))
    },
  }
}
