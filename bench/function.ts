import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { median } from './measure'
import type { Row } from './row'

const run = promisify(execFile)
const ROUNDS = 11

/** Enough to be wired up; nothing is connected before the first call. */
const SETTINGS = {
  SHIMING_MODE: 'sandbox',
  STORE: 'postgres',
  DATABASE_URL: 'postgres://shiming@127.0.0.1:1/none',
}

/** Size of the function `verify`, and how much longer Node takes to start with it than without. */
export async function measureFunction(root: string): Promise<Row[]> {
  const path = join(root, 'dist/cloudfunctions/verify/index.js')
  const load = `if (typeof require(${JSON.stringify(path)}).main !== 'function') process.exit(1)`
  const withIt: number[] = []
  const bare: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    withIt.push(await startMs(load))
    bare.push(await startMs('0'))
  }
  const code = readFileSync(path)
  return [
    {
      what: 'start of Node with verify',
      ours: median(withIt),
      against: 'start of bare Node',
      theirs: median(bare),
      unit: 'ms',
      goal: `≤ ${((median(bare) + 60) / median(bare)).toFixed(2)} (60 ms more)`,
    },
    {
      what: 'verify, gzipped',
      ours: gzipSync(code).length / 1024,
      against: 'verify as it is',
      theirs: code.length / 1024,
      unit: 'KiB',
    },
  ]
}

async function startMs(script: string): Promise<number> {
  const started = performance.now()
  await run(process.execPath, ['-e', script], { env: { ...process.env, ...SETTINGS } })
  return performance.now() - started
}
