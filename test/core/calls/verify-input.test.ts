import type { ErrorCode, Reply } from '../../../typings/contract'
import type { ScriptedHouse } from '../scripted-house'
import { openScriptedHouse, PERSON } from '../scripted-house'

const HUGE = 'x'.repeat(70_000)
const CLIENT = { platform: 'ios', wechatVersion: '8.0.57', sdkVersion: '3.8.12' }

let house: ScriptedHouse
let ids: { sessionId: string; attemptId: string }

beforeEach(async () => {
  house = openScriptedHouse()
  const { id } = await house.open()
  const { attemptId } = await house.start(id)
  ids = { sessionId: id, attemptId }
})

const codeOf = (reply: Reply<unknown>): ErrorCode | 'ok' => (reply.ok ? 'ok' : reply.error.code)

/** A good call of each action; the rows below spoil one field at a time. */
function good(action: string): Record<string, unknown> {
  const { sessionId } = ids
  const inputs: Record<string, object> = {
    notice: {},
    channels: { client: CLIENT },
    open: { purpose: '办理社保卡', consent: { version: house.notice.version }, key: 'key-1' },
    start: { sessionId, channel: 'face2', subject: PERSON, client: CLIENT },
    finish: { ...ids, evidence: { token: 't' } },
    get: { sessionId },
    list: { limit: 1, before: sessionId },
    cancel: { sessionId },
    erase: { sessionId },
  }
  return { action, ...inputs[action] }
}

const ACTIONS = ['notice', 'channels', 'open', 'start', 'finish', 'get', 'list', 'cancel', 'erase']

test.each(ACTIONS)('verify · %s · good, with keys that nobody knows · done', async (action) => {
  const userInfo = { openId: 'openid-2', appId: 'wx' }
  const call = { ...good(action), userInfo, openId: 'openid-2', OPENID: 'openid-2', tcbContext: {} }
  expect(await house.reply(call)).toMatchObject({ ok: true })
})

const WRONG: [action: string, field: string, values: unknown[], code: ErrorCode][] = [
  [
    'channels',
    'client',
    [
      null,
      'ios',
      {},
      { ...CLIENT, platform: 'symbian' },
      { ...CLIENT, sdkVersion: 3 },
      { ...CLIENT, wechatVersion: HUGE },
    ],
    'INVALID_INPUT',
  ],
  [
    'open',
    'purpose',
    [undefined, null, '', 7, {}, ['办理'], '字'.repeat(65), HUGE],
    'INVALID_INPUT',
  ],
  ['open', 'key', [null, '', 7, {}, 'k'.repeat(65), HUGE], 'INVALID_INPUT'],
  [
    'open',
    'consent',
    [
      undefined,
      null,
      true,
      'yes',
      {},
      [],
      { version: '' },
      { version: 1 },
      { version: 'old' },
      { version: HUGE },
    ],
    'CONSENT_REQUIRED',
  ],
  ['start', 'sessionId', [undefined, null, 7, {}, HUGE], 'INVALID_INPUT'],
  ['start', 'sessionId', ['', 'unknown', '\u0000', "'; --"], 'SESSION_NOT_FOUND'],
  [
    'start',
    'channel',
    [undefined, null, '', 'FACE2', 'face3', 'constructor', '__proto__', 2, ['face2']],
    'INVALID_INPUT',
  ],
  ['start', 'mode', [null, '', 'tencent', 1], 'INVALID_INPUT'],
  [
    'start',
    'subject',
    [undefined, null, '张三', {}, { name: '张三' }, { idNumber: PERSON.idNumber }],
    'INVALID_INPUT',
  ],
  [
    'start',
    'subject',
    [
      { ...PERSON, name: '' },
      { ...PERSON, name: 'Zhang' },
      { ...PERSON, name: 7 },
      { ...PERSON, name: HUGE },
      { ...PERSON, name: '张\u200b三' },
    ],
    'INVALID_INPUT',
  ],
  [
    'start',
    'subject',
    [
      { ...PERSON, idNumber: '110000199003071232' },
      { ...PERSON, idNumber: 110000199003071230 },
      { ...PERSON, idNumber: '' },
      { ...PERSON, idNumber: HUGE },
    ],
    'INVALID_INPUT',
  ],
  ['start', 'client', [null, 'ios', { ...CLIENT, platform: 1 }], 'INVALID_INPUT'],
  ['finish', 'sessionId', [undefined, null, 7], 'INVALID_INPUT'],
  ['finish', 'sessionId', ['unknown'], 'SESSION_NOT_FOUND'],
  ['finish', 'attemptId', [undefined, null, 7, '', 'unknown', HUGE], 'INVALID_INPUT'],
  [
    'finish',
    'evidence',
    [
      undefined,
      null,
      't',
      { token: 7 },
      { token: null },
      { token: 'x'.repeat(65) },
      { errCode: 'passed' },
    ],
    'INVALID_INPUT',
  ],
  ['list', 'limit', [null, 0, -1, 1.5, Number.NaN, '5'], 'INVALID_INPUT'],
  ['list', 'before', ['unknown', ''], 'SESSION_NOT_FOUND'],
  ['list', 'before', [null, 7, HUGE], 'INVALID_INPUT'],
  ...['get', 'cancel', 'erase'].flatMap((action): [string, string, unknown[], ErrorCode][] => [
    [action, 'sessionId', [undefined, null, 7, {}, HUGE], 'INVALID_INPUT'],
    [action, 'sessionId', ['', 'unknown', '\u0000'], 'SESSION_NOT_FOUND'],
  ]),
]

test.each(WRONG)(
  'verify · %s · %s wrong · refused, nothing done, no value said',
  async (action, field, values, code) => {
    for (const value of values) {
      const before = house.store.dump?.()
      const { [field]: _, ...rest } = good(action)
      const reply = await house.reply(value === undefined ? rest : { ...rest, [field]: value })
      expect([value, codeOf(reply)]).toEqual([value, code])
      expect(house.store.dump?.()).toBe(before)
      if (!reply.ok) {
        expect(Object.keys(reply).sort()).toEqual(['error', 'ok'])
        expect(Object.keys(reply.error).sort()).toEqual(['code', 'retry', 'trace'])
        expect(house.lines.at(-1)).toContain(`"trace":"${reply.error.trace}"`)
        expect(house.lines.at(-1)?.length).toBeLessThan(400)
      }
    }
    expect(house.script.pulls).toEqual([])
  },
)

test.each([
  ['no object', undefined],
  ['null', null],
  ['text', 'get'],
  ['a list', ['get']],
  ['no action', {}],
  ['an action that is no text', { action: ['get'] }],
  ['an unknown action', { action: 'reveal' }],
  ['an inherited name', { action: 'toString' }],
  ['another spelling', { action: 'GET' }],
  ['login, where there is none', { action: 'login', code: '' }],
])('verify · %s · INVALID_INPUT', async (_, event) => {
  expect(codeOf(await house.reply(event))).toBe('INVALID_INPUT')
})

test('verify · login that is not configured · CHANNEL_UNAVAILABLE', async () => {
  expect(codeOf(await house.reply({ action: 'login', code: 'c' }))).toBe('CHANNEL_UNAVAILABLE')
})

test('verify · evidence · unknown keys are dropped before they are stored', async () => {
  house.script.pull = async () => ({ status: 'pending', retryAfterMs: 1 })
  await house.finish(ids.sessionId, ids.attemptId, { token: 't', errMsg: 'ok', extra: HUGE })
  expect(house.script.pulls[0]?.evidence).toEqual({ token: 't' })
})
