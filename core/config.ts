import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { ChannelId } from '../typings/contract'
import { readChannels } from './channel-config'
import type { ChannelConfigs } from './channels/index'
import { CHANNEL_IDS } from './channels/index'
import { readBase64 } from './crypto/bytes'
import type { Environment, ReadFile, Variables } from './environment'
import { createEnvironment } from './environment'
import { readJson } from './json'
import type { LimitRules } from './limits'
import type { NoticeTexts } from './notice'
import type { SealingKey, VaultKeys } from './vault'
import type { WechatConfig } from './wechat'

export type StoreConfig =
  /** Embedded PostgreSQL; `dataDir` is made when it is not there. */
  | { kind: 'pglite'; dataDir: string }
  | { kind: 'postgres'; databaseUrl: string }
  | { kind: 'cloudbase' }

export interface Config {
  mode: 'production' | 'sandbox'
  host: string
  port: number
  store: StoreConfig
  vault: VaultKeys
  sessionTtlS: number
  maxAttempts: number
  retentionS: number
  limits: LimitRules
  upstreamTimeoutMs: number
  trustWxHeaders: boolean
  /** What `open` takes as purpose; absent: anything. */
  purposes?: string[]
  /** Of the adopter's own servers; absent: `records` answers nobody. */
  recordsApiKey?: string
  wechat?: WechatConfig
  channels: ChannelConfigs
  notice: Partial<NoticeTexts>
}

/** The configuration is wrong; every problem at once, by name, never by value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * Reads the whole configuration from environment variables.
 *
 * @throws {ConfigError} Anything is missing, half there or not what it should be.
 */
export function readConfig(variables: Variables, readFile: ReadFile): Config {
  const sandbox = variables.SHIMING_MODE?.trim() === 'sandbox'
  const env = createEnvironment(variables, { sandbox, readFile })
  const recordsApiKey = readRecordsKey(env)
  const purposes = env.list('PURPOSES')
  const wechat = readWechat(env)
  const config: Config = {
    mode: env.choice('SHIMING_MODE', ['production', 'sandbox'], 'production'),
    host: env.text('HOST', '127.0.0.1'),
    port: env.integer('PORT', { fallback: 8080, least: 0, most: 65_535 }),
    store: readStore(env),
    vault: readVaultKeys(env, sandbox),
    sessionTtlS: env.integer('SESSION_TTL_S', { fallback: 1800, least: 1, most: 86_400 }),
    maxAttempts: env.integer('MAX_ATTEMPTS', { fallback: 5, least: 1, most: 100 }),
    retentionS: env.integer('RETENTION_S', { fallback: 2_592_000, least: 0, most: 315_360_000 }),
    limits: {
      openPerOwnerPerHour: readLimit(env, 'LIMIT_OPEN_PER_OWNER_PER_HOUR', 20),
      startPerSubjectPerDay: readLimit(env, 'LIMIT_START_PER_SUBJECT_PER_DAY', 10),
    },
    upstreamTimeoutMs: env.integer('UPSTREAM_TIMEOUT_MS', {
      fallback: 8000,
      least: 1,
      most: 120_000,
    }),
    trustWxHeaders: env.flag('TRUST_WX_HEADERS', false),
    ...(purposes && { purposes }),
    ...(recordsApiKey !== undefined && { recordsApiKey }),
    ...(wechat && { wechat }),
    channels: readChannels(env),
    notice: readNotice(env),
  }
  if (env.problems.length > 0) throw new ConfigError(env.problems)
  return config
}

function readLimit(env: Environment, name: string, fallback: number): number {
  return env.integer(name, { fallback, least: 1, most: 1_000_000 })
}

function readStore(env: Environment): StoreConfig {
  const kind = env.choice('STORE', ['pglite', 'postgres', 'cloudbase'], 'pglite')
  if (kind === 'postgres') return { kind, databaseUrl: env.required('DATABASE_URL') }
  return kind === 'pglite' ? { kind, dataDir: env.text('DATA_DIR', '.data') } : { kind }
}

