import { createControl } from './control'
import { createLog, maskIdNumber, maskName, maskTicket } from './log'
import type { Merchant } from './realname-check'
import { checkMerchant } from './realname-check'
import { REALNAME_ERRORS } from './realname-codes'
import {
  encryptPkcs1,
  OTHER_KEY,
  RANDOM_FILLER,
  SSLV23_FILLER,
  signedText,
} from './realname-crypto'
import { encodeGb18030 } from './realname-gb18030'
import type { RealnameAnswer, RealnameEvent, RealnameOutcome } from './realname-outcome'
import { REALNAME_OUTCOMES } from './realname-outcomes'
import { sendRealnameScreen } from './realname-screen'
import type { AuthTicket } from './realname-tickets'
import { createAuthTickets, makeTicket } from './realname-tickets'
import type { ApiCall, ApiRefusal, Person } from './wechat-call'
import { createOnce, isRefusal, SOMEBODY } from './wechat-call'
import type { ChannelOptions, WechatChannel } from './wechat-channel'
import type { Admitted } from './wechat-handle'
import { createHandle } from './wechat-handle'

/** What the real-name channel needs of the sandbox around it. */
export interface RealnameOptions extends ChannelOptions {
  /** Absent: nobody may ask. */
  merchant: Merchant | undefined
  /** The pairs of ids that the button takes. */
  categories: readonly (readonly [first: number, second: number])[]
}

/** 微信支付实名信息授权: the button's sheet, and the call that trades its token for name and number. */
export interface RealnameChannel extends WechatChannel<RealnameOutcome> {
  /** Plays the button: agreed, and the payment password entered. */
  visit(openid: string, categoryId: unknown, person?: Person): RealnameEvent
}

const TITLE = '微信支付实名信息授权（realname）'
const CANCELLED: RealnameEvent = { errMsg: 'openRealnameAuth:cancel' }

/** The channel of one mini-program. */
export function createRealname(options: RealnameOptions): RealnameChannel {
  const { clock } = options
  const log = createLog(clock)
  const control = createControl<RealnameOutcome>({
    id: 'realname',
    title: TITLE,
    outcomes: REALNAME_OUTCOMES,
    log,
  })
  const isFirst = createOnce(control)
  const tickets = createAuthTickets(clock)

  function visit(openid: string, categoryId: unknown, person = SOMEBODY): RealnameEvent {
    const { event, ticket, label } = control.current
    const refused = event ?? refusedCategory(categoryId, options.categories)
    if (refused) {
      log.add(`授权 → ${refused.errMsg}`, [['返回', '没有凭证']])
      return refused
    }
    const made = ticket === 'unknown' ? makeTicket() : tickets.make(openid, person)
    log.add(`授权 → ${label}`, [
      ['授权人', maskTicket(openid)],
      ['生成 auth_token', maskTicket(made)],
    ])
    const done = { errMsg: 'openRealnameAuth:ok', errCode: 0 }
    return ticket === 'absent' ? done : { ...done, auth_token: made }
  }

  function admit(body: ApiCall['body']): ApiRefusal | Admitted {
    const found =
      checkMerchant(body, options.merchant, clock.now()) ?? tickets.find(body.auth_token)
    if (isRefusal(found)) return found
    const { refuse: code, trouble } = control.current
    if (code !== undefined) return { code, reason: '沙箱设定' }
    return { trouble, carryOut: () => answerFor(found, body) }
  }

  function answerFor(ticket: AuthTicket, asked: ApiCall['body']): object {
    ticket.used = true
    const { person, plain, edit, sealing, label } = control.current
    const { name, idNumber } = { ...ticket.person, ...person }
    log.add(`拉取实名信息 → ${label}`, [
      ['签名原文', signedText(String(asked.cert_serialno), Number(asked.timestamp))],
      ['签名核对', 'RSASSA-PKCS1-v1_5 SHA-256，商户证书公钥，一致'],
      ['内容', `${maskName(name)} ${maskIdNumber(idNumber)}`],
      ['加密', 'RSAES-PKCS1-v1_5，商户证书公钥；姓名为 GBK'],
    ])
    const text = { name: encodeGb18030(name), idNumber: Buffer.from(idNumber, 'latin1') }
    const sealed = seal(plain?.(text) ?? text, options.merchant, sealing)
    return edit?.(sealed) ?? sealed
  }

  const getInfo = createHandle({
    title: '拉取实名信息',
    errors: REALNAME_ERRORS,
    log,
    lateMs: options.lateMs,
    decide: admit,
  })

  const channel: RealnameChannel = {
    routes: { '/cgi-bin/wxopen/getrealnameinfo': { method: 'POST', handle: getInfo } },
    arrived: () => {
      channel.calls += 1
      if (control.current.voidsToken && isFirst()) options.voidToken()
    },
    control,
    log,
    calls: 0,
    visit,
    phone: {},
    sendScreen: sendRealnameScreen,
    enter: ({ args }) => {
      const refused = refusedCategory(args.categoryId, options.categories)
      const { event = refused, person } = control.current
      return event && event.errMsg !== CANCELLED.errMsg
        ? { result: event }
        : { shown: { appId: options.appId, ...maskedPerson({ ...SOMEBODY, ...person }) } }
    },
    leave: ({ openid, args }, leaving) =>
      leaving === 'done' ? visit(openid, args.categoryId) : CANCELLED,
  }
  return channel
}

function seal(
  { name, idNumber }: { name: Buffer; idNumber: Buffer },
  merchant: Merchant | undefined,
  sealing: RealnameOutcome['sealing'],
): RealnameAnswer {
  if (!merchant) throw new Error('nobody can be answered without a merchant')
  const filler = sealing === 'sslv23' ? SSLV23_FILLER : RANDOM_FILLER
  const idKey = sealing === 'other-key' ? OTHER_KEY : merchant.publicKey
  return {
    errcode: 0,
    errmsg: 'ok',
    encryted_real_name: encryptPkcs1(merchant.publicKey, name, filler).toString('base64'),
    encryted_credential_id: encryptPkcs1(idKey, idNumber, filler).toString('base64'),
  }
}

function maskedPerson({ name, idNumber }: Person) {
  return { name: maskName(name), idNumber: maskIdNumber(idNumber) }
}

function refusedCategory(
  categoryId: unknown,
  categories: RealnameOptions['categories'],
): RealnameEvent | undefined {
  const ids = Array.isArray(categoryId) ? categoryId : []
  if (ids.length === 0) {
    return { errMsg: 'openRealnameAuth:fail:category_id is empty', errCode: 40003 }
  }
  const isKnown = ids.length === 2 && categories.some(([a, b]) => ids[0] === a && ids[1] === b)
  return isKnown ? undefined : { errMsg: 'openRealnameAuth:fail:invalid category_id', errCode: -1 }
}
