/** @jest-environment jsdom */
import { RETRY } from '../../core/errors'
import * as channels from '../../miniprogram/shiming/texts/channels'
import * as consent from '../../miniprogram/shiming/texts/consent'
import * as errors from '../../miniprogram/shiming/texts/errors'
import * as results from '../../miniprogram/shiming/texts/results'
import * as steps from '../../miniprogram/shiming/texts/steps'
import * as subject from '../../miniprogram/shiming/texts/subject'
import * as verify from '../../miniprogram/shiming/texts/verify'
import type { ErrorCode, Retry } from '../../typings/contract'

const { ENDINGS, ERROR_TEXTS, wordsFor } = errors
const CODES = Object.keys(RETRY) as ErrorCode[]
const RETRIES: Retry[] = ['retry', 'switch', 'final']

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Everything a person reads, without the words that code uses (`calm`, `wait`). */
const ALL = [channels, consent, errors, results, steps, subject, verify]
  .flatMap(textsIn)
  .filter((text) => /\p{Script=Han}/u.test(text))

const WORDS = CODES.flatMap((code) => RETRIES.map((retry) => wordsFor({ code, retry })))

test('texts · there are many of them', () => {
  expect(ALL.length).toBeGreaterThan(120)
})

test('texts · a sentence · has at most 40 characters', () => {
  const sentences = [...ALL, ...WORDS.flatMap(textsIn)].flatMap((text) => text.split('。'))
  expect(sentences.filter((sentence) => Array.from(sentence).length > 40)).toEqual([])
})

test('texts · no exclamation mark, no code, no digits, no blame', () => {
  const bad = /[!！]|[A-Z]{2,}|\d|错误|失败|非法|违规|您输错|无效/
  expect([...ALL, ...WORDS.flatMap(textsIn)].filter((text) => bad.test(text))).toEqual([])
})

test.each(CODES)('%s · says what happened and what to do, and ends in what is possible', (code) => {
  const { text, next } = ERROR_TEXTS[code]
  expect(text.endsWith('。')).toBe(true)
  expect(next.endsWith(ENDINGS[RETRY[code]])).toBe(true)
  for (const retry of RETRIES)
    expect(wordsFor({ code, retry }).next.endsWith(ENDINGS[retry])).toBe(true)
})

test('texts · a code of a later server · is still answered in words', () => {
  expect(wordsFor({ code: 'NEW_CODE' as ErrorCode, retry: 'switch' }).text).toBeTruthy()
})

const WAY = { channel: 'face2', needsSubject: true, handoff: 'facialVerify', face: true } as const

test.each([
  [{ available: true }, ''],
  [{ available: false, reason: 'not-configured' as const }, ''],
  [{ available: false, reason: 'device' as const }, '这部设备用不了，请换一部手机。'],
  [{ available: false, reason: 'client-too-old' as const }, '请将微信更新到最新版本。'],
  [
    { available: false, reason: 'client-too-old' as const, minimum: { wechatVersion: '8.0.57' } },
    '请将微信更新到 8.0.57 以上。',
  ],
])('channel · %j · the reason and the mend', (info, text) => {
  expect(channels.reasonText({ ...WAY, ...info })).toBe(text)
})

test('channel · a terminal that works · is for the counter, not for the phone', () => {
  expect(channels.reasonText({ ...WAY, handoff: 'terminal', available: true })).not.toBe('')
})
