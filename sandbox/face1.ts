import { randomInt } from 'node:crypto'
import { createControl } from './control'
import { CLIENT_CODES, FACE1_ERRORS, FURTHER_RETS, IDENTIFY_RETS } from './face1-codes'
import type { Face1Outcome, FaceCallback, Said } from './face1-outcome'
import { FACE1_OUTCOMES } from './face1-outcomes'
import { sendFace1Screen } from './face1-screen'
import type { FaceTicket } from './face1-tickets'
import { createFaceTickets, digestsOf, KEY_LIFE_S, makeFaceTicket } from './face1-tickets'
import { sendJson } from './http'
import { createLog, maskIdNumber, maskName, maskTicket } from './log'
import type { ApiCall, ApiRefusal, Person } from './wechat-call'
import { createOnce, isMissing, isRefusal } from './wechat-call'
import type { ChannelOptions, Leaving, WechatChannel } from './wechat-channel'
import type { Admitted } from './wechat-handle'
import { createHandle } from './wechat-handle'

/** What the face call is given. */
export interface Face1Args {
  userIdKey?: string
  name?: string
  idCardNumber?: string
  checkAliveType?: number
}

/** 微信人脸核身 1.0: WeChat's face page, and the calls before and after it. */
export interface Face1Channel extends WechatChannel<Face1Outcome> {
  support(): Omit<FaceCallback, 'verifyResult'>
  /**
   * Plays the face page.
   *
   * @param api Default: the call that uploads the video as well.
   * @returns `undefined`: the callback never comes.
   */
  visit(openid: string, args: Face1Args, api?: string): FaceCallback | undefined
}

const TITLE = '微信人脸核身 1.0（face1）'
const DEFAULT_API = 'startFacialRecognitionVerifyAndUploadVideo'
const WORDS: Readonly<Record<string, string>> = { ...IDENTIFY_RETS, ...FURTHER_RETS }

/** Still being worked on: the same ticket may be asked about again. */
const UNFINISHED = '10005'

/** Ways to leave the page that no outcome needs to be forced for. */
const LEAVINGS: Readonly<Record<Exclude<Leaving, 'done'>, string>> = {
  cancel: '90100',
  denied: '90101',
  unsupported: '90109',
}

