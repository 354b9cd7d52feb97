import { createLimits } from '../../core/limits'
import { createStandingClock } from '../support/house'
import { createMemoryStore } from '../support/memory-store'

const RULES = { openPerOwnerPerHour: 3, startPerSubjectPerDay: 2 }

function openLimits() {
  const clock = createStandingClock()
  const store = createMemoryStore()
  return { clock, store, limits: createLimits(RULES, store, clock.now) }
}

const KINDS = [
  ['countOpen', 3, 3600, 'retry'],
  ['countStart', 2, 86_400, 'final'],
] as const

test.each(KINDS)(
  'limits · %s · %i pass, the next is RATE_LIMITED',
  async (count, most, _, retry) => {
    const { limits } = openLimits()
    for (let n = 0; n < most; n++) await limits[count]('mine')
    await expect(limits[count]('mine')).rejects.toMatchObject({ code: 'RATE_LIMITED', retry })
    await limits[count]('of somebody else')
  },
)

test.each(KINDS)(
  'limits · %s · %i again once the window of %i s is over',
  async (count, most, windowS) => {
    const { limits, clock } = openLimits()
    for (let n = 0; n < most; n++) await limits[count]('mine')
    clock.advance(windowS - 1)
    await expect(limits[count]('mine')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
    clock.advance(1)
    await limits[count]('mine')
  },
)

test.each(KINDS)('limits · %s · 50 at once · no more than %i pass', async (count, most) => {
  const { limits } = openLimits()
  const racers = Array.from({ length: 50 }, () =>
    limits[count]('mine')
      .then(() => 1)
      .catch(() => 0),
  )
  const passed = (await Promise.all(racers)).reduce<number>((sum, one) => sum + one, 0)
  expect(passed).toBe(most)
})

test('limits · one key for both · they do not count each other', async () => {
  const { limits } = openLimits()
  for (let n = 0; n < 2; n++) await limits.countStart('mine')
  for (let n = 0; n < 3; n++) await limits.countOpen('mine')
  await expect(limits.countStart('mine')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
})

test('limits · prune · forgets what no limit looks at any more, and nothing else', async () => {
  const { limits, clock, store } = openLimits()
  for (let n = 0; n < 2; n++) await limits.countStart('mine')
  clock.advance(86_399)
  await limits.prune()
  await expect(limits.countStart('mine')).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  clock.advance(86_401)
  await limits.prune()
  expect(store.dump()).not.toContain('start:mine')
})

test('limits · the error · names the limit, not whose it is', async () => {
  const { limits } = openLimits()
  for (let n = 0; n < 3; n++) await limits.countOpen('marked-owner')
  await expect(limits.countOpen('marked-owner')).rejects.toThrow(/^(?!.*marked).*limit of open$/)
})
