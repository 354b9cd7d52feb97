import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../scripts/start/free-port'
import { createServerChild } from '../../scripts/start/server-child'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shiming-child-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Says in a file that it was started, answers, and dies when it is asked to. */
const SCRIPT = `
require('node:fs').appendFileSync(process.env.STARTS, 'started ')
require('node:http')
  .createServer((request, response) => {
    if (request.url === '/die') process.exit(1)
    response.end()
  })
  .listen(process.env.PORT, process.env.HOST)
`

async function openChild() {
  const [script, starts] = [join(folder, 'server.cjs'), join(folder, 'starts')]
  writeFileSync(script, SCRIPT)
  const child = createServerChild({
    script,
    port: await freePort('127.0.0.1'),
    logFile: join(folder, 'server.log'),
    variables: { STARTS: starts },
  })
  await child.ready
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${child.port}${path}`).catch(() => undefined)
  return { child, ask, starts: () => readFileSync(starts, 'utf8').trim().split(' ').length }
}

test('npm start · the server dies · it is started again', async () => {
  const { child, ask, starts } = await openChild()
  await ask('/die')
  while (!(await ask('/healthz'))) await sleep(20)
  expect(starts()).toBe(2)
  await child.stop()
  expect(await ask('/healthz')).toBeUndefined()
})

test('npm start · it ends while the server is about to be started again · nothing is started', async () => {
  const { child, ask, starts } = await openChild()
  await ask('/die')
  await sleep(50)
  await child.stop()
  await sleep(400)
  expect(starts()).toBe(1)
  expect(await ask('/healthz')).toBeUndefined()
})
