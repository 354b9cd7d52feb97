import { generateKeyPairSync } from 'node:crypto'
import type { Config } from '../../core/config'
import { ConfigError, readConfig } from '../../core/config'
import type { Variables } from '../../core/environment'
import { HINTS } from '../../scripts/doctor/hints'
import { readKey } from '../support/wechat-house'

const PEM = readKey('realname-merchant')
const SERIAL = '6F5F155057246245F7ED658A39288ACDBA11FFE3'
const WECHAT = { WECHAT_APP_ID: 'wx00000000000000aa', WECHAT_APP_SECRET: 'not-a-secret' }
const REALNAME = {
  ...WECHAT,
  REALNAME_MCH_ID: '1900006511',
  REALNAME_CERT_SERIAL: SERIAL,
  REALNAME_PRIVATE_KEY: PEM,
  REALNAME_CATEGORY_ID: '99,904',
}

function read(variables: Variables, readFile: (path: string) => string = () => ''): Config {
  return readConfig({ SHIMING_MODE: 'sandbox', ...variables }, readFile)
}

/** Every problem; none of them may show a value. */
function problemsOf(variables: Variables, readFile?: (path: string) => string): readonly string[] {
  try {
    read(variables, readFile)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const value of Object.values(variables)) {
      if (value && value.length > 5) expect(error.message).not.toContain(value)
    }
    return error.problems
  }
  return []
}

describe('absent', () => {
  test('config · nothing is set · no channel is on', () => {
    expect(read({}).channels).toEqual({})
  })

  test.each([
    ['off', { FACE1: 'off', FACE2: 'off' }],
    ['0', { FACE1: '0', FACE2: '0' }],
    ['empty', { FACE1: '', FACE2: '' }],
    ['only their details', { FACE1_SUBJECT: 'direct', FACE2_UPLOAD_VIDEO: '1' }],
  ])('config · face channels %s · off', (_name, variables) => {
    expect(read(variables).channels).toEqual({})
  })
})

