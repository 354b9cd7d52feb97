import { createReadStream, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, resolve, sep } from 'node:path'
import type { BuildContext } from 'esbuild'
import type { Built } from './compile/bundle'
import { buildFrame, createBundle } from './compile/bundle'
import { isFile } from './compile/files'
import type { Problem } from './compile/problem'

export interface PreviewOptions {
  /** Root of the repository; the preview's own sources are read below it. */
  root: string
  miniprogramRoot: string
  registry: {
    /** Mini-programs that can be jumped to, by AppID. */
    miniPrograms: Record<string, { url: string; name: string }>
    /** Base paths of the sandboxes, such as `/sandbox/iauth`. */
    sandboxes: string[]
    /** What only a phone can do, by API or open-type: where it is played. */
    abilities: Record<string, { url: string }>
  }
  /** Build again on every save, and tell the open pages. */
  watch: boolean
  log(line: string): void
}

export interface Preview {
  /** Serves everything but what the caller takes first; `false`: the path is not the preview's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  /**
   * After the first build.
   *
   * @throws Error whose message has one line `file:line:column: message` per mistake.
   */
  ready: Promise<void>
  close(): Promise<void>
}

const MIME: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
}
const HTML: Record<string, string> = {
  '/': 'index.html',
  '/index.html': 'index.html',
  '/app.html': 'app.html',
}
const IMAGES = new Set(['.png', '.jpg', '.jpeg', '.gif', '.svg', '.webp'])

/** One mistake as compilers write it. */
export function formatProblem({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}: ${message}`
}

/** Builds the mini-program for the browser and serves it in a phone frame. */
export function createPreview(options: PreviewOptions): Preview {
  const { root, miniprogramRoot, registry, log } = options
  const listeners = new Set<ServerResponse>()
  let frame = new Map<string, Uint8Array>()
  let files = new Map<string, Uint8Array>()
  let problems: Problem[] = []
  let building: Promise<void> = Promise.resolve()

  function tell(response: ServerResponse): void {
    const kind = problems.length > 0 ? 'problems' : 'built'
    response.write(`event: ${kind}\ndata: ${JSON.stringify(problems.map(formatProblem))}\n\n`)
  }

  function built(result: Built): void {
    problems = 'problems' in result ? result.problems : []
    if ('files' in result) files = result.files
    for (const problem of problems) log(formatProblem(problem))
    for (const response of listeners) tell(response)
  }

  function subscribe(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    listeners.add(response)
    response.on('close', () => listeners.delete(response))
    if (problems.length > 0) tell(response)
    else response.write(':\n\n')
  }

  function handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false
    const path = pathOf(request.url ?? '/')
    if (path === undefined) return false
    if (path === '/__preview.json') return send(response, '.json', JSON.stringify(registry))
    if (path === '/__preview/events') {
      subscribe(response)
      return true
    }
    const page = HTML[path]
    if (page) return send(response, '.html', readFileSync(join(root, 'preview/frame', page)))
    const name = /^\/__preview\/([\w.]+)$/.exec(path)?.[1] ?? ''
    const asset = frame.get(name) ?? files.get(name)
    if (asset) return send(response, extname(name), asset)
    return path.startsWith('/__mp/') && sendImage(path.slice('/__mp/'.length), response)
  }

  function sendImage(path: string, response: ServerResponse): boolean {
    const file = resolve(miniprogramRoot, path)
    const inside = !relative(miniprogramRoot, file).split(sep).includes('..')
    if (!inside || !IMAGES.has(extname(file)) || !isFile(file)) return false
    response.writeHead(200, headersFor(extname(file)))
    createReadStream(file).pipe(response)
    return true
  }

  let bundle: BuildContext | undefined
  const ready = new Promise<void>((resolve, reject) => {
    const first = (result: Built) => {
      built(result)
      if (problems.length > 0) reject(new Error(problems.map(formatProblem).join('\n')))
      else resolve()
    }
    building = buildFrame(root).then(async (ours) => {
      frame = ours
      const created = await createBundle({ root, miniprogramRoot }, first)
      bundle = created
      if (options.watch) await created.watch()
      else await created.rebuild().catch(() => undefined) // the problems have been collected
    })
    building.catch(reject)
  })
  // Whoever does not wait for `ready` reads the same in the log and in the browser.
  ready.catch(() => undefined)

  async function close(): Promise<void> {
    await ready.catch(() => undefined)
    await building.catch(() => undefined)
    for (const response of listeners) response.end()
    await bundle?.dispose()
  }

  return { handle, ready, close }
}

function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url, 'http://preview').pathname)
  } catch {
    return undefined
  }
}

function send(response: ServerResponse, extension: string, body: string | Uint8Array): true {
  response.writeHead(200, headersFor(extension))
  response.end(body)
  return true
}

function headersFor(extension: string): Record<string, string> {
  return {
    'content-type': MIME[extension] ?? 'application/octet-stream',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
}
