import { createMovableClock } from '../../sandbox/clock'
import { createControl } from '../../sandbox/control'
import { createLog, maskIdNumber, maskName, maskTicket } from '../../sandbox/log'
import type { House } from './iauth-client'
import { ACCOUNT, extraDataAt, NOW, openHouse, PERSON, sign } from './iauth-client'

let house: House

beforeEach(async () => {
  house = await openHouse()
})

afterEach(() => house.iauth.close())

const control = async () => (await fetch(`${house.origin}/__control`)).json()
const log = async (query = '') => (await fetch(`${house.origin}/__log${query}`)).json()
const force = (body: string) => fetch(`${house.origin}/__control`, { method: 'POST', body })

describe('/__control', () => {
  test.each(['{"outcome":"no such"}', '{"outcome":1}', '{}', 'outcome=pass', 'null', ''])(
    'refuses %s with 400 and changes nothing',
    async (body) => {
      house.iauth.force('yt-603')
      expect((await force(body)).status).toBe(400)
      expect((await control()).current).toBe('yt-603')
    },
  )

  test('forces an outcome, with 204, until another one is forced', async () => {
    const answer = await force('{"outcome":"close"}')
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect((await control()).current).toBe('close')
    expect(house.iauth.visit(extraDataAt())).toBeUndefined()
    house.iauth.force('pass')
    expect((await control()).current).toBe('pass')
  })

  test('lists every outcome once, by group, with words', async () => {
    const { id, title, groups, current } = await control()
    expect([id, current]).toEqual(['iauth', 'pass'])
    expect(title).toContain('实名核身')
    const rows: { id: string; label: string; meaning: string }[] = groups.flatMap(
      (group: { outcomes: object[] }) => group.outcomes,
    )
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(['id', 'label', 'meaning'])
      expect(row.label && row.meaning).toMatch(/./)
      expect(() => house.iauth.force(row.id)).not.toThrow()
    }
  })

  test('takes GET and POST only', async () => {
    const response = await fetch(`${house.origin}/__control`, { method: 'DELETE' })
    expect(response.status).toBe(405)
  })

  test('an unknown outcome throws, two of the same name are refused', () => {
    expect(() => house.iauth.force('no such')).toThrow(RangeError)
    const row = { id: 'a', group: 'g', label: 'l', meaning: 'm' }
    const twice = {
      id: 'x',
      title: 't',
      outcomes: [row, row] as const,
      log: createLog({ now: () => 0 }),
    }
    expect(() => createControl({ ...twice, outcomes: [row, { ...row }] })).toThrow(RangeError)
  })
})

describe('/__log', () => {
  test('tells what was signed, checked and answered, newer than asked for', async () => {
    const token = house.tokenUnder('pass')
    await house.ask(token)
    await house.ask(token, { signature: sign('appauth') })
    const { entries } = await log()
    const titles = entries.map((entry: { title: string }) => entry.title)
    expect(titles).toEqual([
      '进入小程序',
      '完成验证 → 通过',
      '拉取结果 → errorcode 0',
      '拉取结果 → errorcode 3',
    ])
    expect(entries[2]).toMatchObject({ n: 3, at: NOW * 1000 })
    expect(JSON.stringify(entries[2])).toContain(`a=4000&m=getdetectinfo&t=${NOW}&e=600`)
    expect((await log('?after=3')).entries).toEqual(entries.slice(3))
    expect((await log('?after=x')).entries).toHaveLength(4)
  })

  test.each(['pass', 'other-person', 'bad-id', 'no-name', 'slow', 'error-8'])(
    'never shows a name, number, token or key · %s',
    async (outcome) => {
      const quick = await openHouse({ slowMs: 1 })
      try {
        const token = quick.tokenUnder(outcome)
        await quick.ask(token)
        const { secretKey, aesKey } = ACCOUNT
        const text = await (await fetch(`${quick.origin}/__log`)).text()
        const secrets = [token, secretKey, aesKey, PERSON.name, PERSON.idNumber, extraDataAt().uid]
        for (const secret of [...secrets, '李四', '440000198506220480', sign('appauth')]) {
          expect(text).not.toContain(secret)
        }
        expect(text).toMatch(/[张李]\*|"\* /)
      } finally {
        await quick.iauth.close()
      }
    },
  )

  test('forgets the oldest', () => {
    const long = createLog({ now: () => 1 })
    for (let n = 1; n <= 600; n += 1) long.add(`entry ${n}`, [])
    expect(long.after(0)).toHaveLength(500)
    expect(long.after(599)).toEqual([{ n: 600, at: 1000, title: 'entry 600', lines: [] }])
  })
})

test('masks show enough to tell apart and no more', () => {
  expect(maskName('欧阳修')).toBe('欧*')
  expect(maskName('𠮷田')).toBe('𠮷*')
  expect(maskIdNumber('11010519491231002X')).toBe('110105********002X')
  expect(maskIdNumber('1234567')).not.toMatch(/123|567/)
  expect(maskTicket('{ABCDEF-123}')).toBe('{ABC…（12 位）')
  expect(maskTicket('12345678')).toBe('…')
})

test('a movable clock runs with its base and goes both ways', () => {
  let now = 100
  const clock = createMovableClock({ now: () => now })
  clock.advance(50)
  now = 110
  clock.advance(-20)
  expect(clock.now()).toBe(140)
})
