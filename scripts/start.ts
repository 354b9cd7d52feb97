import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createPreview } from '../preview/server'
import { freePort } from './start/free-port'
import { createFrontDoor } from './start/front-door'
import { openSandboxes } from './start/sandboxes'
import { createServerChild } from './start/server-child'

/**
 * `npm start`: sandboxes of every upstream, the server with its embedded store, and the mini-program
 * in the browser, behind one URL on this machine. No account, no network, no database to install.
 */
async function main(): Promise<void> {
  const root = process.cwd()
  const host = '127.0.0.1'
  const port = Number(process.env.PORT || 8080)
  const dataDir = process.env.DATA_DIR || join(root, '.data')
  mkdirSync(dataDir, { recursive: true })

  const sandboxes = await openSandboxes(randomBytes)
  const server = createServerChild({
    script: join(root, 'dist', 'server.js'),
    port: await freePort(host),
    logFile: join(dataDir, 'server.log'),
    variables: { ...process.env, ...sandboxes.variables, DATA_DIR: join(dataDir, 'store') },
  })
  const preview = createPreview({
    root,
    miniprogramRoot: join(root, 'miniprogram'),
    registry: sandboxes.registry,
    watch: process.env.CI === undefined,
    log: (line) => process.stderr.write(`${line}\n`),
  })
  const door = createServer(createFrontDoor({ server, sandboxes, preview }))

  const stop = once(async (code: number) => {
    door.close()
    door.closeAllConnections()
    await Promise.allSettled([server.stop(), preview.close(), sandboxes.close()])
    process.exit(code)
  })
  process.on('SIGTERM', () => stop(0))
  process.on('SIGINT', () => stop(0))

  try {
    await Promise.all([server.ready, preview.ready])
    await new Promise<void>((resolve, reject) => {
      door.once('error', reject).listen(port, host, resolve)
    })
  } catch (error) {
    process.stderr.write(`shiming: ${explain(error, port)}\n`)
    await stop(1)
  }
  process.stdout.write(`shiming: http://${host}:${addressPort(door.address(), port)}/\n`)
}

function addressPort(address: unknown, port: number): number {
  return typeof address === 'object' && address !== null && 'port' in address
    ? Number(address.port)
    : port
}

function explain(error: unknown, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `port ${port} is taken; set PORT to another one`
  return message
}

function once<T extends unknown[]>(run: (...args: T) => Promise<void>) {
  let running: Promise<void> | undefined
  return (...args: T): Promise<void> => {
    running ??= run(...args)
    return running
  }
}

void main()
