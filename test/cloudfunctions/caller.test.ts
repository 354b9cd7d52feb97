import { callerOf } from '../../cloudfunctions/caller'

const context = (variables: unknown) => ({ environment: JSON.stringify(variables) })
const person = (owner: string) => ({ kind: 'person', owner })

/** What the invocation before left behind in the process. */
const STALE = { WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID', WX_OPENID: 'openid-before', WX_APPID: 'wx1' }

test.each<[string, unknown]>([
  ['no openid among its variables', context({ TCB_SOURCE: '', WX_CONTEXT_KEYS: '' })],
  ['an empty openid', context({ WX_OPENID: '' })],
  ['an openid that is no text', context({ WX_OPENID: 1234567890123456 })],
  ['an openid with a space', context({ WX_OPENID: 'a b' })],
  ['129 characters', context({ WX_OPENID: 'x'.repeat(129) })],
  ['variables that are no JSON', { environment: 'WX_OPENID=openid-1' }],
  ['variables that are no object', { environment: '"WX_OPENID"' }],
  ['null for variables', { environment: 'null' }],
])('context with %s · nobody, whoever called before', (_, given) => {
  expect(callerOf(given, STALE)).toBeUndefined()
})

test.each([undefined, null, 'context', {}, { environment: '' }, { environment: undefined }])(
  'no variables in the context (%p) · the process has them',
  (given) => {
    expect(callerOf(given, STALE)).toEqual(person('openid-before'))
    expect(callerOf(given, {})).toBeUndefined()
    expect(callerOf(given, { WX_OPENID: 'openid-1' })).toBeUndefined()
    expect(callerOf(given, { ...STALE, WX_CONTEXT_KEYS: 'WX_APPID' })).toBeUndefined()
    expect(callerOf(given, { ...STALE, WX_CONTEXT_KEYS: 'X_WX_OPENID' })).toBeUndefined()
  },
)

test('an openid in the context · that person, whatever the process says', () => {
  expect(callerOf(context({ WX_OPENID: 'openid-1' }), STALE)).toEqual(person('openid-1'))
  expect(callerOf(context({ WX_OPENID: '~'.repeat(128) }), {})).toEqual(person('~'.repeat(128)))
})