describe('realname', () => {
  test('config · realname whole · read', () => {
    expect(read(REALNAME).channels).toEqual({
      realname: {
        mchId: '1900006511',
        certSerial: SERIAL,
        privateKey: PEM.trim(),
        categoryId: [99, 904],
      },
    })
  })

  test.each([
    ['RN-17 in one line', PEM.trim().replace(/\n/g, '\\n')],
    ['in one line, as Windows writes it', PEM.trim().replace(/\n/g, '\\r\\n')],
    ['with line feeds of Windows', PEM.replace(/\n/g, '\r\n')],
    ['blanks around it', `\n${PEM}\n\n`],
  ])('config · private key %s · read', (_name, key) => {
    const { realname } = read({ ...REALNAME, REALNAME_PRIVATE_KEY: key }).channels
    expect(realname?.privateKey).not.toContain('\\n')
    expect(realname?.privateKey.replace(/\r/g, '')).toBe(PEM.trim())
  })

  test('config · private key in a file · read', () => {
    const { REALNAME_PRIVATE_KEY: _, ...rest } = REALNAME
    const variables = { ...rest, REALNAME_PRIVATE_KEY_FILE: '/keys/apiclient_key.pem' }
    const config = read(variables, (path) => (path === '/keys/apiclient_key.pem' ? PEM : ''))
    expect(config.channels.realname?.privateKey).toBe(PEM.trim())
  })

  test('config · private key in a file that cannot be read · one problem', () => {
    const { REALNAME_PRIVATE_KEY: _, ...rest } = REALNAME
    const variables = { ...rest, REALNAME_PRIVATE_KEY_FILE: '/nowhere' }
    const unreadable = () => {
      throw new Error('ENOENT')
    }
    expect(problemsOf(variables, unreadable)).toEqual([
      'REALNAME_PRIVATE_KEY_FILE names a file that cannot be read',
    ])
  })

  test.each(Object.keys(REALNAME))('config · realname without %s · is missing', (name) => {
    expect(problemsOf({ ...REALNAME, [name]: '' })).toEqual([`${name} is missing`])
  })

  const shortKey = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  const otherKind = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const

  test.each([
    ['of 1024 bits', String(shortKey.export(pkcs8))],
    ['of another kind', String(otherKind.export(pkcs8))],
    ['cut short', PEM.slice(0, 800)],
    ['without its frame', PEM.replace(/-----.*-----/g, '').trim()],
    ['no key', 'apiclient_key.pem'],
    ['its public half', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
  ])('config · private key %s · one problem, which quotes nothing of it', (_name, key) => {
    expect(problemsOf({ ...REALNAME, REALNAME_PRIVATE_KEY: key })).toEqual([
      'REALNAME_PRIVATE_KEY must be an RSA private key of 2048 bits or more, as PEM',
    ])
  })

  test.each([
    ['RN-12 in lower case', SERIAL.toLowerCase()],
    ['RN-12 with colons', SERIAL.replace(/..(?!$)/g, '$&:')],
    ['one short', SERIAL.slice(1)],
    ['one too long', `${SERIAL}0`],
    ['no hexadecimal', `G${SERIAL.slice(1)}`],
  ])('config · serial %s · a problem', (_name, serial) => {
    expect(problemsOf({ ...REALNAME, REALNAME_CERT_SERIAL: serial })).toEqual([
      'REALNAME_CERT_SERIAL must be 40 hexadecimal characters, letters upper case, no colons',
    ])
  })

  test.each(['99', '99,904,1', '[99,904]', '99;904', 'a,b', '99,-1', ','])(
    'config · category %j · a problem',
    (category) => {
      expect(problemsOf({ ...REALNAME, REALNAME_CATEGORY_ID: category })).toEqual([
        'REALNAME_CATEGORY_ID must be two ids, comma between',
      ])
    },
  )

  test('config · category with blanks · read', () => {
    const { realname } = read({ ...REALNAME, REALNAME_CATEGORY_ID: ' 99 , 904 ' }).channels
    expect(realname?.categoryId).toEqual([99, 904])
  })

  test('config · merchant number that is none · a problem', () => {
    expect(problemsOf({ ...REALNAME, REALNAME_MCH_ID: 'wx00000000000000aa' })).toEqual([
      'REALNAME_MCH_ID must be digits',
    ])
  })
})

describe('face1 and face2', () => {
  test('config · face1 on · its defaults', () => {
    expect(read({ ...WECHAT, FACE1: 'on' }).channels).toEqual({
      face1: { checkAliveType: 2, subject: 'userIdKey', uploadVideo: true },
    })
  })

  test.each([0, 1, 2] as const)('config · face1 whole, check %i · read', (checkAliveType) => {
    const variables = {
      FACE1: 'on',
      FACE1_CHECK_ALIVE_TYPE: String(checkAliveType),
      FACE1_SUBJECT: 'direct',
      FACE1_UPLOAD_VIDEO: '0',
    }
    expect(read({ ...WECHAT, ...variables }).channels).toEqual({
      face1: { checkAliveType, subject: 'direct', uploadVideo: false },
    })
  })

  test.each([
    ['FACE1', 'maybe', 'must be on or off'],
    ['FACE1_CHECK_ALIVE_TYPE', '3', 'must be one of 0, 1, 2'],
    ['FACE1_SUBJECT', 'plain', 'must be one of userIdKey, direct'],
    ['FACE1_UPLOAD_VIDEO', '2', 'must be on or off'],
    ['FACE2', 'maybe', 'must be on or off'],
    ['FACE2_UPLOAD_VIDEO', '2', 'must be on or off'],
  ])('config · %s %j · a problem', (name, value, problem) => {
    const variables = { ...WECHAT, FACE1: 'on', FACE2: 'on', [name]: value }
    expect(problemsOf(variables)).toEqual([`${name} ${problem}`])
  })

  test('config · face2 on · without video unless it is asked for', () => {
    expect(read({ ...WECHAT, FACE2: 'on' }).channels).toEqual({ face2: { uploadVideo: false } })
    const { face2 } = read({ ...WECHAT, FACE2: 'on', FACE2_UPLOAD_VIDEO: '1' }).channels
    expect(face2).toEqual({ uploadVideo: true })
  })
})

test.each([
  ['realname', { ...REALNAME, WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' }],
  ['face1', { FACE1: 'on' }],
  ['face2', { FACE2: 'on' }],
  [
    'all of them',
    { ...REALNAME, FACE1: 'on', FACE2: 'on', WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' },
  ],
])('config · %s without the mini-program · named once', (_name, variables) => {
  expect(problemsOf(variables)).toEqual([
    'WECHAT_APP_ID is missing',
    'WECHAT_APP_SECRET is missing',
  ])
})

test('config · CHANNELS leaves a configured channel out · off; one that is not configured · a problem', () => {
  const all = { ...REALNAME, FACE2: 'on' }
  expect(Object.keys(read({ ...all, CHANNELS: 'face2' }).channels)).toEqual(['face2'])
  expect(problemsOf({ ...all, CHANNELS: 'face1' })).toEqual([
    'CHANNELS names face1, which is not configured',
  ])
})

test('config · every variable of these channels · the doctor knows how to mend it', () => {
  const names = [...Object.keys(REALNAME), 'REALNAME_PRIVATE_KEY_FILE', 'FACE1', 'FACE2']
  const details = ['CHECK_ALIVE_TYPE', 'SUBJECT', 'UPLOAD_VIDEO'].map((name) => `FACE1_${name}`)
  for (const name of [...names, ...details, 'FACE2_UPLOAD_VIDEO'])
    expect(HINTS).toHaveProperty(name)
})
