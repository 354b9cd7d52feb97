import type { Caller } from '../../../core/verification/deps'
import type { Client } from '../../../typings/contract'
import { refusalOf } from '../../support/house'
import type { ScriptedHouse } from '../scripted-house'
import { openScriptedHouse, PERSON } from '../scripted-house'

let house: ScriptedHouse

beforeEach(() => {
  house = openScriptedHouse()
})

const GATES: [string, Partial<Client>, string][] = [
  ['new enough', {}, 'ok'],
  ['a base library too old', { sdkVersion: '3.8.9' }, 'DEVICE_UNSUPPORTED'],
  ['a version that is none', { sdkVersion: 'latest' }, 'DEVICE_UNSUPPORTED'],
  ['a computer', { platform: 'windows' }, 'DEVICE_UNSUPPORTED'],
]

test.each(GATES)('start · client · %s · %s', async (_, changes, expected) => {
  const client: Client = {
    platform: 'ios',
    wechatVersion: '8.0.57',
    sdkVersion: '3.8.12',
    ...changes,
  }
  const { id } = await house.open()
  const start = house.start(id, { channel: 'face2', subject: PERSON, client })
  expect(
    await start.then(
      () => 'ok',
      () => refusalOf(start),
    ),
  ).toBe(expected)
  const list = await house.call('openid-1', 'channels', { client })
  expect(list.find(({ channel }) => channel === 'face2')?.available).toBe(expected === 'ok')
})

test('channels · every channel once, with a reason where it is not available', async () => {
  house = openScriptedHouse({ channels: ['iauth', 'payface', 'oemface'] })
  const list = await house.call('openid-1', 'channels', {})
  expect(list.map(({ channel, available, reason }) => [channel, available, reason])).toEqual([
    ['face2', false, 'not-configured'],
    ['realname', false, 'closed-to-new-users'],
    ['iauth', true, undefined],
    ['face1', false, 'sunset'],
    ['oemface', true, undefined],
    ['payface', false, 'device'],
  ])
  const fields = [
    'available',
    'channel',
    'face',
    'handoff',
    'minimum',
    'modes',
    'needsSubject',
    'reason',
    'since',
  ]
  for (const each of list) expect(fields).toEqual(expect.arrayContaining(Object.keys(each)))
  const caller: Caller = { kind: 'terminal', owner: 't-1' }
  const reply = await house.reply({ action: 'channels', client: undefined }, caller)
  const usable = (reply as { data: typeof list }).data.filter(({ available }) => available)
  expect(usable.map(({ channel }) => channel)).toEqual(['payface'])
})
