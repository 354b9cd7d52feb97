import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import type { Preview } from '../../preview/server'
import { createPreview } from '../../preview/server'

/** The other mini-program of the fixture: two buttons, and what it was told on entering. */
const TARGET = `<!doctype html><meta charset="utf-8"><p id="entry"></p>
<button onclick="say({ shiming: 'back', extraData: { token: 'T' } })">完成</button>
<button onclick="say({ shiming: 'back' })">返回</button>
<button onclick="say({ shiming: 'close' })">划走</button>
<script>
  const say = (message) => parent.postMessage(message, location.origin)
  addEventListener('message', ({ data }) => { entry.textContent = JSON.stringify(data) })
  say({ shiming: 'ready' })
</script>`

/** A screen of WeChat's own in the fixture: what it was told, and four ways to end. */
const ABILITY = `<!doctype html><meta charset="utf-8"><p id="entry"></p>
<button onclick="back('ok', { errCode: 0, verifyResult: 'V' })">做完</button>
<button onclick="back('cancel', { errCode: 90100 })">取消</button>
<button onclick="back('fail out of reach', { errCode: 90199 })">做不成</button>
<button onclick="say({ shiming: 'close' })">没有下文</button>
<script>
  let api = ''
  const say = (message) => parent.postMessage(message, location.origin)
  const back = (words, more) => say({ shiming: 'back', result: { errMsg: api + ':' + words, ...more } })
  addEventListener('message', ({ data }) => { entry.textContent = JSON.stringify(data); api = data.api })
  say({ shiming: 'ready' })
</script>`

/** The preview of the fixture in a browser, with a small server behind it. */
export interface FixturePhone {
  base: string
  /** A fresh browser context at `/app.html?<query>`. */
  open(query?: string, hash?: string): Promise<Page>
  frame(query?: string): Promise<Page>
  /** Bodies and openids of the cloud calls so far. */
  calls: { name: string; openid: string; body: unknown }[]
  close(): Promise<void>
}

export async function openFixture(): Promise<FixturePhone> {
  const root = mkdtempSync(join(tmpdir(), 'preview-'))
  const miniprogramRoot = join(root, 'miniprogram')
  cpSync(join(__dirname, 'fixture/miniprogram'), miniprogramRoot, { recursive: true })
  const preview = createPreview({
    root: join(__dirname, '../..'),
    miniprogramRoot,
    registry: {
      miniPrograms: { wx0000000000000001: { url: '/target.html', name: '实名核身' } },
      sandboxes: ['/sandbox/demo'],
      abilities: {
        getRealnameAuthInfo: { url: '/ability.html' },
        startFacialRecognitionVerify: { url: '/ability.html' },
        requestFacialVerify: { url: '/ability.html' },
        checkIsSupportFacialRecognition: { url: '/support.json' },
      },
    },
    watch: false,
    log() {},
  })
  const calls: FixturePhone['calls'] = []
  const server = serve(preview, calls)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await preview.ready
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const browser = await launch()

  async function load(path: string, width: number): Promise<Page> {
    // A click that aims at a frame which is still rising misses it.
    const reducedMotion = 'reduce'
    const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000) // other work may hold up the machine
    await page.goto(base + path)
    return page
  }

  return {
    base,
    calls,
    async open(query = '', hash = '') {
      const page = await load(`/app.html?${query}${hash}`, 375)
      await page.locator('wx-page').first().waitFor()
      return page
    },
    frame: (query = '') => load(`/?${query}`, 1280),
    async close() {
      await browser.close()
      await preview.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

const OUTCOMES = [
  { id: 'pass', label: '通过', meaning: '核验一致' },
  { id: '602', label: '602', meaning: '视频活体检测没通过' },
]

/** Cloud functions, the other mini-program and one sandbox. */
function serve(preview: Preview, calls: FixturePhone['calls']): Server {
  let current = 'pass'
  return createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fixture')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body: unknown = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {}
    const json = (value: unknown) => response.end(JSON.stringify(value))
    if (pathname === '/target.html') {
      response.setHeader('content-type', 'text/html').end(TARGET)
    } else if (pathname === '/ability.html') {
      response.setHeader('content-type', 'text/html').end(ABILITY)
    } else if (pathname === '/support.json') {
      json({ errMsg: 'checkIsSupportFacialRecognition:fail No front camera', errCode: 10001 })
    } else if (pathname === '/api/broken') response.writeHead(500).end('{}')
    else if (pathname.startsWith('/api/')) {
      const openid = String(request.headers['x-wx-openid'])
      calls.push({ name: pathname.slice('/api/'.length), openid, body })
      json({ ok: true, data: { echo: body } })
    } else if (pathname === '/sandbox/demo/__control' && request.method === 'POST') {
      current = (body as { outcome: string }).outcome
      response.writeHead(204).end()
    } else if (pathname === '/sandbox/demo/__control') {
      json({
        id: 'demo',
        title: '示例系统',
        groups: [{ title: '结果', outcomes: OUTCOMES }],
        current,
      })
    } else if (pathname === '/sandbox/demo/__log') {
      const isNew = searchParams.get('after') === '0'
      const lines = [{ label: '签名', value: 'HMAC-SHA1 核对通过' }]
      json({ entries: isNew ? [{ n: 1, at: Date.now(), title: '取结果', lines }] : [] })
    } else if (pathname === '/late') json({ method: request.method, url: request.url, body })
    else if (!preview.handle(request, response)) response.writeHead(404).end('nothing')
  })
}
