import * as v from 'valibot'
import type { Evidence, Handoff, Subject } from '../../../typings/contract'
import { md5Hex } from '../../crypto/hash'
import { isError, RETRY } from '../../errors'
import { readCode } from '../../json'
import type { Channel, ChannelDeps, Failed, Heard, Outcome, Traits } from '../channel'
import { lookUp } from '../code-table'
import { SUPPORT_CODES } from './codes'
import { readFace1, readUserIdKey, readVerdict } from './result'

export interface Face1Config {
  /** 0 reads digits, 1 flashes the screen, 2 flashes if possible, else digits. */
  checkAliveType: 0 | 1 | 2
  /** `direct`: name and number go through the client; else a key that stands for them. */
  subject: 'userIdKey' | 'direct'
  /** Upstream keeps the recording too. */
  uploadVideo: boolean
}

const LEAST = { wechatVersion: '6.7.2', sdkVersion: '1.9.3' }

/** WeChat's own face page, first edition (微信人脸核身 1.0). On phones only. */
export const TRAITS: Traits = {
  handoff: 'faceVerify',
  needsSubject: true,
  face: true,
  minimum: { ios: LEAST, android: LEAST },
  mainlandOnly: true,
  exchanges: 6,
  unconfigured: { reason: 'sunset', since: '2026-06-30' },
}

const KEY_PATH = '/cityservice/face/identify/getuseridkey'
const PULL_PATH = '/cityservice/face/identify/getinfo'

/** How long upstream knows a ticket. Seconds. */
const TICKET_TTL_S = 300

/** What a client that says nothing is taken to have said: the person cancelled. */
const CLOSED = '90100'

const EVIDENCE = v.pipe(
  v.object({
    /** Opaque. */
    verifyResult: v.nullish(v.pipe(v.string(), v.maxLength(1024))),
    errCode: v.nullish(
      v.union([v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.maxLength(64))]),
    ),
  }),
  v.transform(({ verifyResult, errCode }): Evidence<'face1'> => {
    const code = String(errCode ?? '')
    return { ...(verifyResult && { verifyResult }), ...(code && { errCode: code }) }
  }),
)

/**
 * Channel `face1`: WeChat's face page gives a ticket, and the server asks with it whose face it was.
 *
 * @see docs/channels/face1.md
 */
export function createFace1(config: Face1Config, deps: ChannelDeps): Channel<'face1'> {
  const { wechat, now } = deps
  const api = config.uploadVideo
    ? 'startFacialRecognitionVerifyAndUploadVideo'
    : 'startFacialRecognitionVerify'

  /** The claimed person as the client hands them to the face page. */
  async function claim({ name, idNumber }: Subject): Promise<Claimed> {
    if (config.subject === 'direct') return { name, idCardNumber: idNumber }
    const body = await wechat.post(KEY_PATH, { name, id_card_number: idNumber })
    return { userIdKey: readUserIdKey(body) }
  }

  /** Nobody answers. A ticket that nobody has answered for as long as it lives is of no use any more. */
  function unanswered(askedAt: number, error: unknown): Failed {
    if (!isError(error, 'UPSTREAM_UNAVAILABLE') || now() - askedAt < TICKET_TTL_S) throw error
    return { status: 'failed', code: 'SESSION_EXPIRED', retry: RETRY.SESSION_EXPIRED }
  }

  return {
    id: 'face1',
    evidence: EVIDENCE,

    async start({ subject }) {
      if (!subject) throw new TypeError('face1 needs a subject')
      const { checkAliveType } = config
      const memory = {
        nameMd5: md5Hex(subject.name),
        idNumberMd5: md5Hex(subject.idNumber),
        checkAliveType,
      }
      const claimed = await claim(subject)
      return { handoff: { kind: 'faceVerify', api, ...claimed, checkAliveType }, memory }
    },

    finish({ verifyResult, errCode }): Heard {
      return verifyResult === undefined ? heardOf(errCode) : { status: 'ask', ticket: verifyResult }
    },

    async pull({
      owner,
      startedAt,
      askedAt,
      memory,
      evidence: { verifyResult },
    }): Promise<Outcome> {
      if (verifyResult === undefined) throw new TypeError('face1 pulls by verifyResult')
      try {
        const body = await wechat.post(PULL_PATH, { verify_result: verifyResult })
        return readFace1(body, { ...memory, owner, startedAt, now: now() })
      } catch (error) {
        return unanswered(askedAt, error)
      }
    },
  }
}

type FaceVerify = Extract<Handoff, { kind: 'faceVerify' }>
type Claimed = Pick<FaceVerify, 'userIdKey' | 'name' | 'idCardNumber'>

/** Back without a ticket, so that upstream cannot be asked. Without a word: closed by the person. */
function heardOf(errCode: string = CLOSED): Heard {
  const code = readCode(errCode)
  const words = code === undefined ? lookUp(SUPPORT_CODES, errCode) : undefined
  if (words) return { status: 'failed', code: words.code, retry: words.retry }
  const heard = readVerdict(code)
  if (heard.status !== 'pending') return heard
  return { status: 'failed', code: 'UPSTREAM_UNAVAILABLE', retry: RETRY.UPSTREAM_UNAVAILABLE }
}
