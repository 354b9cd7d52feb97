import type { ChildProcess } from 'node:child_process'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Action, Calls, Reply } from '../../typings/contract'
import { descendantsOf } from './browser-processes'
import { until } from './browser-until'

const ROOT = join(__dirname, '../..')
const START_MS = 60_000
const GRACE_MS = 5000
const LOOPBACK_URL = /https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?\S*/g

/** How the processes of a house ended. */
export interface Ended {
  /** Exit code of the first one. */
  code: number | null
  /** Commands that still ran well after it had gone. */
  survivors: string[]
}

/** `npm start` as its user runs it: processes of their own, behind one URL. */
export interface BrowserHouse {
  /** The printed URL, with the slash at its end. */
  url: string
  /** Every loopback URL on stdout and stderr so far. */
  urls(): string[]
  /** What the iauth sandbox does from now on. */
  force(outcome: string): Promise<void>
  /** How often the iauth sandbox has been asked for a result. */
  pulls(): Promise<number>
  /** One call of the contract as that person. */
  call<A extends Action>(
    openid: string,
    action: A,
    input: Calls[A]['input'],
  ): Promise<Calls[A]['data']>
  /** SIGKILL to the product server; resolves when it is gone. */
  killServer(): Promise<void>
  isHealthy(): Promise<boolean>
  /** SIGTERM, as from a terminal or a supervisor. Removes the data. */
  stop(): Promise<Ended>
}

/**
 * Builds and starts the product on a free port with data of its own.
 *
 * @throws {Error} It does not build or start; the message has what it said.
 */
export async function openBrowserHouse(): Promise<BrowserHouse> {
  execFileSync(process.execPath, ['scripts/build.mjs', '--quiet'], { cwd: ROOT })
  const data = mkdtempSync(join(tmpdir(), 'shiming-browser-'))
  const child = spawn(process.execPath, ['dist/start.js'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: data, CI: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const urls = () => said.match(LOOPBACK_URL) ?? []
  const hasGone = () => child.exitCode !== null || child.signalCode !== null
  await until(() => urls().length > 0 || hasGone(), START_MS)
  const url = urls()[0]
  if (!url) {
    child.kill('SIGKILL')
    throw new Error(`dist/start.js did not start:\n${said}`)
  }
  return {
    url,
    urls,
    ...sandboxOf(url),
    ...serverOf(url, child),
    async stop() {
      const ended = await end(child)
      rmSync(data, { recursive: true, force: true })
      return ended
    },
  }
}

async function end(child: ChildProcess): Promise<Ended> {
  const family = descendantsOf(child.pid ?? 0)
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
  }
  // esbuild's service ends by itself when nobody is left to talk to it
  const survivors = () => family.filter(({ pid }) => isAlive(pid))
  await until(() => survivors().length === 0, GRACE_MS).catch(() => undefined)
  return { code: child.exitCode, survivors: survivors().map(({ command }) => command) }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function sandboxOf(url: string): Pick<BrowserHouse, 'force' | 'pulls'> {
  return {
    async force(outcome) {
      const { status } = await postJson(`${url}sandbox/iauth/__control`, { outcome })
      if (status !== 204) throw new Error(`no outcome ${outcome}: HTTP ${status}`)
    },
    async pulls() {
      const response = await fetch(`${url}sandbox/iauth/__log`)
      const { entries } = (await response.json()) as { entries: { title: string }[] }
      return entries.filter(({ title }) => title.startsWith('拉取结果')).length
    },
  }
}

function serverOf(
  url: string,
  child: ChildProcess,
): Pick<BrowserHouse, 'call' | 'killServer' | 'isHealthy'> {
  return {
    async call(openid, action, input) {
      const response = await postJson(
        `${url}api/verify`,
        { ...input, action },
        { 'x-wx-openid': openid },
      )
      const reply = (await response.json()) as Reply<Calls[typeof action]['data']>
      if (!reply.ok) throw new Error(`${action}: ${reply.error.code}`)
      return reply.data
    },
    async killServer() {
      const family = descendantsOf(child.pid ?? 0)
      const server = family.find(({ command }) => command.includes('server.js'))
      if (!server) throw new Error('no product server among the children')
      process.kill(server.pid, 'SIGKILL')
      await until(() => !isAlive(server.pid))
    },
    isHealthy: () =>
      fetch(`${url}healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
  }
}

function postJson(url: string, body: object, headers: Record<string, string> = {}) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}
