import { createAccessTokens } from '../../core/access-token'
import { createVault } from '../../core/vault'
import { createDice, NOON } from '../support/house'
import { createMemoryStore } from '../support/memory-store'

const CONFIG = { endpoint: 'https://wechat.test', appId: 'wx-app', appSecret: 'secret' }

/** Tokens of one process; upstream gives what `next` says, one after the other. */
function openTokens(next: string[], slips = createMemoryStore()) {
  let fetches = 0
  const tokens = createAccessTokens(CONFIG, {
    http: async () => {
      const access_token = next[Math.min(fetches++, next.length - 1)]
      const body = Buffer.from(JSON.stringify({ access_token, expires_in: 7200 }))
      return { status: 200, headers: new Headers(), body }
    },
    slips,
    vault: createVault(
      { sealing: [{ id: 'a', key: Buffer.alloc(32, 1) }], index: Buffer.alloc(32, 2) },
      createDice(),
    ),
    now: () => NOON,
    wait: async () => {},
    timeoutMs: 1000,
    log: () => {},
  })
  return { tokens, fetches: () => fetches }
}

test('access token · somebody asks while a refused one is being dropped · nobody gets it again', async () => {
  const { tokens, fetches } = openTokens(['one', 'two'])
  expect(await tokens.get()).toBe('one')
  const dropping = tokens.drop('one')
  // The note in the store still names the refused one when this caller looks.
  const meanwhile = tokens.get()
  await dropping
  expect(await tokens.get()).toBe('two')
  expect(await meanwhile).toBe('two')
  expect(fetches()).toBe(2)
})

test('access token · two processes drop the same one · one fetches, both get the new one', async () => {
  const store = createMemoryStore()
  const [one, other] = [openTokens(['one', 'two'], store), openTokens(['never'], store)]
  expect(await one.tokens.get()).toBe('one')
  expect(await other.tokens.get()).toBe('one')
  await Promise.all([one.tokens.drop('one'), other.tokens.drop('one')])
  expect(await one.tokens.get()).toBe('two')
  expect(await other.tokens.get()).toBe('two')
  expect(one.fetches() + other.fetches()).toBe(2)
})

test('access token · a straggler drops the one before · the new one stays', async () => {
  const { tokens, fetches } = openTokens(['one', 'two', 'three'])
  await tokens.get()
  await tokens.drop('one')
  await tokens.get()
  await tokens.drop('one')
  expect(await tokens.get()).toBe('two')
  expect(fetches()).toBe(2)
})

test('access token · upstream gives the refused one again · it is taken', async () => {
  const { tokens, fetches } = openTokens(['one'])
  await tokens.get()
  await tokens.drop('one')
  expect(await tokens.get()).toBe('one')
  expect(await tokens.get()).toBe('one')
  expect(fetches()).toBe(2)
})
