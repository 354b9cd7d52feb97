import { ConfigError, readConfig } from '../../core/config'
import type { Variables } from '../../core/environment'
import { IAUTH, problemsOf } from './configured'

const b64 = (size: number) => Buffer.alloc(size, 1).toString('base64')
const MARK = 'marked'

const WRONG: [string, Variables, RegExp][] = [
  ['PII_KEYS missing', { PII_KEYS: '' }, /^PII_KEYS is missing/],
  ['PII_KEYS only commas', { PII_KEYS: ' , ' }, /^PII_KEYS is missing/],
  ['PII_KEYS without id', { PII_KEYS: b64(32) }, /^PII_KEYS must/],
  ['PII_KEYS too short', { PII_KEYS: `a:${b64(31)}` }, /^PII_KEYS must/],
  ['PII_KEYS too long', { PII_KEYS: `a:${b64(33)}` }, /^PII_KEYS must/],
  ['PII_KEYS not base64', { PII_KEYS: `a:${MARK}!` }, /^PII_KEYS must/],
  ['PII_KEYS the same id twice', { PII_KEYS: `a:${b64(32)},a:${b64(32)}` }, /^PII_KEYS must/],
  ['PII_KEYS a second one wrong', { PII_KEYS: `a:${b64(32)},b:${b64(8)}` }, /^PII_KEYS must/],
  ['PII_INDEX_KEY missing', { PII_INDEX_KEY: undefined }, /^PII_INDEX_KEY is missing/],
  ['PII_INDEX_KEY too short', { PII_INDEX_KEY: b64(16) }, /^PII_INDEX_KEY must/],
  ['PII_INDEX_KEY not base64', { PII_INDEX_KEY: `${MARK.repeat(10)}!` }, /^PII_INDEX_KEY must/],
  ['mode', { SHIMING_MODE: 'Sandbox' }, /^SHIMING_MODE must/],
  ['port', { PORT: '65536' }, /^PORT must/],
  ['port that is no number', { PORT: '80a' }, /^PORT must/],
  ['attempts 0', { MAX_ATTEMPTS: '0' }, /^MAX_ATTEMPTS must/],
  ['attempts negative', { MAX_ATTEMPTS: '-1' }, /^MAX_ATTEMPTS must/],
  ['time with a fraction', { SESSION_TTL_S: '1.5' }, /^SESSION_TTL_S must/],
  ['retention in hexadecimal', { RETENTION_S: '0x10' }, /^RETENTION_S must/],
  ['limit 0', { LIMIT_OPEN_PER_OWNER_PER_HOUR: '0' }, /^LIMIT_OPEN_PER_OWNER_PER_HOUR must/],
  ['trust', { TRUST_WX_HEADERS: 'perhaps' }, /^TRUST_WX_HEADERS must/],
  ['store', { STORE: 'mysql' }, /^STORE must/],
  ['store without its database', { STORE: 'postgres' }, /^DATABASE_URL is missing/],
  ['records key too short', { RECORDS_API_KEY: 'r'.repeat(31) }, /^RECORDS_API_KEY must/],
  ['notice that is no JSON', { NOTICE: MARK }, /^NOTICE must/],
  ['notice with an empty part', { NOTICE: '{"rights":" "}' }, /^NOTICE must/],
  ['notice with an unknown part', { NOTICE: '{"right":"x"}' }, /^NOTICE must/],
  [
    'notice for an unknown channel',
    { NOTICE: '{"recipients":{"face9":{"name":"a","contact":"b"}}}' },
    /^NOTICE must/,
  ],
  ['a file that cannot be read', { NOTICE_FILE: MARK }, /^NOTICE_FILE names a file/],
  ['half of WECHAT', { WECHAT_APP_ID: 'wx1' }, /^WECHAT_APP_SECRET is missing/],
  ['the other half of WECHAT', { WECHAT_APP_SECRET: 's' }, /^WECHAT_APP_ID is missing/],
  ['CHANNELS unknown', { CHANNELS: MARK }, /^CHANNELS must/],
  ['CHANNELS not configured', { CHANNELS: 'iauth' }, /^CHANNELS names iauth/],
  ['iauth AES key too short', { ...IAUTH, IAUTH_AES_KEY: 'x'.repeat(31) }, /^IAUTH_AES_KEY must/],
  [
    'iauth AES key of 32 characters, not bytes',
    { ...IAUTH, IAUTH_AES_KEY: '字'.repeat(32) },
    /^IAUTH_AES_KEY must/,
  ],
  ['iauth crypt type', { ...IAUTH, IAUTH_CRYPT_TYPE: '1' }, /^IAUTH_CRYPT_TYPE must/],
  ['iauth info type', { ...IAUTH, IAUTH_INFO_TYPE: '2' }, /^IAUTH_INFO_TYPE must/],
  ['iauth version', { ...IAUTH, IAUTH_ENV_VERSION: 'beta' }, /^IAUTH_ENV_VERSION must/],
  ...Object.keys(IAUTH).map((name): [string, Variables, RegExp] => [
    `half of iauth, without ${name}`,
    { ...IAUTH, [name]: '' },
    new RegExp(`^${name} is missing$`),
  ]),
]

