import { declined } from './declined'
import { passed } from './passed'
import { refused } from './refused'
import { returned } from './returned'
import type { Stage } from './stage'
import { openStage } from './stage'
import { trouble } from './trouble'
import { turnedBack } from './turned-back'

const stage = {} as Stage
const mistakes: Error[] = []

beforeAll(async () => {
  Object.assign(stage, await openStage())
  stage.phone.page.on('pageerror', (error) => mistakes.push(error))
})

afterAll(() => stage.close?.())

describe('flows', () => {
  beforeEach(() => stage.house.force('pass'))

  /** Holds after every flow, however it ended. */
  afterEach(async () => {
    const kept = await stage.person.page.evaluate(() => JSON.stringify({ ...localStorage }))
    expect([...stage.person.secrets].filter((secret) => kept.includes(secret))).toEqual([])
    expect(mistakes.splice(0)).toEqual([])
  })

  describe('refused', () => refused(stage))
  describe('turned back', () => turnedBack(stage))
  describe('trouble', () => trouble(stage))
  describe('declined', () => declined(stage))
  describe('returned', () => returned(stage))
  describe('passed', () => passed(stage))
})

test('npm start · one loopback URL in all it said; SIGTERM ends every child', async () => {
  expect(stage.house.urls()).toEqual([stage.house.url])
  expect(await stage.close()).toEqual({ code: 0, survivors: [] })
})
