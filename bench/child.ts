import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** This program, as it was started; `--child <task>` makes it do one task and print its result. */
const SELF = process.argv[1] ?? ''

/** Does one task in a process of its own, where nothing else has used memory before. */
export async function inChild<T>(task: string, ...args: string[]): Promise<T> {
  const { stdout } = await run(process.execPath, [SELF, '--child', task, ...args], {
    maxBuffer: 1 << 20,
  })
  return JSON.parse(stdout)
}

export interface Server {
  port: number
  stop(): Promise<void>
}

/** Starts a server and waits until it answers `GET <path>` with 200. */
export async function startServer(
  args: string[],
  { env = {}, path }: { env?: Record<string, string>; path: string },
): Promise<Server> {
  const port = await freePort()
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env, HOST: '127.0.0.1', PORT: String(port) },
    stdio: 'ignore',
  })
  try {
    await untilReady(`http://127.0.0.1:${port}${path}`, child)
  } catch (error) {
    child.kill()
    throw error
  }
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    port,
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}

/** This program as a server: `--child <task>` with the port, and what else it needs, in the environment. */
export function startSelf(task: string, env: Record<string, string> = {}): Promise<Server> {
  return startServer([SELF, '--child', task], { env, path: '/' })
}

const PATIENCE_MS = 30_000
const PAUSE_MS = 50

async function untilReady(url: string, child: ChildProcess) {
  const deadline = performance.now() + PATIENCE_MS
  while (performance.now() < deadline && child.exitCode === null) {
    const reply = await fetch(url).catch(() => undefined)
    await reply?.body?.cancel()
    if (reply?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  throw new Error(`${child.spawnargs.join(' ')} did not start`)
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
