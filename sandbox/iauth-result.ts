import type { Cipher } from './iauth-crypto'
import type { IauthOutcome, OuterAnswer } from './iauth-outcome'
import type { Ticket } from './iauth-visits'

/** Base64 of the smallest GIF, in the place of every picture. */
const PICTURE = 'R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=='

/** 16 characters: base64 of 12 zero bytes, in the place of a video. */
const FILM = 'A'.repeat(16)

/**
 * The object that stands for a verified person: `fields` of the outcome laid over a good result.
 *
 * @param outcome What the person's attempt came to.
 */
export function resultOf(ticket: Ticket, outcome: IauthOutcome | undefined): object {
  const { name = '', idNumber = '' } = ticket.person ?? {}
  const fields = outcome?.fields
  return {
    ID: idNumber,
    name,
    phone: '159*****',
    sex: Number(idNumber.slice(16, 17)) % 2 === 1 ? '男' : '女',
    nation: '汉',
    ID_address: '测试市测试区测试路1号',
    ID_birth: idNumber.slice(6, 14),
    ID_authority: '测试市公安局',
    ID_valid_date: '2015.01.01-2035.01.01',
    validatedata: ticket.digits,
    yt_errorcode: 0,
    yt_errormsg: '通过',
    livestatus: 0,
    livemsg: 'OK',
    comparestatus: 0,
    comparemsg: 'OK',
    type: 0,
    ...(typeof fields === 'function' ? fields(ticket.uid) : fields),
  }
}

/** A result with pictures, as `info_type` 0 asks for. The video is added by the sealing. */
export function withPictures(result: object): object {
  const videopics = { videopic1: PICTURE, videopic2: PICTURE, videopic3: PICTURE }
  return { ...result, frontpic: PICTURE, backpic: PICTURE, ...videopics }
}

/**
 * A good answer around `result`.
 *
 * @param videoLength Length of the field `video` in characters, rounded down to 16; absent: no field.
 */
export function sealResult(result: object, cipher: Cipher, videoLength?: number): OuterAnswer {
  const json = JSON.stringify(result)
  const sealed =
    videoLength === undefined
      ? cipher.encrypt(Buffer.from(json))
      : cipher.encryptRepeated(filmed(json, videoLength))
  return answerWith(sealed)
}

/** A good answer around any plaintext at all. */
export function sealText(plaintext: Buffer, cipher: Cipher): OuterAnswer {
  return answerWith(cipher.encrypt(plaintext))
}

function answerWith(sealed: Buffer): OuterAnswer {
  return { errorcode: 0, errormsg: 'success', data: sealed.toString('base64') }
}

/** Adds the field `video` to the text of an object, its content on whole cipher blocks. */
function filmed(json: string, videoLength: number) {
  const open = Buffer.from(`${json.slice(0, -1)},`)
  const field = '"video":"'
  const gap = (16 - ((open.length + field.length) % 16)) % 16
  return {
    before: Buffer.concat([open, Buffer.from(' '.repeat(gap) + field)]),
    block: Buffer.from(FILM),
    count: Math.floor(videoLength / 16),
    after: Buffer.from('"}'),
  }
}