const KEY_BYTES = 32

/** Known to everybody, so that a sandbox can be started again on the data of the last run. */
function sandboxKey(use: string): Buffer {
  return createHash('sha256').update(`shiming sandbox ${use}: protects nothing`).digest()
}

function readVaultKeys(env: Environment, sandbox: boolean): VaultKeys {
  const standIn: SealingKey = { id: 'sandbox', key: sandboxKey('PII_KEYS') }
  return {
    sealing: readSealingKeys(env, sandbox) ?? [standIn],
    index: readIndexKey(env, sandbox) ?? sandboxKey('PII_INDEX_KEY'),
  }
}

function readSealingKeys(env: Environment, sandbox: boolean): VaultKeys['sealing'] | undefined {
  const items = env.list('PII_KEYS')
  if (!items || items.length === 0) {
    if (!sandbox) env.report('PII_KEYS is missing')
    return undefined
  }
  const keys = items.map(readSealingKey)
  const [first, ...older] = keys.filter((key): key is SealingKey => key !== undefined)
  const ids = new Set(keys.map((key) => key?.id))
  if (!first || keys.includes(undefined) || ids.size < keys.length) {
    env.report('PII_KEYS must be id:base64 of 32 bytes each, comma between, every id once')
    return undefined
  }
  return [first, ...older]
}

function readSealingKey(item: string): SealingKey | undefined {
  const [, id, text] = /^([\w-]{1,32}):(.+)$/.exec(item) ?? []
  const key = text === undefined ? undefined : readBase64(text)
  return id !== undefined && key?.length === KEY_BYTES ? { id, key } : undefined
}

function readIndexKey(env: Environment, sandbox: boolean): Buffer | undefined {
  const text = env.text('PII_INDEX_KEY')
  if (text === undefined) {
    if (!sandbox) env.report('PII_INDEX_KEY is missing')
    return undefined
  }
  const key = readBase64(text)
  if (!key || key.length < KEY_BYTES) {
    env.report('PII_INDEX_KEY must be base64 of 32 bytes or more')
    return undefined
  }
  return key
}

const LEAST_RECORDS_KEY = 32

function readRecordsKey(env: Environment): string | undefined {
  const key = env.text('RECORDS_API_KEY')
  if (key !== undefined && key.length < LEAST_RECORDS_KEY) {
    env.report(`RECORDS_API_KEY must have ${LEAST_RECORDS_KEY} characters or more`)
  }
  return key
}

function readWechat(env: Environment): WechatConfig | undefined {
  const names = ['WECHAT_APP_ID', 'WECHAT_APP_SECRET'] as const
  const endpoint = env.url('WECHAT_ENDPOINT', 'https://api.weixin.qq.com')
  if (!names.some((name) => env.text(name))) return undefined
  const [appId, appSecret] = [env.required(names[0]), env.required(names[1])]
  return { endpoint, appId, appSecret }
}

const RECIPIENT = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1)),
  contact: v.pipe(v.string(), v.trim(), v.minLength(1)),
})
const NOTICE_TEXT = v.optional(v.pipe(v.string(), v.trim(), v.minLength(1)))
const NOTICE = v.strictObject({
  purposeText: NOTICE_TEXT,
  retention: NOTICE_TEXT,
  rights: NOTICE_TEXT,
  alternatives: NOTICE_TEXT,
  recipients: v.optional(v.record(v.picklist(CHANNEL_IDS as readonly ChannelId[]), RECIPIENT)),
})

/** The built-in notice is complete; an operator may word parts of it for themselves. */
function readNotice(env: Environment): Partial<NoticeTexts> {
  const text = env.textOrFile('NOTICE')
  if (text === undefined) return {}
  const own = readJson(NOTICE, text)
  if (own) return Object.fromEntries(Object.entries(own).filter(([, part]) => part !== undefined))
  env.report(
    'NOTICE must be a JSON object with purposeText, retention, rights, alternatives, recipients, none of them empty',
  )
  return {}
}
