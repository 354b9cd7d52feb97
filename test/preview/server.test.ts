import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Preview } from '../../preview/server'
import { createPreview } from '../../preview/server'

const REPOSITORY = join(__dirname, '../..')
const REGISTRY = {
  miniPrograms: { wx0000000000000001: { url: '/target.html', name: '示例' } },
  sandboxes: ['/sandbox/a'],
  abilities: { requestFacialVerify: { url: '/sandbox/a/screen' } },
}
let root: string
let preview: Preview
let server: Server
let base: string
let lines: string[]

async function open(): Promise<void> {
  lines = []
  const log = (line: string) => void lines.push(line)
  const options = { root: REPOSITORY, miniprogramRoot: root, registry: REGISTRY, watch: false, log }
  preview = createPreview(options)
  server = createServer((request, response) => {
    if (!preview.handle(request, response)) response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'preview-'))
  cpSync(join(__dirname, 'fixture/miniprogram'), root, { recursive: true })
})

afterEach(async () => {
  await preview.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(root, { recursive: true, force: true })
})

test('server · mistakes in WXML and TypeScript · ready rejects with places, pages get them', async () => {
  writeFileSync(join(root, 'pages/home/home.wxml'), '<view>\n  <nowhere />\n</view>')
  await open()
  await expect(preview.ready).rejects.toThrow(/pages\/home\/home\.wxml:2:3: WXML: <nowhere>/)
  expect(lines.join('\n')).toContain('home.wxml:2:3')
  expect((await fetch(`${base}/__preview/app.js`)).status).toBe(404)
  expect((await fetch(`${base}/__preview/live.js`)).status).toBe(200)
  expect((await fetch(`${base}/__preview/frame.js`)).status).toBe(200)
  const abort = new AbortController()
  const response = await fetch(`${base}/__preview/events`, { signal: abort.signal })
  const { value } = (await response.body?.getReader().read()) ?? {}
  expect(new TextDecoder().decode(value)).toMatch(/^event: problems\ndata: \[.*home\.wxml:2:3/)
  abort.abort()
})

test('server · broken script · ready rejects with file, line and column', async () => {
  writeFileSync(join(root, 'pages/second/second.ts'), 'Page({\n  data: {,\n})')
  await open()
  await expect(preview.ready).rejects.toThrow(/pages\/second\/second\.ts:2:10: /)
})

test('server · what is not its own · is left to the caller', async () => {
  await open()
  await preview.ready
  const paths = [
    '/api/verify',
    '/nothing',
    '/__mp/app.json',
    '/__mp/..%2f..%2fpackage.json',
    '/%E0',
  ]
  for (const path of paths) {
    expect([path, (await fetch(base + path)).status]).toEqual([path, 404])
  }
  expect((await fetch(`${base}/`, { method: 'POST' })).status).toBe(404)
})

test('server · good build · serves frame, phone, registry and pictures', async () => {
  await open()
  await preview.ready
  const get = async (path: string) => {
    const response = await fetch(base + path)
    return [response.status, response.headers.get('content-type')]
  }
  expect(await get('/')).toEqual([200, 'text/html; charset=utf-8'])
  expect(await get('/app.html?platform=android')).toEqual([200, 'text/html; charset=utf-8'])
  expect(await get('/__preview/app.js')).toEqual([200, 'text/javascript; charset=utf-8'])
  expect(await get('/__preview/frame.css')).toEqual([200, 'text/css; charset=utf-8'])
  expect(await get('/__mp/images/dot.png')).toEqual([200, 'image/png'])
  expect(await (await fetch(`${base}/__preview.json`)).json()).toEqual(REGISTRY)
})
