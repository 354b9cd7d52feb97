import { randomInt } from 'node:crypto'
import { createControl } from './control'
import type { Claimed } from './face2-check'
import { checkStart } from './face2-check'
import type { FaceCheck } from './face2-checks'
import { CHECK_LIFE_S, createFaceChecks } from './face2-checks'
import { QUERY_ERRORS, START_ERRORS, VERIFY_RETS } from './face2-codes'
import type { Face2Outcome, FacialCallback, FacialWords } from './face2-outcome'
import { FACE2_OUTCOMES } from './face2-outcomes'
import { sendFace2Screen } from './face2-screen'
import { createLog, maskIdNumber, maskName, maskTicket } from './log'
import type { ApiCall, ApiRefusal } from './wechat-call'
import { createOnce, isRefusal } from './wechat-call'
import type { ChannelOptions, Leaving, WechatChannel } from './wechat-channel'
import type { Trouble } from './wechat-disturb'
import type { Admitted } from './wechat-handle'
import { createHandle } from './wechat-handle'

/** 微信人脸核身 2.0: the call that opens a check, WeChat's face page, and the call for the verdict. */
export interface Face2Channel extends WechatChannel<Face2Outcome> {
  /**
   * Plays the face page.
   *
   * @param api Default: the call without video.
   * @returns `undefined`: the callback never comes.
   */
  visit(openid: string, verifyId: string, api?: string): FacialCallback | undefined
}

const TITLE = '微信人脸核身 2.0（face2）'
const DEFAULT_API = 'requestFacialVerify'
const PASSED = '10000'
const UNFINISHED = '10300'
const ID_LENGTH = 64
const LONGEST_ID = 256
const SILENCE: Trouble = { how: 'hang' }
const CANCELS: readonly string[] = ['90002', '90003', '90004', '90005', '90006']

/** Ways to leave the page that no outcome needs to be forced for. */
const LEAVINGS: Readonly<Record<Exclude<Leaving, 'done'>, FacialWords>> = {
  cancel: { words: 'cancel', errCode: 90_100 },
  denied: failed('90008'),
  unsupported: failed('90001'),
}

