import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Caller, Product } from '../../core/product'
import type { AppOptions } from '../../server/app'
import { createApp } from '../../server/app'

export const KEY = 'records-key-records-key-records-key'

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
export const PERSON = bearer('good-token')

export interface Opened {
  base: string
  /** What the product was asked, in order. */
  told: { caller?: Caller | undefined; event: unknown }[]
  post(path: string, body?: string | Buffer, headers?: HeadersInit): Promise<Response>
  /** A POST written byte for byte, and everything that came back. */
  raw(path: string, headers: string[], body: string): Promise<string>
}

const apps: FastifyInstance[] = []

/** The app over real HTTP, with a product that says yes to everything and remembers it. */
export async function openApp(
  options: Partial<AppOptions> = {},
  changes: Partial<Product> = {},
): Promise<Opened> {
  const told: Opened['told'] = []
  const product: Product = {
    async verify(caller, event) {
      told.push({ caller, event })
      return { ok: true, data: 'verify' }
    },
    async records(event) {
      told.push({ event })
      return { ok: true, data: 'records' }
    },
    callerOfToken: (token) =>
      token === 'good-token' ? { kind: 'person', owner: 'token-openid' } : undefined,
    isOperator: (key) => key === KEY,
    ping: async () => {},
    sweep: async () => 0,
    ...changes,
  }
  const rules = { production: true, trustWxHeaders: false, upstreamTimeoutMs: 1000 }
  const app = createApp(product, { ...rules, ...options })
  apps.push(app)
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`

  return {
    base,
    told,
    post: (path, body, headers = {}) =>
      fetch(base + path, {
        method: 'POST',
        headers,
        ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
      }),
    raw(path, headers, body) {
      const lines = [`POST ${path} HTTP/1.1`, 'Host: here', 'Connection: close', ...headers]
      const length = `Content-Length: ${Buffer.byteLength(body)}`
      return exchange(port, `${[...lines, length].join('\r\n')}\r\n\r\n${body}`)
    },
  }
}

/** Closes every app that was opened; for `afterEach`. */
export async function closeApps(): Promise<void> {
  await Promise.all(apps.splice(0).map((app) => app.close()))
}

function exchange(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    socket.setEncoding('utf8').on('data', (data) => {
      heard += data
    })
    socket.on('close', () => resolve(heard)).on('error', reject)
    socket.write(text)
  })
}
