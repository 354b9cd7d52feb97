import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Answer } from './http'
import { send, sendJson } from './http'
import { REFUSALS } from './iauth-codes'
import type { Trouble } from './iauth-outcome'

/** What a compressed answer unpacks to. Bytes. */
const BOMB_BYTES = 64 * 1024 * 1024

/** How often an endless answer brings another byte. */
const TRICKLE_MS = 40

const JSON_TYPE = 'application/json; charset=utf-8'

/** A call that is not answered as it should be. */
export interface DisturbedCall {
  request: IncomingMessage
  response: ServerResponse
  /** Makes the answer that comes late. */
  good: () => object
  slowMs: number
}

/** Plays the trouble. Waiting calls end when the other side, or the sandbox, closes the connection. */
export function disturb(trouble: Trouble, call: DisturbedCall): void {
  const { request, response } = call
  switch (trouble.how) {
    case 'refuse':
      sendJson(response, { errorcode: Number(trouble.code), errormsg: REFUSALS[trouble.code] })
      break
    case 'http':
      send(response, trouble)
      break
    case 'drop':
      request.socket.destroy()
      break
    case 'hang':
      break
    case 'trickle':
      trickle(response)
      break
    case 'bomb':
      send(response, bomb(request))
      break
    case 'slow':
      answerLate(call)
  }
}

function answerLate({ response, good, slowMs }: DisturbedCall): void {
  const timer = setTimeout(() => sendJson(response, good()), slowMs)
  response.once('close', () => clearTimeout(timer))
}

/** Never comes to an end by itself. */
function trickle(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': JSON_TYPE })
  response.write('{"errorcode":0,')
  const timer = setInterval(() => response.write(' '), TRICKLE_MS)
  response.once('close', () => clearInterval(timer))
}

/** Compressed for those who say that they unpack; the others get all of it. */
function bomb(request: IncomingMessage): Answer {
  const body = Buffer.alloc(BOMB_BYTES, ' ')
  return /\bgzip\b/.test(String(request.headers['accept-encoding']))
    ? {
        status: 200,
        type: JSON_TYPE,
        headers: { 'content-encoding': 'gzip' },
        body: gzipSync(body),
      }
    : { status: 200, type: JSON_TYPE, body }
}
