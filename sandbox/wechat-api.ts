import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Control } from './control'
import { pathOf, readBody, readJsonObject, sendJson, sendNoSuchCall, urlOf } from './http'
import type { SandboxLog } from './log'
import { maskTicket } from './log'
import type { AccountDesk } from './wechat-account'
import type { ApiCall, ApiChannel, ApiRefusal, ApiRoute } from './wechat-call'
import { createOnce, isRefusal, refusalAnswer } from './wechat-call'
import { API_ERRORS, LOGIN_ERRORS } from './wechat-codes'
import { disturb } from './wechat-disturb'
import type { ApiOutcome } from './wechat-outcomes'
import type { Tokens } from './wechat-token'

/** What the interface needs of the sandbox around it. */
export interface ApiOptions {
  control: Control<ApiOutcome>
  desk: AccountDesk
  tokens: Tokens
  log: SandboxLog
  channels: readonly ApiChannel[]
  /** APIs of no channel. */
  routes: Readonly<Record<string, ApiRoute>>
  /** Addresses that may call; absent: all. */
  ipAllowed: readonly string[] | undefined
  lateMs: number
  /** Somebody asks for a token. */
  fetched(): void
}

/** Answers one request to the interface. */
export type Api = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** What is known of a request before it is let in. */
interface Asked extends ApiCall {
  path: string
  raw: Buffer
  query: URLSearchParams
}

const MEANINGS: Readonly<Record<string, string>> = { ...LOGIN_ERRORS, ...API_ERRORS }

/** The interface of one mini-program. */
export function createApi(options: ApiOptions): Api {
  const { control, tokens, log } = options
  const isFirst = createOnce(control)
  const account = accountRoutes(options)
  const channelOf = new Map(
    options.channels.flatMap((channel) =>
      Object.keys(channel.routes).map((path) => [path, channel]),
    ),
  )
  const routes: Readonly<Record<string, ApiRoute>> = Object.assign(
    {},
    options.routes,
    ...options.channels.map((channel) => channel.routes),
  )

  function admit(asked: Asked): ApiRefusal | undefined {
    const { refuse } = control.current
    const refused = checkAddress(asked.request, options.ipAllowed)
    if (refused) return refused
    const isAccount = Object.hasOwn(account, asked.path)
    const isLogin = asked.path === '/sns/jscode2session'
    const forced = isLogin ? refuse?.at === 'login' : isAccount && refuse?.at === 'everywhere'
    if (refuse && forced) return { code: refuse.code, reason: '沙箱设定' }
    return isAccount ? undefined : admitToken(asked)
  }

  function admitToken({ query }: Asked): ApiRefusal | undefined {
    const { refuse, refuseOnce } = control.current
    const refused = tokens.refused(query.get('access_token'))
    if (refused) return refused
    if (refuseOnce !== undefined && isFirst()) {
      tokens.void()
      return { code: refuseOnce, reason: '沙箱设定，一次' }
    }
    if (!refuse || refuse.at === 'login') return undefined
    return { code: refuse.code, reason: '沙箱设定' }
  }

  function serve(route: ApiRoute, asked: Asked): void {
    const refused = checkMethod(route, asked.request) ?? admit(asked) ?? checkBody(route, asked.raw)
    if (refused) refuse(refused, asked)
    else route.handle(asked)
  }

  function refuse(refused: ApiRefusal, asked: Asked): void {
    const words = refused.errmsg ?? MEANINGS[refused.code] ?? ''
    log.add(`${asked.path} → errcode ${refused.code}`, [
      ['access_token', describeToken(asked.query)],
      ['拒绝', `${refused.code} ${MEANINGS[refused.code] ?? ''}（${refused.reason}）`],
    ])
    asked.answer(refusalAnswer(refused.code, words))
  }

  return async (request, response) => {
    const path = pathOf(request)
    const route = [account, routes].find((table) => Object.hasOwn(table, path))?.[path]
    if (!route) return sendNoSuchCall(response)
    const raw = await readBody(request)
    if (route.method === 'GET' && request.method !== 'GET') return sendNoSuchCall(response, 'GET')
    if (path in account && path !== '/sns/jscode2session') options.fetched()
    channelOf.get(path)?.arrived()
    const body = readJsonObject(raw) ?? {}
    const call = { request, response, path, raw, body, query: urlOf(request).searchParams }
    const { trouble, textErrcode } = control.current
    const proceed = (answer: (value: object) => void) =>
      serve(route, { ...call, answer: (value) => answer(textErrcode ? asText(value) : value) })
    if (trouble) disturb(trouble, { request, response, proceed, lateMs: options.lateMs })
    else proceed((value) => sendJson(response, value))
  }
}

function accountRoutes({ desk, control, log }: ApiOptions): Readonly<Record<string, ApiRoute>> {
  function tell(call: ApiCall, what: string, result: object): void {
    const refused = isRefusal(result) ? result : undefined
    const words = MEANINGS[refused?.code ?? ''] ?? ''
    log.add(refused ? `${what} → errcode ${refused.code}` : what, [
      refused
        ? ['拒绝', `${refused.code} ${words}（${refused.reason}）`]
        : ['核对', 'AppID 和 AppSecret 一致'],
    ])
    call.answer(refused ? refusalAnswer(refused.code, words) : result)
  }

  const oddly = (result: object) => {
    if (control.current.token === 'absent' && !isRefusal(result)) return { expires_in: 7200 }
    const isShort = control.current.token === 'short-lived' && !isRefusal(result)
    return isShort ? { ...result, expires_in: 300 } : result
  }
  const queryOf = ({ request }: ApiCall) => Object.fromEntries(urlOf(request).searchParams)
  return {
    '/cgi-bin/stable_token': {
      method: 'POST',
      handle: (call) => tell(call, '取凭证 stable_token', oddly(desk.stableToken(call.body))),
    },
    '/cgi-bin/token': {
      method: 'GET',
      handle: (call) => tell(call, '取凭证 token', oddly(desk.classicToken(queryOf(call)))),
    },
    '/sns/jscode2session': {
      method: 'GET',
      handle: (call) => tell(call, '登录 jscode2session', desk.login(queryOf(call))),
    },
  }
}

function checkMethod({ method }: ApiRoute, request: IncomingMessage): ApiRefusal | undefined {
  if (request.method === method) return undefined
  return { code: '43002', reason: `用了 ${request.method}，应为 ${method}` }
}

function checkAddress(
  { socket }: IncomingMessage,
  allowed: readonly string[] | undefined,
): ApiRefusal | undefined {
  const address = String(socket.remoteAddress).replace(/^::ffff:/, '')
  if (!allowed || allowed.includes(address)) return undefined
  const errmsg = `invalid ip ${address}, not in whitelist`
  return { code: '40164', reason: '来源地址不在白名单', errmsg }
}

function checkBody({ method }: ApiRoute, raw: Buffer): ApiRefusal | undefined {
  if (method === 'GET') return undefined
  if (raw.length === 0) return { code: '44002', reason: '没有请求体' }
  if (!readJsonObject(raw)) return { code: '47001', reason: '请求体不是 JSON 对象' }
  const isEscaped = /\\u[0-9a-f]{4}/i.test(raw.toString('latin1'))
  return isEscaped ? { code: '40033', reason: '请求体里有 \\uxxxx' } : undefined
}

/** The same answer with `errcode` as text. */
function asText(value: object): object {
  return 'errcode' in value ? { ...value, errcode: String(value.errcode) } : value
}

function describeToken(query: URLSearchParams): string {
  const token = query.get('access_token')
  return token ? maskTicket(token) : '（无）'
}
