import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpRequest } from '../../core/http'
import { createHttp } from '../../core/http'

export type Answer = (request: IncomingMessage, response: ServerResponse, n: number) => void

export interface Upstream {
  /** `http://127.0.0.1:<port>` */
  origin: string
  /** Method and URL of everything that arrived. */
  arrived: string[]
  close(): Promise<void>
}

/** A real HTTP server on this machine that does with each request what it is told. */
export async function openUpstream(answer: Answer): Promise<Upstream> {
  const arrived: string[] = []
  const server = createServer((request, response) => {
    arrived.push(`${request.method} ${request.url}`)
    answer(request, response, arrived.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, arrived, close: () => closeNow(server) }
}

function closeNow(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

const TIMEOUT_MS = 500
export const KIB = 1024

/** The product's HTTP client, and one upstream at a time for it to meet. */
export function createWire() {
  const lines: string[] = []
  const wire = {
    lines,
    upstream: undefined as Upstream | undefined,
    arrived: () => wire.upstream?.arrived ?? [],

    /** One exchange with an upstream that answers so. */
    async exchange(answer: Answer, request: Partial<HttpRequest> = {}) {
      await wire.upstream?.close()
      wire.upstream = await openUpstream(answer)
      return wire.ask({ url: `${wire.upstream.origin}/marked-path?token=marked-query`, ...request })
    },

    ask(request: Partial<HttpRequest> & { url: string }) {
      const log = (event: string, fields: object) => {
        lines.push(JSON.stringify({ event, ...fields }))
      }
      const http = createHttp({ timeoutMs: TIMEOUT_MS, log })
      return http({ method: 'GET', maxBytes: 64 * KIB, ...request })
    },
  }
  return wire
}

export const failing = (exchange: Promise<unknown>) =>
  expect(exchange).rejects.toMatchObject({
    name: 'VerificationError',
    code: 'UPSTREAM_UNAVAILABLE',
  })

/** `marked-body` under a status. */
export const status =
  (code: number): Answer =>
  (_, response) => {
    response.writeHead(code)
    response.end('marked-body')
  }
