import { generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PreviewOptions } from '../../preview/server'
import { createIauthSandbox } from '../../sandbox/iauth'
import { createWechatSandbox } from '../../sandbox/wechat'

/** Serves requests whose prefix the front door has taken away. */
type Handle = (request: IncomingMessage, response: ServerResponse) => void

/** A stand-in as `npm start` runs it. */
interface Standing {
  close(): Promise<void>
  /** By the word of the channel: the path below `/sandbox/`. In the order of the panel. */
  served: Record<string, Handle>
  /** Configuration that points the server at it. */
  variables: Record<string, string>
}

export interface Sandboxes {
  /** By the word of the channel: the path below `/sandbox/`. */
  byId: ReadonlyMap<string, { handle: Handle }>
  /** Configuration that points the server at them. */
  variables: Record<string, string>
  /** For the preview: what can be jumped to, who can be steered, and who plays the phone. */
  registry: PreviewOptions['registry']
  close(): Promise<void>
}

/** Cryptographic. */
type Random = (size: number) => Buffer

const IAUTH_TARGET = 'wx00000000iauth000'
const WECHAT_APP_ID = 'wx0000000000000000'
const MERCHANT = '1900000001'

/** Category of the mini-program: 政务民生 / 政务. */
const CATEGORY = '99,904'

/** Channels of `api.weixin.qq.com`, in the order of the panel. */
const WECHAT_CHANNELS = ['face2', 'realname', 'face1'] as const

/** What only a phone can do, and the screen that plays it. */
const ABILITIES: PreviewOptions['registry']['abilities'] = {
  getRealnameAuthInfo: { url: '/sandbox/realname/screen' },
  startFacialRecognitionVerify: { url: '/sandbox/face1/screen' },
  startFacialRecognitionVerifyAndUploadVideo: { url: '/sandbox/face1/screen' },
  requestFacialVerify: { url: '/sandbox/face2/screen' },
  requestFacialVerifyAndUploadVideo: { url: '/sandbox/face2/screen' },
  checkIsSupportFacialRecognition: { url: '/sandbox/face1/support' },
}

/** Starts the stand-ins of every upstream, with keys of their own that live as long as they do. */
export async function openSandboxes(random: Random): Promise<Sandboxes> {
  const all = await Promise.all([openIauth(random), openWechat(random)])
  const served = Object.entries(Object.assign({}, ...all.map((one) => one.served)) as Served)
  return {
    byId: new Map(served.map(([id, handle]) => [id, { handle }])),
    variables: Object.assign(
      { SHIMING_MODE: 'sandbox', TRUST_WX_HEADERS: '1', STORE: 'pglite' },
      ...all.map(({ variables }) => variables),
    ),
    registry: {
      miniPrograms: {
        [IAUTH_TARGET]: { url: '/sandbox/iauth/miniprogram?bar=none', name: '腾讯实名核身' },
      },
      sandboxes: served.map(([id]) => `/sandbox/${id}`),
      abilities: ABILITIES,
    },
    async close() {
      await Promise.all(all.map((one) => one.close()))
    },
  }
}

type Served = Standing['served']

async function openIauth(random: Random): Promise<Standing> {
  const keys = { appId: '4000', secretKey: hex(random), aesKey: hex(random) }
  const sandbox = createIauthSandbox({ ...keys, miniProgramAppId: IAUTH_TARGET })
  return {
    close: sandbox.close,
    served: { iauth: sandbox.handle },
    variables: {
      IAUTH_ENDPOINT: await sandbox.listen(),
      IAUTH_APP_ID: keys.appId,
      IAUTH_SECRET_KEY: keys.secretKey,
      IAUTH_AES_KEY: keys.aesKey,
      IAUTH_MINIPROGRAM_APP_ID: IAUTH_TARGET,
    },
  }
}

/** Access tokens, and the three channels that hang on them. */
async function openWechat(random: Random): Promise<Standing> {
  const appSecret = hex(random)
  const certSerial = random(20).toString('hex').toUpperCase()
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  const sandbox = createWechatSandbox({
    appId: WECHAT_APP_ID,
    appSecret,
    merchant: { mchId: MERCHANT, certSerial, publicKeyPem: publicKey },
  })
  const channels = WECHAT_CHANNELS.map((id): [string, Handle] => [id, below(id, sandbox.handle)])
  return {
    close: sandbox.close,
    served: { ...Object.fromEntries(channels), wechat: sandbox.handle },
    variables: {
      WECHAT_ENDPOINT: await sandbox.listen(),
      WECHAT_APP_ID,
      WECHAT_APP_SECRET: appSecret,
      REALNAME_MCH_ID: MERCHANT,
      REALNAME_CERT_SERIAL: certSerial,
      REALNAME_PRIVATE_KEY: privateKey,
      REALNAME_CATEGORY_ID: CATEGORY,
      FACE1: 'on',
      FACE2: 'on',
    },
  }
}

/** A channel of a sandbox has a path of its own there. */
function below(id: string, handle: Handle): Handle {
  return (request, response) => {
    request.url = `/${id}${request.url ?? '/'}`
    handle(request, response)
  }
}

function hex(random: Random): string {
  return random(16).toString('hex')
}