test.each(WRONG)('config · %s · one problem, by name', (_, variables, expected) => {
  const problems = problemsOf(variables)
  expect(problems).toEqual([expect.stringMatching(expected)])
  expect(problems.join()).not.toContain(MARK)
})

const SPELLINGS = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'a.localhost',
  'localhost.localdomain',
  'ip6-localhost',
  'ip6-loopback',
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.255.255.254',
  '0177.0.0.1',
  '0x7f.1',
  '2130706433',
  '0x7f000001',
  '0',
  '0.0.0.0',
  '１２７.0.0.1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:0:0]',
  '[::127.0.0.1]',
  '127%2e0.0.1',
]

test.each(SPELLINGS)(
  'config · loopback as %s · refused in production, taken in the sandbox',
  (host) => {
    for (const name of ['WECHAT_ENDPOINT', 'IAUTH_ENDPOINT']) {
      const variables = { ...IAUTH, [name]: `https://${host}:8443/api` }
      expect(problemsOf(variables)).toEqual([`${name} must not be on this machine in production`])
      expect(problemsOf({ ...variables, SHIMING_MODE: 'sandbox' })).toEqual([])
    }
  },
)

test.each([
  'https://localhost.example.com',
  'https://10.0.0.1',
  'https://127.example.com',
  'https://gateway:8443/x',
])('config · %s · is not this machine', (url) => {
  expect(problemsOf({ WECHAT_ENDPOINT: url })).toEqual([])
})

const URLS: [string, string, RegExp][] = [
  ['plain http', 'http://api.weixin.qq.com', /^WECHAT_ENDPOINT must begin with https/],
  ['another scheme', 'ftp://marked', /^WECHAT_ENDPOINT must begin with https/],
  ['no URL', 'marked', /^WECHAT_ENDPOINT is not a URL/],
  ['a host alone', 'marked.example.com:443', /^WECHAT_ENDPOINT must begin with https/],
  ['a user', 'https://marked@example.com', /^WECHAT_ENDPOINT must be without/],
  ['a password', 'https://u:marked@example.com', /^WECHAT_ENDPOINT must be without/],
  ['a query', 'https://example.com/?marked=1', /^WECHAT_ENDPOINT must be without/],
  ['an empty query', 'https://example.com/?', /^WECHAT_ENDPOINT must be without/],
  ['a fragment', 'https://example.com/#marked', /^WECHAT_ENDPOINT must be without/],
  ['an empty fragment', 'https://example.com/#', /^WECHAT_ENDPOINT must be without/],
]

test.each(URLS)('config · endpoint with %s · refused', (_, url, expected) => {
  const problems = problemsOf({ WECHAT_ENDPOINT: url })
  expect(problems).toEqual([expect.stringMatching(expected)])
  expect(problems.join()).not.toContain(MARK)
})

test('config · sandbox · http on this machine is taken, slashes at the end are dropped', () => {
  const variables = { SHIMING_MODE: 'sandbox', ...IAUTH, IAUTH_ENDPOINT: 'http://127.0.0.1:1/a//' }
  const { channels } = readConfig(variables, () => '')
  expect(channels.iauth?.endpoint).toBe('http://127.0.0.1:1/a')
})

test('config · everything wrong at once · every name once, no value', () => {
  const names = [
    'SHIMING_MODE',
    'PORT',
    'STORE',
    'PII_KEYS',
    'PII_INDEX_KEY',
    'SESSION_TTL_S',
    'MAX_ATTEMPTS',
    'RETENTION_S',
    'LIMIT_OPEN_PER_OWNER_PER_HOUR',
    'LIMIT_START_PER_SUBJECT_PER_DAY',
    'UPSTREAM_TIMEOUT_MS',
    'TRUST_WX_HEADERS',
    'RECORDS_API_KEY',
    'WECHAT_ENDPOINT',
    'NOTICE',
    'CHANNELS',
    'IAUTH_ENDPOINT',
    'IAUTH_AES_KEY',
    'IAUTH_SIGN_TTL_S',
    'IAUTH_CRYPT_TYPE',
    'IAUTH_INFO_TYPE',
    'IAUTH_ENV_VERSION',
  ]
  const wrong = Object.fromEntries(names.map((name) => [name, `${MARK}-${name.toLowerCase()}`]))
  const problems = problemsOf({ ...IAUTH, ...wrong })
  for (const name of names) {
    expect([name, problems.filter((each) => each.split(' ')[0] === name).length]).toEqual([name, 1])
  }
  expect(problems.join('\n')).not.toContain(MARK)
})

test('config · the error · says all of it in its message, and no value in any of its parts', () => {
  let caught: unknown
  try {
    readConfig({ PII_KEYS: `${MARK}:1`, PORT: MARK }, () => '')
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(ConfigError)
  const { message, problems, stack } = caught as ConfigError
  expect(message).toBe(problems.join('\n'))
  expect(problems.length).toBe(3)
  expect(`${message}${stack}`).not.toContain(MARK)
})
