import { readFileSync } from 'node:fs'
import { readConfig } from '../core/config'
import type { Remark } from './doctor/examine'
import { examine } from './doctor/examine'
import { reachClock, reachStore } from './doctor/reach'
import { reachCategories } from './doctor/reach-wechat'

const USAGE = `npm run doctor [-- --store] [-- --online]
  Checks the configuration in the environment.
  --store   also opens the store
  --online  also compares the clock with WeChat's servers, and asks them which categories
            the mini-program has`

const MARKS: Record<Remark['level'], string> = { ok: '✓', note: '·', wrong: '✗' }

const now = () => Date.now() / 1000
const readFile = (path: string) => readFileSync(path, 'utf8')

async function main(flags: readonly string[]): Promise<number> {
  if (flags.some((flag) => !['--store', '--online'].includes(flag))) {
    console.log(USAGE)
    return flags.includes('--help') ? 0 : 1
  }

  const { env } = process
  const remarks = examine({ env, readFile, nodeVersion: process.versions.node, now: now() })
  const isComplete = !remarks.some(({ level }) => level === 'wrong')
  // A wrong configuration does not say which store, so there is none to look at.
  if (isComplete && flags.includes('--store')) {
    remarks.push(await reachStore(readConfig(env, readFile)))
  }
  if (flags.includes('--online')) {
    remarks.push(await reachClock('https://api.weixin.qq.com/', now))
    if (isComplete) remarks.push(...(await reachCategories(readConfig(env, readFile))))
  }
  return print(remarks)
}

/** @returns The exit code: 1 when anything is wrong. */
function print(remarks: readonly Remark[]): number {
  for (const { level, text, mend } of remarks) {
    console.log(`${MARKS[level]} ${text}`)
    if (mend !== undefined) console.log(`    ${mend}`)
  }
  const wrong = remarks.filter(({ level }) => level === 'wrong').length
  console.log(wrong === 0 ? '\nnothing is wrong' : `\n${wrong} to mend`)
  return wrong === 0 ? 0 : 1
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    // Not its message: a foreign error may quote what it was given.
    console.error(`the doctor is ill: ${error instanceof Error ? error.name : typeof error}`)
    process.exitCode = 1
  },
)
