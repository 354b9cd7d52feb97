import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Outcome } from './control'
import type { Answer } from './http'
import { send, sendJson } from './http'

/** What comes in the place of an answer, or instead of it being in time and whole. */
export type Trouble =
  /** Another HTTP answer than the interface knows. The call is not carried out. */
  | { how: 'http'; answer: Answer }
  /** The call is not carried out. */
  | { how: 'hang' | 'drop' | 'trickle' }
  /** Carried out and answered late; not carried out when the caller has hung up by then. */
  | { how: 'late' }
  /** Carried out; half of the answer arrives, or nothing. */
  | { how: 'cut' | 'lost' }

/** An outcome that may disturb the answer. */
export interface Troubling extends Outcome {
  trouble?: Trouble
}

/** A call that is not answered as it should be. */
export interface DisturbedCall {
  request: IncomingMessage
  response: ServerResponse
  /** Carries the call out; `answer` sends what came of it. */
  proceed(answer: (value: object) => void): void
  /** Delay of a late answer. Milliseconds. */
  lateMs: number
}

/** How often an endless answer brings another byte. Milliseconds. */
const TRICKLE_MS = 40

/** Plays the trouble. Waiting calls end when the other side, or the sandbox, closes the connection. */
export function disturb(trouble: Trouble, call: DisturbedCall): void {
  const { request, response, proceed } = call
  switch (trouble.how) {
    case 'http':
      send(response, trouble.answer)
      break
    case 'drop':
      request.socket.destroy()
      break
    case 'hang':
      break
    case 'trickle':
      trickle(response)
      break
    case 'late':
      answerLate(call)
      break
    case 'lost':
      proceed(() => undefined)
      break
    case 'cut':
      proceed((value) => sendHalf(response, value))
  }
}

function answerLate({ response, proceed, lateMs }: DisturbedCall): void {
  const timer = setTimeout(() => proceed((value) => sendJson(response, value)), lateMs)
  response.once('close', () => clearTimeout(timer))
}

/** Promises the whole length, and hangs up in the middle. */
function sendHalf(response: ServerResponse, value: object): void {
  const body = Buffer.from(JSON.stringify(value))
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(body.length),
  })
  response.write(body.subarray(0, body.length >> 1), () => response.destroy())
}

/** Never comes to an end by itself. */
function trickle(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
  response.write('{"errcode":0,')
  const timer = setInterval(() => response.write(' '), TRICKLE_MS)
  response.once('close', () => clearInterval(timer))
}

const HTML = 'text/html; charset=utf-8'

const ANSWERS: readonly (readonly [id: string, label: string, answer: Answer])[] = [
  ['http-502', '网关错误 502', { status: 502, type: HTML, body: '<h1>502 Bad Gateway</h1>' }],
  ['http-503', '服务不可用 503', { status: 503, type: HTML, body: '' }],
  ['http-500', '内部错误 500', { status: 500, type: HTML, body: 'error' }],
  ['http-429', '请求太多 429', { status: 429, type: 'application/json', body: '{}' }],
  [
    'http-302',
    '重定向 302',
    { status: 302, type: HTML, body: '', headers: { location: '/elsewhere' } },
  ],
  ['html', '200，却是网页', { status: 200, type: HTML, body: '<html>login</html>' }],
  ['empty', '200，却是空的', { status: 200, type: 'application/json', body: '' }],
]

const WAYS: readonly (readonly [id: string, label: string, meaning: string, trouble: Trouble])[] = [
  ['down', '服务停机', '连接中断；改选「通过」即恢复。', { how: 'drop' }],
  ['late', '很慢', '几秒之后才应答，内容与通过相同。', { how: 'late' }],
  ['hang', '不应答', '收下请求，永远不应答，也没有执行。', { how: 'hang' }],
  ['trickle', '应答没有尽头', '应答一个字节一个字节地来，永远不完。', { how: 'trickle' }],
  ['cut', '应答中断', '已经执行，应答只到一半就断了。', { how: 'cut' }],
]

/** The row of a call that was carried out and not answered; for calls that use a ticket up. */
export const LOST: Troubling = {
  id: 'lost',
  group: '网络与服务',
  label: '应答丢失',
  meaning: '已经执行，凭证已用掉，应答没有送达。',
  trouble: { how: 'lost' },
}

/** What the network and the service around the answer may do. */
export const NETWORKS: readonly Troubling[] = [
  ...WAYS.map(([id, label, meaning, trouble]) => ({
    id,
    group: LOST.group,
    label,
    meaning,
    trouble,
  })),
  ...ANSWERS.map(([id, label, answer]) => ({
    id,
    group: LOST.group,
    label,
    meaning: `HTTP 状态为 ${answer.status}，不是接口的应答。`,
    trouble: { how: 'http', answer } as const,
  })),
]
