import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from './clock'
import type { Control } from './control'
import { readBody, sendJson } from './http'
import type { Refused } from './iauth-check'
import { checkSignature, isRefused } from './iauth-check'
import { REFUSALS } from './iauth-codes'
import type { Cipher } from './iauth-crypto'
import { disturb } from './iauth-disturb'
import type { IauthOutcome } from './iauth-outcome'
import type { PullRequest } from './iauth-request'
import { readPullRequest } from './iauth-request'
import { resultOf, sealResult, sealText, withPictures } from './iauth-result'
import type { Ticket, Visits } from './iauth-visits'
import { ENTRY_LIFE_S, RESULT_LIFE_S } from './iauth-visits'
import type { SandboxLog } from './log'
import { maskIdNumber, maskName, maskTicket } from './log'

/** A trial appid has this many calls in all. */
const TRIAL_CALLS = 1000

/** Length of the video where nobody asked for a large one. Characters. */
const SHORT_VIDEO = 4096

/** What a pull needs of the sandbox around it. */
export interface PullOptions {
  appId: string
  secretKey: string
  cipher: Cipher
  /** Another key than the one that was issued. */
  wrongCipher: Cipher
  clock: Clock
  control: Control<IauthOutcome>
  visits: Visits
  log: SandboxLog
  trial: boolean
  /** Size of the whole answer of the outcome `big`. Bytes. */
  bigBytes: number
  slowMs: number
}

type LogLines = [label: string, value: string][]

/** Answers `POST /new/cgi-bin/getdetectinfo.php`. */
export type Pull = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The pull of one deployment, with its own count of calls. */
export function createPull(options: PullOptions): Pull {
  const { appId, secretKey, clock, visits, log } = options
  let calls = 0

  function admit(asked: PullRequest, lines: LogLines): Ticket | Refused {
    const { signature, appid } = asked
    const expected = { appId, secretKey, claimedAppId: appid, api: 'getdetectinfo' }
    const { text, refused } = checkSignature(signature, { ...expected, now: clock.now() })
    lines.push(['签名原文', text ?? '（读不出）'])
    if (refused) return refused
    lines.push(['签名核对', 'HMAC-SHA1(secretkey, 原文) 一致；a、m、t、e 有效'])
    if (asked.crypt_type !== 3) return { code: '9', reason: '这种 crypt_type 没有开通' }
    calls += 1
    if (options.trial && calls > TRIAL_CALLS) return { code: '10', reason: '测试 appid 已用完' }
    return checkTicket(visits.ticket(asked.token), options)
  }

  function refuse({ code, reason }: Refused, lines: LogLines, response: ServerResponse): void {
    lines.push(['拒绝', `${code} ${REFUSALS[code]}（${reason}）`])
    log.add(`拉取结果 → errorcode ${code}`, lines)
    sendJson(response, { errorcode: Number(code), errormsg: REFUSALS[code] })
  }

  return async (request, response) => {
    const asked = readPullRequest(request.headers, await readBody(request))
    if (isRefused(asked)) return refuse(asked, [], response)
    const lines: LogLines = [['请求', describeRequest(asked)]]
    const ticket = admit(asked, lines)
    if (isRefused(ticket)) refuse(ticket, lines, response)
    else answer({ ticket, asked, lines, request, response }, options)
  }
}

/** One pull that was let in. */
interface Pulled {
  ticket: Ticket
  asked: PullRequest
  lines: LogLines
  request: IncomingMessage
  response: ServerResponse
}

function answer({ ticket, asked, lines, ...call }: Pulled, options: PullOptions): void {
  const forced = options.control.current
  // A verdict forced after the return wins, so that the client can say 0 and the server 603.
  const result = resultOf(ticket, forced.fields ? forced : ticket.outcome)
  lines.push(['沙箱设定', forced.label], ['解密后', describeResult(result)])
  const good = () => seal(result, asked, options)
  if (forced.trouble) {
    options.log.add(`拉取结果 → ${forced.label}`, lines)
    disturb(forced.trouble, { ...call, good, slowMs: options.slowMs })
  } else {
    lines.push(['data', 'base64(AES-256-ECB(JSON, PKCS7))，密钥为 32 个字符的 AES 密钥'])
    options.log.add('拉取结果 → errorcode 0', lines)
    sendJson(call.response, good())
  }
}

function seal(result: object, asked: PullRequest, options: PullOptions): object {
  const { twist } = options.control.current
  const cipher = twist?.how === 'wrong-key' ? options.wrongCipher : options.cipher
  const whole = asked.info_type === 0 ? withPictures(result) : result
  if (twist?.how === 'inner') return sealText(twist.edit(JSON.stringify(whole)), cipher)
  // Base64 makes four characters of three bytes.
  const videoLength = twist?.how === 'big' ? (options.bigBytes * 3) / 4 : SHORT_VIDEO
  const sealed = sealResult(whole, cipher, asked.info_type === 0 ? videoLength : undefined)
  return twist?.how === 'outer' ? twist.edit(sealed) : sealed
}

function checkTicket(
  ticket: Ticket | undefined,
  { appId, clock }: Pick<PullOptions, 'appId' | 'clock'>,
): Ticket | Refused {
  if (!ticket) return { code: '11', reason: '没有这个 token' }
  if (ticket.appId !== appId) return { code: '5', reason: 'token 属于别的 appid' }
  const age = clock.now() - ticket.createdAt
  if (age > RESULT_LIFE_S) return { code: '11', reason: 'token 已过 3 天' }
  if (ticket.person) return ticket
  return age > ENTRY_LIFE_S
    ? { code: '12', reason: '2 小时内没有做完' }
    : { code: '7', reason: '验证还没有做完' }
}

function describeRequest({ token, appid, info_type, crypt_type }: PullRequest): string {
  return `token ${maskTicket(token)}，appid ${appid}，info_type ${info_type}，crypt_type ${crypt_type}`
}

function describeResult(result: object): string {
  const { name, ID, yt_errorcode, livestatus, comparestatus } = result as Record<string, unknown>
  const person = `${maskName(String(name ?? ''))} ${maskIdNumber(String(ID ?? ''))}`
  const codes = Object.entries({ yt_errorcode, livestatus, comparestatus })
  return [
    person,
    ...codes.map(([key, value]) => `${key} ${JSON.stringify(value) ?? '（无）'}`),
  ].join('，')
}
