import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

export interface ServerChildOptions {
  /** `dist/server.js`. */
  script: string
  port: number
  /** Where its log goes: lines of JSON, nothing personal in them. */
  logFile: string
  variables: NodeJS.ProcessEnv
}

export interface ServerChild {
  readonly port: number
  /** After it answers for the first time. */
  readonly ready: Promise<void>
  stop(): Promise<void>
}

const START_MS = 60_000
const POLL_MS = 50
const RESTART_MS = 200

/** The product's server as a process of its own; started again when it dies. */
export function createServerChild(options: ServerChildOptions): ServerChild {
  const log = openSync(options.logFile, 'a')
  let child: ChildProcess
  let stopping = false
  let started = false
  let failed: (error: Error) => void

  function run() {
    if (stopping) return // it died, and was to be started again
    child = spawn(process.execPath, [options.script], {
      env: { ...options.variables, HOST: '127.0.0.1', PORT: String(options.port) },
      stdio: ['ignore', log, log],
    })
    child.once('exit', () => {
      if (stopping) return
      if (started) setTimeout(run, RESTART_MS)
      else failed(new Error(`the server did not start; see ${options.logFile}`))
    })
  }

  const ready = new Promise<void>((resolve, reject) => {
    failed = reject
    run()
    waitUntilHealthy(options.port).then(() => {
      started = true
      resolve()
    }, reject)
  })

  return {
    port: options.port,
    ready: ready.catch(async (error: Error) => {
      throw new Error(`${error.message}\n${await lastLines(options.logFile)}`)
    }),
    stop() {
      stopping = true
      return new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      })
    },
  }
}

async function waitUntilHealthy(port: number): Promise<void> {
  const end = Date.now() + START_MS
  while (Date.now() < end) {
    const healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (healthy) return
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error('the server does not answer')
}

async function lastLines(file: string): Promise<string> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  return lines.slice(-5).join('\n')
}