/** The channel of one mini-program. */
export function createFace1(options: ChannelOptions): Face1Channel {
  const { clock } = options
  const log = createLog(clock)
  const control = createControl<Face1Outcome>({
    id: 'face1',
    title: TITLE,
    outcomes: FACE1_OUTCOMES,
    log,
  })
  const isFirst = createOnce(control)
  const tickets = createFaceTickets(clock)

  function visit(openid: string, args: Face1Args, api = DEFAULT_API): FaceCallback | undefined {
    const { said, ticket, silent, ret, label } = control.current
    const person = personFor(args)
    if (isSaid(person)) return withoutTicket(api, person)
    if (ticket === 'none') return withoutTicket(api, said ?? saidOf(ret))
    const seen = { openid, person, checkAliveType: args.checkAliveType ?? 0, digits: digits() }
    const { userIdKey } = args
    const real = tickets.make({ ...seen, ...(userIdKey ? { userIdKey } : {}) })
    log.add(`人脸页面 → ${label}`, [
      ['本人', `${maskName(person.name)} ${maskIdNumber(person.idNumber)}`],
      ['生成 verify_result', maskTicket(real)],
    ])
    if (silent) return undefined
    const verifyResult = ticket === undefined ? real : makeFaceTicket()
    return { ...callbackOf(api, said ?? saidOf(ret)), verifyResult }
  }

  function withoutTicket(api: string, said: Said): FaceCallback {
    log.add(`人脸页面 → ${said.errCode ?? said.words}`, [['返回', '没有凭据']])
    return callbackOf(api, said)
  }

  function personFor({ userIdKey, name, idCardNumber, checkAliveType }: Face1Args): Person | Said {
    if (![undefined, 0, 1, 2].includes(checkAliveType)) return failed('10001')
    if (isMissing(userIdKey)) {
      const isWhole = typeof name === 'string' && typeof idCardNumber === 'string'
      if (!isWhole || !name || !idCardNumber) return failed('10001')
      return { name, idNumber: idCardNumber }
    }
    return tickets.personOf(String(userIdKey)) ?? failed('10041')
  }

  function admitSubject(body: ApiCall['body']): ApiRefusal | Admitted {
    const { name, id_card_number: idNumber } = body
    if (typeof name !== 'string' || typeof idNumber !== 'string' || !name || !idNumber) {
      return { code: '84006', reason: '姓名或号码为空' }
    }
    const { refuse, early, trouble } = control.current
    if (refuse?.at === 'getuseridkey') return { code: refuse.code, reason: '沙箱设定' }
    return { trouble: early ? trouble : undefined, carryOut: () => keyOf({ name, idNumber }) }
  }

  function keyOf(person: Person): object {
    const user_id_key = tickets.makeKey(person)
    log.add('上传姓名和号码 getuseridkey', [
      ['内容', `${maskName(person.name)} ${maskIdNumber(person.idNumber)}`],
      ['生成 user_id_key', maskTicket(user_id_key)],
    ])
    return { errcode: 0, errmsg: 'ok', user_id_key, expires_in: KEY_LIFE_S }
  }

  function admitTicket({ verify_result }: ApiCall['body']): ApiRefusal | Admitted {
    const found = tickets.find(verify_result)
    if (isRefusal(found)) return found
    const { refuse, early, trouble } = control.current
    if (refuse?.at === 'getinfo') return { code: refuse.code, reason: '沙箱设定' }
    return { trouble: early ? undefined : trouble, carryOut: () => infoOf(found) }
  }

  function infoOf(ticket: FaceTicket): object {
    const { ret = '0', fields, label } = control.current
    ticket.used = ret !== UNFINISHED
    const { openid, person, userIdKey, checkAliveType, digits: validate_data, madeAt } = ticket
    log.add(`查询结果 getinfo → ${label}`, [
      ['本人', `${maskName(person.name)} ${maskIdNumber(person.idNumber)}`],
      ['identify_ret', ret],
      ['摘要', 'MD5(号码)，MD5(姓名的 UTF-8)'],
    ])
    const answer = {
      errcode: 0,
      errmsg: 'ok',
      identify_ret: Number(ret),
      identify_time: madeAt,
      validate_data,
      openid,
      user_id_key: userIdKey,
      finish_time: madeAt,
      ...digestsOf(person),
      check_alive_type: checkAliveType,
    }
    return { ...answer, ...(typeof fields === 'function' ? fields(answer) : fields) }
  }

  const support = () =>
    control.current.support ?? { errMsg: 'checkIsSupportFacialRecognition:ok', errCode: 0 }

  const base = { errors: FACE1_ERRORS, log, lateMs: options.lateMs }
  const getUserIdKey = createHandle({ ...base, title: 'getuseridkey', decide: admitSubject })
  const getInfo = createHandle({ ...base, title: 'getinfo', decide: admitTicket })

  const channel: Face1Channel = {
    routes: {
      '/cityservice/face/identify/getuseridkey': { method: 'POST', handle: getUserIdKey },
      '/cityservice/face/identify/getinfo': { method: 'POST', handle: getInfo },
    },
    arrived: () => {
      channel.calls += 1
      if (control.current.voidsToken && isFirst()) options.voidToken()
    },
    control,
    log,
    calls: 0,
    support,
    visit,
    phone: { '/support': (_request, response) => sendJson(response, support()) },
    sendScreen: sendFace1Screen,
    enter: ({ openid, api, args }) => {
      const person = personFor(args)
      const { id } = control.current
      if (isSaid(person) || id === 'client-no-permission') {
        return { result: visit(openid, args, api) }
      }
      const type = args.checkAliveType ?? 0
      return { shown: { way: type === 0 ? 'digits' : 'flashes', digits: digits() } }
    },
    leave: ({ openid, api, args }, leaving) => {
      if (leaving === 'done') return visit(openid, args, api)
      const code = LEAVINGS[leaving]
      const words = leaving === 'cancel' ? 'cancel' : `fail ${CLIENT_CODES[code]}`
      return withoutTicket(api, { words, errCode: Number(code) })
    },
  }
  return channel
}

function digits(): string {
  return String(randomInt(10_000)).padStart(4, '0')
}

function isSaid(value: Person | Said): value is Said {
  return 'words' in value
}

function failed(code: string): Said {
  return { words: `fail ${WORDS[code]}`, errCode: Number(code) }
}

/** What a client says that tells the truth. */
function saidOf(ret: string | undefined): Said {
  return ret === undefined ? { words: 'ok', errCode: 0 } : failed(ret)
}

function callbackOf(api: string, { words, errCode }: Said): FaceCallback {
  const errMsg = `${api}:${words}`
  return errCode === undefined ? { errMsg } : { errMsg, errCode }
}
