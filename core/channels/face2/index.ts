import * as v from 'valibot'
import type { Evidence } from '../../../typings/contract'
import { isError } from '../../errors'
import type { Channel, ChannelDeps, Traits } from '../channel'
import { readFace2, readVerifyId } from './result'
import type { Certificate } from './sign'
import { certHash } from './sign'

export interface Face2Config {
  /** Upstream keeps the recording too; needs a permission of its own. */
  uploadVideo: boolean
}

const LEAST = { sdkVersion: '3.8.12' }

/** WeChat's own face page, second edition (微信人脸核身 2.0). On phones only. */
export const TRAITS: Traits = {
  handoff: 'facialVerify',
  needsSubject: true,
  face: true,
  minimum: { ios: LEAST, android: LEAST, ohos: LEAST },
  mainlandOnly: true,
  exchanges: 6,
  pollsForS: 3500, // of the 3600 that a `verify_id` lives
}

const START_PATH = '/cityservice/face/identify/getverifyid'
const PULL_PATH = '/cityservice/face/identify/queryverifyinfo'

const CERT_TYPE = 'IDENTITY_CARD'
/** How long a `verify_id` is good for. Seconds. */
const VERIFY_ID_TTL_S = 3600
/** `out_seq_no` seen before: another one, once. */
const SEQUENCE_TAKEN = '84019'
/** 24 characters of `[0-9A-Za-z_-]`, of the 5 to 32 that upstream takes. */
const SEQUENCE_BYTES = 18

const EVIDENCE = v.pipe(
  v.object({
    errCode: v.nullish(
      v.union([v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.maxLength(128))]),
    ),
  }),
  v.transform(({ errCode }): Evidence<'face2'> => {
    const code = String(errCode ?? '')
    return { ...(code && { errCode: code }) }
  }),
)

/**
 * Channel `face2`: the server opens a process for a person, WeChat's face page goes through it, and the
 * server asks what came of it. Nothing that the client says is needed for that.
 *
 * @see docs/channels/face2.md
 */
export function createFace2(
  { uploadVideo }: Face2Config,
  { wechat, now, random }: ChannelDeps,
): Channel<'face2'> {
  const api = uploadVideo ? 'requestFacialVerifyAndUploadVideo' : 'requestFacialVerify'

  async function openProcess(person: Certificate, openid: string) {
    const outSeqNo = random(SEQUENCE_BYTES).toString('base64url')
    const body = await wechat.post(START_PATH, {
      out_seq_no: outSeqNo,
      cert_info: {
        cert_type: person.certType,
        cert_name: person.certName,
        cert_no: person.certNo,
      },
      openid,
    })
    return { outSeqNo, verifyId: readVerifyId(body) }
  }

  return {
    id: 'face2',
    evidence: EVIDENCE,

    async start({ owner, subject }) {
      if (!subject) throw new TypeError('face2 needs a subject')
      const person = { certType: CERT_TYPE, certName: subject.name, certNo: subject.idNumber }
      const process = await openProcess(person, owner).catch((error: unknown) => {
        if (isError(error, 'CHANNEL_UNAVAILABLE') && error.upstream === SEQUENCE_TAKEN) {
          return openProcess(person, owner)
        }
        throw error
      })
      const { verifyId } = process
      return {
        handoff: { kind: 'facialVerify', api, verifyId },
        memory: { ...process, certHash: certHash(person) },
      }
    },

    finish: () => ({ status: 'ask' }),

    async pull({ owner, startedAt, memory, evidence }) {
      const body = await wechat.post(PULL_PATH, {
        verify_id: memory.verifyId,
        out_seq_no: memory.outSeqNo,
        cert_hash: memory.certHash,
        openid: owner,
      })
      const alive = now() - startedAt < VERIFY_ID_TTL_S
      return readFace2(body, { errCode: evidence.errCode, alive })
    },
  }
}
