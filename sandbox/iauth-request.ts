import type { IncomingHttpHeaders } from 'node:http'
import { readJsonObject } from './http'
import type { Refused } from './iauth-check'
import { isMissing } from './iauth-visits'

/** A pull whose form is right. Nothing of it is checked yet. */
export interface PullRequest {
  /** The header of that name. */
  signature: string
  token: string
  appid: string
  /** 1 text only, 0 with pictures and video. Absent in the request: 0. */
  info_type: 0 | 1
  /** Absent in the request: 3. */
  crypt_type: 1 | 2 | 3
}

/** @returns The request, or why it is refused before anything is checked. */
export function readPullRequest(headers: IncomingHttpHeaders, body: Buffer): PullRequest | Refused {
  const { signature } = headers
  if (typeof signature !== 'string' || signature === '') {
    return { code: '4', reason: '没有 signature 头' }
  }
  if (body.length === 0) return { code: '1', reason: '没有请求体' }
  const fields = readFields(String(headers['content-type']), body)
  if (!fields) return { code: '2', reason: '请求体不是 JSON 对象，或 content-type 不对' }

  const { token, appid, info_type = 0, crypt_type = 3 } = fields
  if (isMissing(token) || isMissing(appid)) return { code: '1', reason: '缺少 token 或 appid' }
  if (typeof token !== 'string') return { code: '2', reason: 'token 应是文本' }
  if (typeof appid !== 'string') return { code: '2', reason: 'appid 应是文本' }
  if (info_type !== 0 && info_type !== 1) return { code: '2', reason: 'info_type 应是 0 或 1' }
  if (crypt_type !== 1 && crypt_type !== 2 && crypt_type !== 3) {
    return { code: '2', reason: 'crypt_type 应是 1、2 或 3' }
  }
  return { signature, token, appid, info_type, crypt_type }
}

/** JSON, or a form, in which every value is text. */
function readFields(contentType: string, body: Buffer): Record<string, unknown> | undefined {
  if (/^application\/json\b/i.test(contentType)) return readJsonObject(body)
  if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) return undefined
  const { info_type, crypt_type, ...rest } = Object.fromEntries(
    new URLSearchParams(body.toString('utf8')),
  )
  return { ...rest, ...digit({ info_type, crypt_type }) }
}

/** The single digits among these values as numbers; absent ones stay absent. */
function digit(values: Record<string, string | undefined>): Record<string, unknown> {
  const present = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    present.map(([key, value]) => [key, /^\d$/.test(value ?? '') ? Number(value) : value]),
  )
}
