import { createPrivateKey } from 'node:crypto'
import type { ChannelId } from '../typings/contract'
import type { ChannelConfigs } from './channels/index'
import { CHANNEL_IDS } from './channels/index'
import type { Environment } from './environment'

/** The configuration of each channel, as far as its variables are there. */
const READ_CHANNEL: {
  [C in keyof Required<ChannelConfigs>]: (env: Environment) => ChannelConfigs[C]
} = { iauth: readIauth, realname: readRealname, face1: readFace1, face2: readFace2 }

/** The channels that are configured and, where CHANNELS says so, wanted. */
export function readChannels(env: Environment): ChannelConfigs {
  const wanted = env.list('CHANNELS')
  const ids = Object.keys(READ_CHANNEL) as (keyof ChannelConfigs)[]
  const entries = ids.map((id) => [id, READ_CHANNEL[id](env)] as const)
  const configured = entries.filter(([, config]) => config !== undefined)
  if (!wanted) return Object.fromEntries(configured)
  for (const id of wanted) {
    if (!CHANNEL_IDS.includes(id as ChannelId)) {
      env.report(`CHANNELS must be a list of ${CHANNEL_IDS.join(', ')}`)
    } else if (!configured.some(([name]) => name === id)) {
      env.report(`CHANNELS names ${id}, which is not configured`)
    }
  }
  return Object.fromEntries(configured.filter(([id]) => wanted.includes(id)))
}

const AES_KEY_BYTES = 32

function readIauth(env: Environment): ChannelConfigs['iauth'] {
  const needed = [
    'IAUTH_APP_ID',
    'IAUTH_SECRET_KEY',
    'IAUTH_AES_KEY',
    'IAUTH_MINIPROGRAM_APP_ID',
  ] as const
  const endpoint = env.url('IAUTH_ENDPOINT', 'https://iauth.wecity.qq.com')
  if (!needed.some((name) => env.text(name)) && !env.text('IAUTH_ENDPOINT')) return undefined
  const [appId, secretKey, aesKey, targetAppId] = needed.map((name) => env.required(name)) as [
    string,
    string,
    string,
    string,
  ]
  if (aesKey && Buffer.byteLength(aesKey) !== AES_KEY_BYTES) {
    env.report(`IAUTH_AES_KEY must be ${AES_KEY_BYTES} characters`)
  }
  const cryptType = readCryptType(env)
  return {
    endpoint,
    appId,
    secretKey,
    aesKey,
    signTtlS: env.integer('IAUTH_SIGN_TTL_S', { fallback: 600, least: 1, most: 86_400 }),
    entryApi: env.text('IAUTH_ENTRY_API', 'appauth'),
    ...(cryptType !== undefined && { cryptType }),
    infoType: env.choice('IAUTH_INFO_TYPE', ['0', '1'], '1') === '0' ? 0 : 1,
    miniProgram: {
      appId: targetAppId,
      path: env.text('IAUTH_MINIPROGRAM_PATH', 'page/component/pages/index/index'),
      envVersion: env.choice('IAUTH_ENV_VERSION', ['develop', 'trial', 'release'], 'release'),
    },
  }
}

/** Empty says: do not send it. Only 3, AES-256-ECB, can be opened. */
function readCryptType(env: Environment): number | undefined {
  if (env.isSet('IAUTH_CRYPT_TYPE') && env.text('IAUTH_CRYPT_TYPE') === undefined) return undefined
  env.choice('IAUTH_CRYPT_TYPE', ['3'], '3')
  return 3
}

const REALNAME = {
  mchId: 'REALNAME_MCH_ID',
  certSerial: 'REALNAME_CERT_SERIAL',
  privateKey: 'REALNAME_PRIVATE_KEY',
  categoryId: 'REALNAME_CATEGORY_ID',
} as const

function readRealname(env: Environment): ChannelConfigs['realname'] {
  const names = [...Object.values(REALNAME), `${REALNAME.privateKey}_FILE`]
  if (!names.some((name) => env.text(name))) return undefined
  requireWechat(env)
  return {
    mchId: required(env, REALNAME.mchId, { shape: /^\d{1,32}$/, words: 'digits' }),
    certSerial: required(env, REALNAME.certSerial, {
      shape: /^[0-9A-F]{40}$/,
      words: '40 hexadecimal characters, letters upper case, no colons',
    }),
    privateKey: readPrivateKey(env, REALNAME.privateKey),
    categoryId: readCategory(env),
  }
}

function readCategory(env: Environment): [number, number] {
  const shape = { shape: /^\d{1,9}\s*,\s*\d{1,9}$/, words: 'two ids, comma between' }
  const [first, second] = required(env, REALNAME.categoryId, shape).split(',')
  return [Number(first), Number(second)]
}

const LEAST_RSA_BITS = 2048

/** PEM, perhaps with its line feeds written as `\n`, as in a variable of one line. */
function readPrivateKey(env: Environment, name: string): string {
  const before = env.problems.length
  const pem = env.textOrFile(name)?.replace(/(?:\\r)?\\n/g, '\n')
  if (pem === undefined) {
    if (env.problems.length === before) env.report(`${name} is missing`)
    return ''
  }
  if (!isRsaKey(pem)) {
    env.report(`${name} must be an RSA private key of ${LEAST_RSA_BITS} bits or more, as PEM`)
  }
  return pem
}

function isRsaKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem)
    const bits = asymmetricKeyDetails?.modulusLength ?? 0
    return asymmetricKeyType === 'rsa' && bits >= LEAST_RSA_BITS
  } catch {
    return false
  }
}

function readFace1(env: Environment): ChannelConfigs['face1'] {
  if (!env.flag('FACE1', false)) return undefined
  requireWechat(env)
  const type = env.choice('FACE1_CHECK_ALIVE_TYPE', ['0', '1', '2'], '2')
  return {
    checkAliveType: type === '0' ? 0 : type === '1' ? 1 : 2,
    subject: env.choice('FACE1_SUBJECT', ['userIdKey', 'direct'], 'userIdKey'),
    uploadVideo: env.flag('FACE1_UPLOAD_VIDEO', true),
  }
}

function readFace2(env: Environment): ChannelConfigs['face2'] {
  if (!env.flag('FACE2', false)) return undefined
  requireWechat(env)
  return { uploadVideo: env.flag('FACE2_UPLOAD_VIDEO', false) }
}

/** These channels call `api.weixin.qq.com`, which asks for an access token. */
function requireWechat(env: Environment): void {
  env.required('WECHAT_APP_ID')
  env.required('WECHAT_APP_SECRET')
}

/** Absent, or of another shape, is a problem. */
function required(
  env: Environment,
  name: string,
  { shape, words }: { shape: RegExp; words: string },
): string {
  const text = env.required(name)
  if (text !== '' && !shape.test(text)) env.report(`${name} must be ${words}`)
  return text
}