/** The channel of one mini-program. */
export function createFace2(options: ChannelOptions): Face2Channel {
  const { clock } = options
  const log = createLog(clock)
  const control = createControl<Face2Outcome>({
    id: 'face2',
    title: TITLE,
    outcomes: FACE2_OUTCOMES,
    log,
  })
  const isFirst = createOnce(control)
  const checks = createFaceChecks(clock)

  function visit(openid: string, verifyId: string, api = DEFAULT_API): FacialCallback | undefined {
    const { said, unfilmed, silent, ret, label } = control.current
    if (unfilmed === 'untouched') return leaveUnfilmed(api, said ?? saidOf(ret))
    const check = checks.enter(verifyId, openid)
    if (isRefusal(check)) return refusedPage(api, check)
    check.used = true
    if (unfilmed === 'used') return leaveUnfilmed(api, said ?? saidOf(ret))
    check.filmed = true
    log.add(`人脸页面 → ${label}`, [['本人', describe(check)]])
    return silent ? undefined : callbackOf(api, said ?? saidOf(ret))
  }

  function refusedPage(api: string, { code, reason }: ApiRefusal): FacialCallback {
    log.add(`人脸页面 → 拒绝 ${code}`, [['原因', reason]])
    return callbackOf(api, { words: `fail ${QUERY_ERRORS['84001']}`, errCode: Number(code) })
  }

  function leaveUnfilmed(api: string, said: FacialWords): FacialCallback {
    log.add(`人脸页面 → ${said.errCode ?? said.words}`, [['采集', '没有']])
    return callbackOf(api, said)
  }

  function admitStart(body: ApiCall['body']): ApiRefusal | Admitted {
    const claimed = checkStart(body, checks.take)
    if (isRefusal(claimed)) return claimed
    const { early, trouble, longId } = control.current
    const forced = forcedFor('getverifyid')
    if (forced) return forced
    // Opened at once: an answer that comes late, or not at all, is about a check that exists.
    const verifyId = checks.open(claimed, longId ? LONGEST_ID : ID_LENGTH)
    return { trouble: early ? trouble : undefined, carryOut: () => opened(claimed, verifyId) }
  }

  function opened({ person, openid }: Claimed, verify_id: string): object {
    log.add('开始核身 getverifyid', [
      ['内容', `${maskName(person.name)} ${maskIdNumber(person.idNumber)}`],
      ['本人 openid', maskTicket(openid)],
      ['生成 verify_id', maskTicket(verify_id)],
    ])
    return { errcode: 0, errmsg: 'ok', verify_id, expires_in: CHECK_LIFE_S }
  }

  function admitQuery(body: ApiCall['body']): ApiRefusal | Admitted {
    const check = checks.find(body)
    if (isRefusal(check)) return check
    const forced = forcedFor('queryverifyinfo')
    if (forced) return forced
    const { early, trouble, silentOnce, unfinishedOnce } = control.current
    const isSilent = silentOnce === true && isFirst()
    const isEarly = unfinishedOnce === true && isFirst()
    const own = early ? undefined : trouble
    return { trouble: isSilent ? SILENCE : own, carryOut: () => verdictOn(check, isEarly) }
  }

  function verdictOn(check: FaceCheck, isEarly: boolean): object {
    const { ret = PASSED, edit, label } = control.current
    const isFinished = check.filmed && !isEarly
    const answer = {
      errcode: 0,
      errmsg: 'ok',
      verify_ret: Number(isFinished ? ret : UNFINISHED),
    }
    log.add(`查询结论 queryverifyinfo → ${isFinished ? label : UNFINISHED}`, [
      ['本人', describe(check)],
      ['核对', 'verify_id、out_seq_no、openid 与发起时一致，cert_hash 为 SHA-256，一致'],
      ['verify_ret', String(answer.verify_ret)],
    ])
    return isFinished ? (edit?.(answer) ?? answer) : answer
  }

  function forcedFor(api: 'getverifyid' | 'queryverifyinfo'): ApiRefusal | undefined {
    const { refuse } = control.current
    if (refuse?.at !== api || (refuse.once && !isFirst())) return undefined
    return { code: refuse.code, reason: '沙箱设定' }
  }

  const base = { errors: { ...START_ERRORS, ...QUERY_ERRORS }, log, lateMs: options.lateMs }
  const getVerifyId = createHandle({ ...base, title: 'getverifyid', decide: admitStart })
  const query = createHandle({ ...base, title: 'queryverifyinfo', decide: admitQuery })

  const channel: Face2Channel = {
    routes: {
      '/cityservice/face/identify/getverifyid': { method: 'POST', handle: getVerifyId },
      '/cityservice/face/identify/queryverifyinfo': { method: 'POST', handle: query },
    },
    arrived: () => {
      channel.calls += 1
      if (control.current.voidsToken && isFirst()) options.voidToken()
    },
    control,
    log,
    calls: 0,
    visit,
    phone: {},
    sendScreen: sendFace2Screen,
    enter: ({ openid, api, args }) => {
      const { unfilmed, said } = control.current
      const check = checks.enter(args.verifyId, openid)
      if (unfilmed === 'untouched' && said) return { result: leaveUnfilmed(api, said) }
      if (isRefusal(check)) return { result: refusedPage(api, check) }
      const { name, idNumber } = check.person
      const person = { name: maskName(name), idNumber: maskIdNumber(idNumber) }
      const numbers = String(randomInt(10_000)).padStart(4, '0')
      return { shown: { way: 'flashes', digits: numbers, appId: options.appId, ...person } }
    },
    leave: ({ openid, api, args }, leaving) => {
      if (leaving === 'done') return visit(openid, String(args.verifyId), api)
      const check = checks.enter(args.verifyId, openid)
      if (isRefusal(check)) return refusedPage(api, check)
      check.used = true
      return leaveUnfilmed(api, LEAVINGS[leaving])
    },
  }
  return channel
}

function describe({ person }: FaceCheck): string {
  return `${maskName(person.name)} ${maskIdNumber(person.idNumber)}`
}

function failed(code: string): FacialWords {
  const words = CANCELS.includes(code) ? 'cancel' : `fail ${VERIFY_RETS[code] ?? ''}`
  return { words, errCode: Number(code) }
}

/** What a client says that tells the truth; a check that is not finished is over for the client. */
function saidOf(ret: string | undefined): FacialWords {
  const isOver = ret === undefined || ret === UNFINISHED
  return isOver ? { words: 'ok', errCode: 0 } : failed(ret)
}

function callbackOf(api: string, { words, ...codes }: FacialWords): FacialCallback {
  return { errMsg: `${api}:${words}`, ...codes }
}
