import { wordsFor } from '../../miniprogram/shiming/texts/errors'
import type { ErrorCode, Retry } from '../../typings/contract'
import { until } from '../support/browser-until'
import type { Way } from './way'
import { DOTTED, faultsOf, somebody } from './way'

export const RETRY = ['再试一次', '换一种方式']
export const SWITCH = ['换一种方式', '完成']

/** Four digits or flashes of 800 ms each, and the moment of reporting them. */
const FILM_MS = 4 * 800 + 200

let claimed = 0

/** Through WeChat's own screen up to the camera's button; then the face. */
export async function film(way: Way): Promise<void> {
  await toCamera(way)
  await way.press('开始')
  await way.screen.getByText('正在识别…').waitFor()
  await way.stage.person.wait(FILM_MS)
}

async function toCamera(way: Way): Promise<void> {
  await toPermission(way)
  await way.press('允许')
  await way.screen.getByRole('button', { name: '开始', exact: true }).waitFor()
}

export async function toPermission(way: Way): Promise<void> {
  await way.stage.person.tap('开始核验')
  if (way.channel === 'face2') await way.press('同意并继续')
  await way.screen.getByRole('button', { name: '允许', exact: true }).waitFor()
}

/** From the host to the button that opens WeChat's screen, as somebody not seen before. */
export async function toReady(way: Way, openid: string): Promise<void> {
  await way.stage.person.open({ openid })
  await way.choose()
  await claim(way)
}

export async function claim(way: Way): Promise<void> {
  claimed += 1
  await way.claim(somebody(claimed))
}

/** What upstream does → the words for it. */
export type Case = readonly [outcome: string, code: ErrorCode, retry: Retry]

/** A dozen refusals, through every page. */
export function errors(way: Way, cases: Case[]): void {
  test.each(cases)('%s · %s in words, and what to do: %s', async (outcome, code, retry) => {
    const { person } = way.stage
    const openid = `${way.channel}-${outcome}`
    await way.force(outcome)
    await toReady(way, openid)
    await reach(way, outcome)
    await person.sees('没有通过')
    const words = await person.words()
    const { text, next } = wordsFor({ code, retry })
    expect(words).toContain(text)
    expect(words).toContain(next)
    expect(faultsOf(words)).toEqual([])
    expect(await person.actions()).toEqual(retry === 'retry' ? RETRY : SWITCH)
    expect(await way.attempts(openid)).toEqual(['failed'])
  })

  test('refused, then right · the same way passes', async () => {
    const { person } = way.stage
    const openid = `${way.channel}-second-try`
    await way.force('ret-10004')
    await toReady(way, openid)
    await film(way)
    await person.sees('没有通过')
    await way.force('pass')
    await person.tap('再试一次')
    await claim(way)
    await film(way)
    await person.sees('核验通过')
    expect(await way.attempts(openid)).toEqual(['failed', 'passed'])
  })
}

/** Some outcomes end before the camera's screen is shown at all. */
async function reach(way: Way, outcome: string): Promise<void> {
  if (outcome === 'client-no-permission') await way.stage.person.tap('开始核验')
  else await film(way)
}

/** The way that everybody hopes for. */
export function passes(way: Way): void {
  test('a name with a dot, a number with a small x · known, masked, at the end and at home', async () => {
    const { person } = way.stage
    const openid = `${way.channel}-passed`
    await person.open({ openid })
    await way.choose()
    await way.claim({ ...DOTTED, idNumber: DOTTED.idNumber.toLowerCase() })
    await film(way)
    await person.sees('核验通过')
    const words = await person.words()
    expect(words).toContain('古*')
    expect(words).toContain('650000********009X')
    const [finish] = person.actionsMade('finish')
    const fields = way.channel === 'face1' ? ['errCode', 'verifyResult'] : ['errCode']
    expect(Object.keys(finish?.evidence ?? {}).sort()).toEqual(fields)
    expect(await way.attempts(openid)).toEqual(['passed'])
    await person.tap('完成')
    await person.sees('已核验 古*')
  })

  test('not decided yet · waits, and passes when it is', async () => {
    const { person } = way.stage
    const openid = `${way.channel}-pending`
    await way.force('ret-10005')
    await toReady(way, openid)
    await film(way)
    await person.sees('正在确认结果')
    await become(() => way.attempts(openid), 'pending')
    await way.force('pass')
    await person.wait(3500)
    await person.sees('核验通过')
    expect(await way.attempts(openid)).toEqual(['passed'])
  })
}

/** Waits until the answer is that. */
export function become(ask: () => Promise<string[]>, wanted: string): Promise<void> {
  return until(async () => (await ask()).join() === wanted)
}
