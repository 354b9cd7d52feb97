import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { measureCalls, serveEcho } from './calls'
import { measureFunction } from './function'
import { measureSignatures, measureSmallReply } from './iauth'
import { measureLargeReply, openLargeReply } from './large-reply'
import { measurePackages } from './package'
import { serveBareFinish, serveUpstream } from './realname'
import { measureRealnameFinish } from './realname-finish'
import { measureRealnameOpener } from './realname-opener'
import type { Row } from './row'
import { formatTable } from './row'

const USAGE = 'npm run bench [-- --json FILE]'

/** What this program does when it starts itself as a child. */
const TASKS: Readonly<Record<string, (...args: string[]) => Promise<unknown>>> = {
  'large-reply': (way = '', port = '') => openLargeReply(way, port),
  echo: serveEcho,
  'realname-upstream': serveUpstream,
  'realname-bare': serveBareFinish,
}

const MEASUREMENTS: readonly ((root: string) => Promise<Row[]>)[] = [
  measureSignatures,
  measureSmallReply,
  measureLargeReply,
  measureCalls,
  measureRealnameOpener,
  measureRealnameFinish,
  measureFunction,
  measurePackages,
]

async function main([flag, ...rest]: string[]) {
  if (flag === '--child') {
    const [task = '', ...args] = rest
    console.log(JSON.stringify(await TASKS[task]?.(...args)))
    return
  }
  const file = flag === '--json' ? rest[0] : undefined
  if (flag !== undefined && file === undefined) throw new Error(USAGE)

  const rows: Row[] = []
  for (const measure of MEASUREMENTS) rows.push(...(await measure(process.cwd())))
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cpus: cpus().length }
  console.log(`Node ${machine.node}, ${machine.cpus} × ${machine.cpu}\n`)
  console.log(formatTable(rows))
  if (file === undefined) return
  const measured = rows.map((row) => ({ ...row, ratio: row.ours / row.theirs }))
  writeFileSync(file, `${JSON.stringify({ machine, rows: measured }, null, 2)}\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
