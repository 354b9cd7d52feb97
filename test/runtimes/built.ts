import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(__dirname, '../..')
const BUILT = join(ROOT, 'dist/cloudfunctions')

/** What the functions are called, as the sources say. */
export function functionNames(): string[] {
  const folder = join(ROOT, 'cloudfunctions')
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'index.ts')))
}

/** What a process with one built function in it said. */
export interface Said {
  /** The Node that it ran on. */
  version: string
  /** What `exports.main` came to. */
  reply: unknown
}

/** In the child: the platform's part. Answers by the channel of its own, because functions log to stdout. */
const PLATFORM = `
const [path, event, context] = process.argv.slice(1)
require(path).main(JSON.parse(event), JSON.parse(context)).then((reply) =>
  process.send({ version: process.version, reply }, () => process.exit(0)),
)`

export interface Invocation {
  event: unknown
  /** Variables of this invocation, as the platform's context carries them. */
  own?: Record<string, string>
  /** All that the process has in its environment. */
  variables: Record<string, string>
}

/**
 * Calls a built function once, in a fresh process of the Node that runs this test.
 *
 * @throws {Error} It is not built, does not load, crashes, or ends without a reply.
 */
export function callBuilt(name: string, { event, own = {}, variables }: Invocation): Promise<Said> {
  const path = join(BUILT, name, 'index.js')
  if (!existsSync(path)) throw new Error(`${path} is not there: npm run build`)
  const context = JSON.stringify({ environment: JSON.stringify(own) })
  const args = ['-e', PLATFORM, path, JSON.stringify(event), context]
  const child = spawn(process.execPath, args, {
    env: variables,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const errors: Buffer[] = []
  child.stderr?.on('data', (chunk) => errors.push(chunk))
  return new Promise((resolve, reject) => {
    let said: Said | undefined
    child.on('message', (message) => {
      said = message as Said
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (said) resolve(said)
      else reject(new Error(`${name} ended with ${code}: ${Buffer.concat(errors)}`))
    })
  })
}
