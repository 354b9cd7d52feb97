import { readConfig } from '../../core/config'
import { configured, IAUTH, PRODUCTION, problemsOf } from './configured'

const KEY = Buffer.alloc(32, 5)
const key = (byte: number, size = 32) => Buffer.alloc(size, byte).toString('base64')

test('config · nothing but the keys · every default of the contract', () => {
  expect(configured({})).toEqual({
    mode: 'production',
    host: '127.0.0.1',
    port: 8080,
    store: { kind: 'pglite', dataDir: '.data' },
    vault: { sealing: [{ id: 'k1', key: KEY }], index: KEY },
    sessionTtlS: 1800,
    maxAttempts: 5,
    retentionS: 2_592_000,
    limits: { openPerOwnerPerHour: 20, startPerSubjectPerDay: 10 },
    upstreamTimeoutMs: 8000,
    trustWxHeaders: false,
    channels: {},
    notice: {},
  })
})

test('config · iauth with what it needs · the contract’s defaults for the rest', () => {
  expect(configured(IAUTH).channels.iauth).toEqual({
    endpoint: 'https://iauth.wecity.qq.com',
    appId: '4000',
    secretKey: IAUTH.IAUTH_SECRET_KEY,
    aesKey: IAUTH.IAUTH_AES_KEY,
    signTtlS: 600,
    entryApi: 'appauth',
    cryptType: 3,
    infoType: 1,
    miniProgram: {
      appId: 'wx00000000iauth000',
      path: 'page/component/pages/index/index',
      envVersion: 'release',
    },
  })
})

test('config · WECHAT · its endpoint by default', () => {
  expect(configured({ WECHAT_APP_ID: 'wx1', WECHAT_APP_SECRET: 's' }).wechat).toEqual({
    endpoint: 'https://api.weixin.qq.com',
    appId: 'wx1',
    appSecret: 's',
  })
})

test('config · sandbox · needs nothing; what is given is still checked', () => {
  const sandbox = { SHIMING_MODE: 'sandbox' }
  const config = readConfig(sandbox, () => '')
  expect(config.mode).toBe('sandbox')
  expect(config.vault.sealing[0].key).toHaveLength(32)
  expect(config.vault.index.equals(config.vault.sealing[0].key)).toBe(false)
  expect(readConfig(sandbox, () => '')).toEqual(config)
  expect(problemsOf({ ...sandbox, PII_KEYS: 'short' })).toHaveLength(1)
})

const VALUES: [string, Record<string, string>, object][] = [
  [
    'keys in turn',
    { PII_KEYS: `new:${key(1)}, old:${key(2)}` },
    {
      vault: {
        sealing: [
          { id: 'new', key: Buffer.alloc(32, 1) },
          { id: 'old', key: Buffer.alloc(32, 2) },
        ],
        index: KEY,
      },
    },
  ],
  [
    'PostgreSQL',
    { STORE: 'postgres', DATABASE_URL: 'postgres://u:p@127.0.0.1/db' },
    { store: { kind: 'postgres', databaseUrl: 'postgres://u:p@127.0.0.1/db' } },
  ],
  ['CloudBase', { STORE: 'cloudbase', DATA_DIR: 'x' }, { store: { kind: 'cloudbase' } }],
  [
    'numbers',
    {
      PORT: '0',
      SESSION_TTL_S: '60',
      MAX_ATTEMPTS: '1',
      RETENTION_S: '0',
      UPSTREAM_TIMEOUT_MS: '1',
    },
    { port: 0, sessionTtlS: 60, maxAttempts: 1, retentionS: 0, upstreamTimeoutMs: 1 },
  ],
  [
    'limits',
    { LIMIT_OPEN_PER_OWNER_PER_HOUR: '1', LIMIT_START_PER_SUBJECT_PER_DAY: '2' },
    { limits: { openPerOwnerPerHour: 1, startPerSubjectPerDay: 2 } },
  ],
  ['trust', { TRUST_WX_HEADERS: '1' }, { trustWxHeaders: true }],
  ['no trust', { TRUST_WX_HEADERS: '0' }, { trustWxHeaders: false }],
  [
    'empty is absent',
    { PORT: '', HOST: ' ', MAX_ATTEMPTS: '\n', STORE: '' },
    { port: 8080, host: '127.0.0.1', maxAttempts: 5 },
  ],
  ['purposes', { PURPOSES: '挂号, 缴费 ,' }, { purposes: ['挂号', '缴费'] }],
  ['a key for records', { RECORDS_API_KEY: 'r'.repeat(32) }, { recordsApiKey: 'r'.repeat(32) }],
  [
    'own words',
    { NOTICE: '{"rights":" 权利 ","recipients":{"iauth":{"name":"a","contact":"b"}}}' },
    { notice: { rights: '权利', recipients: { iauth: { name: 'a', contact: 'b' } } } },
  ],
]

test.each(VALUES)('config · %s · taken', (_, variables, expected) => {
  expect(configured(variables)).toMatchObject(expected)
})

test.each([
  ['absent', {}, 3],
  ['3', { IAUTH_CRYPT_TYPE: '3' }, 3],
  ['empty', { IAUTH_CRYPT_TYPE: '' }, undefined],
  ['blank', { IAUTH_CRYPT_TYPE: ' ' }, undefined],
])('config · IAUTH_CRYPT_TYPE %s · %s', (_, variables, expected) => {
  expect(configured({ ...IAUTH, ...variables }).channels.iauth?.cryptType).toBe(expected)
})

test('config · IA-22 · secrets that end in a line feed · used without it', () => {
  const ended = Object.fromEntries(
    Object.entries(IAUTH).map(([name, text]) => [name, `${text}\r\n`]),
  )
  const wechat = { WECHAT_APP_ID: 'wx1\n', WECHAT_APP_SECRET: ' s\n', PII_KEYS: `k1:${key(5)}\n` }
  const config = configured({ ...ended, ...wechat, RECORDS_API_KEY: `${'r'.repeat(32)}\n` })
  expect(config.channels).toEqual(configured(IAUTH).channels)
  expect(config.wechat).toMatchObject({ appId: 'wx1', appSecret: 's' })
  expect(config.vault).toEqual(configured({}).vault)
  expect(config.recordsApiKey).toBe('r'.repeat(32))
})

test('config · …_FILE · its text, outer white space dropped, before the variable of the name', () => {
  const asked: string[] = []
  const readFile = (path: string) => {
    asked.push(path)
    return '{"rights":"from the file"}\n'
  }
  const variables = { NOTICE_FILE: '/etc/notice.json', NOTICE: '{"rights":"not this"}' }
  expect(configured(variables, readFile).notice).toEqual({ rights: 'from the file' })
  expect(asked).toEqual(['/etc/notice.json'])
})

test.each([
  ['absent', {}, ['iauth']],
  ['empty', { CHANNELS: '' }, ['iauth']],
  ['named', { CHANNELS: ' iauth ,' }, ['iauth']],
  ['none', { CHANNELS: ',' }, []],
])('config · CHANNELS %s · %j', (_, variables, expected) => {
  expect(Object.keys(configured({ ...IAUTH, ...variables }).channels)).toEqual(expected)
})

test('config · production keys · are not changed by what else is there', () => {
  const extra = { UNKNOWN: 'x', PATH: '/bin', IAUTH_ENV_VERSION: 'trial' }
  expect(readConfig({ ...PRODUCTION, ...extra }, () => '')).toEqual(configured({}))
})
