// `npm test`: everything that CI runs. Arguments pick steps: node scripts/test.mjs types lint
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { STEPS } from './test/steps.mjs'
import { summarise } from './test/summary.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

async function main(picked) {
  const unknown = picked.filter((name) => !Object.hasOwn(STEPS, name))
  if (unknown.length > 0) {
    console.error(`no such step: ${unknown.join(', ')}; there are ${Object.keys(STEPS).join(', ')}`)
    return 1
  }

  const cases = []
  for (const [name, step] of Object.entries(STEPS)) {
    if (picked.length > 0 && !picked.includes(name)) continue
    console.log(`\n── ${name}`)
    const started = performance.now()
    const found = await step(ROOT).catch((error) => [
      { name, status: 'failed', ms: 0, message: error.stack },
    ])
    if (found.length === 0) found.push({ name, status: 'failed', ms: 0, message: 'nothing ran' })
    cases.push(...found)
    const passed = found.filter(({ status }) => status === 'passed').length
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${name}: ${passed} of ${found.length} passed, ${seconds} s`)
  }

  const { text, ok } = summarise(cases)
  console.log(text)
  return ok ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
