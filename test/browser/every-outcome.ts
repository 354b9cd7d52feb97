import { faceEvidence } from '../../miniprogram/shiming/services/face-evidence'
import { realnameEvidence } from '../../miniprogram/shiming/services/handoff'
import { wordsFor } from '../../miniprogram/shiming/texts/errors'
import type { Attempt, Handoff, Session, Subject } from '../../typings/contract'
import type { Way } from './way'
import { faultsOf } from './way'

/** One outcome of a sandbox, without its words. */
export interface Row {
  id: string
  group: string
}

/** Where an outcome led. */
export interface Led {
  openid: string
  session: Session
  attempt: Attempt
}

type Callback = Parameters<typeof faceEvidence>[1]

/** Every outcome that the sandbox can play, from itself. */
export async function rowsOf({ stage, channel }: Way): Promise<Row[]> {
  const response = await fetch(`${stage.house.url}sandbox/${channel}/__control`)
  const { groups } = (await response.json()) as {
    groups: { title: string; outcomes: { id: string }[] }[]
  }
  return groups.flatMap(({ title, outcomes }) => outcomes.map(({ id }) => ({ id, group: title })))
}

/**
 * The whole way with one outcome, without the pages: what the phone's screen says is read by the
 * mini-program's own readers.
 *
 * @returns Nothing when the sandbox plays a callback that never comes.
 * @throws {Error} `start: <code>`: refused before anything was shown.
 */
export async function led(way: Way, id: string, subject?: Subject): Promise<Led | undefined> {
  const { channel, stage } = way
  const openid = `every-${channel}-${id}`
  await way.force(id)
  const { version } = await stage.house.call(openid, 'notice', {})
  const opened = await stage.house.call(openid, 'open', {
    purpose: '门诊预约挂号',
    consent: { version },
  })
  const { handoff, attemptId } = await stage.house.call(openid, 'start', {
    sessionId: opened.id,
    channel,
    ...(subject ? { subject } : {}),
  })
  const result = await onScreen(way, openid, handoff)
  if (!result) return undefined
  const session = await stage.house.call(openid, 'finish', {
    sessionId: opened.id,
    attemptId,
    evidence: evidenceOf(handoff, result),
  })
  const attempt = session.attempts.find((one) => one.id === attemptId)
  if (!attempt) throw new Error('the attempt is not in its session')
  return { openid, session, attempt }
}

/** Through WeChat's screen to its end; nothing when no callback comes. */
async function onScreen(way: Way, openid: string, handoff: Handoff): Promise<object | undefined> {
  const visit = { openid, api: apiOf(handoff), args: argsOf(handoff) }
  const post = async (path: string, body: object) => {
    const url = `${way.stage.house.url}sandbox/${way.channel}/${path}`
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
    return (await response.json()) as { result?: object }
  }
  const entered = await post('enter', visit)
  return entered.result ?? (await post('leave', { ...visit, leaving: 'done' })).result
}

function apiOf(handoff: Handoff): string {
  return 'api' in handoff ? handoff.api : 'getRealnameAuthInfo'
}

function argsOf(handoff: Handoff): object {
  const { kind: _, ...args } = handoff
  return args
}

function evidenceOf({ kind }: Handoff, result: object): object {
  return kind === 'faceVerify' || kind === 'facialVerify'
    ? faceEvidence(kind, result as Callback)
    : realnameEvidence(result)
}

/** What the result page must say, and what is wrong with what it says. */
export async function faultsShown(way: Way, { openid, session, attempt }: Led): Promise<string[]> {
  const { person } = way.stage
  const query = `sessionId=${encodeURIComponent(session.id)}&channel=${way.channel}`
  await person.open({ openid }, `/shiming/pages/result/result?${query}`)
  await person.page.getByText('需要帮助').waitFor()
  const words = await person.words()
  const missing = sentencesOf(attempt).filter((sentence) => !words.includes(sentence))
  return [...missing.map((sentence) => `missing: ${sentence}`), ...faultsOf(words)]
}

function sentencesOf({ status, code, retry }: Attempt): string[] {
  if (status === 'pending') return ['还在确认', '您可以先去忙别的。']
  if (status === 'cancelled') return ['还没有做完', '再试一次。']
  if (!code || !retry) throw new Error('a failed attempt without a reason')
  const { text, next } = wordsFor({ code, retry })
  return ['没有通过', text, next]
}
