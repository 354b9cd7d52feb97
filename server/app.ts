import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Fastify, { LogController } from 'fastify'
import { bugOf } from '../core/log'
import type { Product } from '../core/product'
import { BODY_LIMIT, parseBody } from './body'
import { bearerOf, callerOf } from './caller'

export interface AppOptions {
  /** Tells browsers to come by HTTPS only. */
  production: boolean
  trustWxHeaders: boolean
  /** Bounds one upstream exchange; a connection may be silent while a call makes several. */
  upstreamTimeoutMs: number
  /** Absent: nothing is logged. */
  logger?: FastifyBaseLogger
}

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}
const HTTPS_ONLY = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }

/** What a request that is no call is told: nothing of what it sent. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'bad request',
  401: 'not authenticated',
  404: 'not found',
  405: 'method not allowed',
  413: 'body too large',
  500: 'internal error',
  503: 'not available',
}

/** The methods of each path. */
const PATHS: Readonly<Record<string, string>> = {
  '/api/verify': 'POST',
  '/api/records': 'POST',
  '/healthz': 'GET, HEAD',
}

const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
/** Longer than a reverse proxy keeps its side, so that it never writes to a closed connection. */
const KEEP_ALIVE_MS = 75_000
/** More exchanges than any one call makes. */
const EXCHANGES = 6
const PING_TIMEOUT_MS = 3_000

/** The product over HTTP. Knows who calls and what is a call; everything else is `core`'s. */
export function createApp(product: Product, options: AppOptions): FastifyInstance {
  const headers = options.production ? { ...HEADERS, ...HTTPS_ONLY } : HEADERS
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    connectionTimeout: REQUEST_TIMEOUT_MS + EXCHANGES * options.upstreamTimeoutMs,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: 2_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: false, // said below, with the headers that every answer has
    // Fastify's own lines hold paths and addresses; core writes one line per call.
    logController: new LogController({ disableRequestLogging: true }),
    // A path that is no path; the hooks below do not run for it.
    frameworkErrors: (_error, _request, reply) => refuse(reply.headers(headers), 404),
    ...(options.logger && { loggerInstance: options.logger }),
  })

  takeAnyBody(app)
  guard(app, headers)
  app.setNotFoundHandler((request, reply) => refuseUnknown(request, reply))
  app.setErrorHandler((error, request, reply) => {
    const status = statusOf(error)
    if (status === 500) request.log.error(bugOf(error), 'http.broken')
    return refuse(reply, status)
  })
  addRoutes(app, product, options)
  return app
}

function addRoutes(app: FastifyInstance, product: Product, { trustWxHeaders }: AppOptions): void {
  const rules = { trustWxHeaders, callerOfToken: product.callerOfToken }

  app.post('/api/verify', async (request, reply) => {
    const event = parseBody(request.body)
    if (!event) return refuse(reply, 400)
    const caller = callerOf(request.raw.rawHeaders, rules)
    if (!caller && !isLogin(event.value)) return refuse(reply, 401)
    return product.verify(caller, event.value)
  })

  const operatorsOnly = async (request: FastifyRequest, reply: FastifyReply) => {
    const key = bearerOf(request.raw.rawHeaders)
    if (key === undefined || !product.isOperator(key)) return refuse(reply, 401)
  }
  app.post('/api/records', { onRequest: operatorsOnly }, async (request, reply) => {
    const event = parseBody(request.body)
    return event ? product.records(event.value) : refuse(reply, 400)
  })

  app.get('/healthz', async (_request, reply) => {
    const answered = await Promise.race([
      product.ping().then(
        () => true,
        () => false,
      ),
      sleep(PING_TIMEOUT_MS, false, { ref: false }),
    ])
    return answered ? { status: 'ok' } : refuse(reply, 503)
  })
}

/** Every body is bytes; whether it is JSON is asked of the bytes, not of what the client calls them. */
function takeAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.addHook('onRequest', (request, _reply, done) => {
    // A malformed one would be refused with 415. Not deleted: that makes an object slow.
    request.raw.headers['content-type'] = undefined
    done()
  })
}

/** Security headers on every answer, and no new call while shutting down. */
function guard(app: FastifyInstance, headers: Record<string, string>): void {
  let draining = false
  app.addHook('preClose', async () => {
    draining = true
  })
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    if (draining) refuse(reply, 503)
    else done()
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (draining) reply.header('connection', 'close') // else the client keeps it, and us, open
    done(null, payload)
  })
}

function refuse(reply: FastifyReply, status: number): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.code(status).send({ error: REFUSALS[status] })
}

function refuseUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path = ''] = request.url.split('?')
  const methods = Object.hasOwn(PATHS, path) ? PATHS[path] : undefined
  return methods ? refuse(reply.header('allow', methods), 405) : refuse(reply, 404)
}

/** Of the framework's many codes those that the contract knows. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && Reflect.get(error, 'statusCode')
  if (status === 413) return 413
  return typeof status === 'number' && status >= 400 && status < 500 ? 400 : 500
}

/** The one call that nobody in particular may make. */
function isLogin(event: unknown): boolean {
  return typeof event === 'object' && event !== null && Reflect.get(event, 'action') === 'login'
}
