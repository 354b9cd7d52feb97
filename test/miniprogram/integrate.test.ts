/** @jest-environment node */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { findProblems } from '../official/structure'

const ROOT = join(__dirname, '../..')
const GUIDE = readFileSync(join(ROOT, 'docs/integrate.md'), 'utf8')
const FOLDER = process.platform === 'darwin' ? 'mac' : 'linux'
const BIN = join(ROOT, 'node_modules/miniprogram-compiler/bin', FOLDER)

/** The code blocks of one language, in the order of the guide. */
function blocks(language: string): string[] {
  const fence = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g')
  return [...GUIDE.matchAll(fence)].map(([, code = '']) => code)
}

const project = mkdtempSync(join(tmpdir(), 'shiming-host-'))
const host = join(project, 'miniprogram')
afterAll(() => rmSync(project, { recursive: true, force: true }))

/** An empty mini-program that follows the guide to the letter. */
beforeAll(() => {
  cpSync(join(ROOT, 'test/fixtures/empty-host'), host, { recursive: true })
  cpSync(join(ROOT, 'miniprogram/shiming'), join(host, 'shiming'), { recursive: true })
  mkdirSync(join(project, 'typings'))
  for (const name of ['contract.ts', 'wx-face.d.ts']) {
    copyFileSync(join(ROOT, 'typings', name), join(project, 'typings', name))
  }
  const app = JSON.parse(readFileSync(join(host, 'app.json'), 'utf8'))
  const added = blocks('json').map((block) => JSON.parse(block))
  writeFileSync(join(host, 'app.json'), JSON.stringify(Object.assign(app, ...added)))
  const [appCode = '', pageCode = ''] = blocks('ts')
  writeFileSync(join(host, 'app.ts'), appCode)
  writeFileSync(join(host, 'pages/index/index.ts'), pageCode)
})

function filesOf(...ends: string[]): string[] {
  return readdirSync(host, { recursive: true })
    .map(String)
    .filter((path) => statSync(join(host, path)).isFile())
    .filter((path) => ends.some((end) => path.endsWith(end)))
}

/** WeChat's compilers are shipped without the right to be run, so it is a copy that runs. */
function compile(tool: string, ...args: string[]): string {
  const program = join(project, tool)
  copyFileSync(join(BIN, tool), program)
  chmodSync(program, 0o755)
  const done = spawnSync(program, args, { cwd: host, encoding: 'utf8', maxBuffer: 1 << 28 })
  return done.status === 0 ? 'compiled' : `${done.stderr}${done.error ?? ''}`
}

test('guide · the steps on an empty host · every page, component and import is there', () => {
  const sources = new Map(
    filesOf('.ts', '.json', '.wxml', '.wxs', '.wxss').map((path) => [
      path,
      readFileSync(join(host, path), 'utf8'),
    ]),
  )
  expect(sources.size).toBeGreaterThan(50)
  expect(findProblems(sources)).toEqual([])
})

test("guide · the steps on an empty host · WeChat's compilers take it", () => {
  const templates = filesOf('.wxml').map((path) => `./${path}`)
  const sheets = filesOf('.wxss').map((path) => `./${path}`)
  expect(compile('wcc', '-d', '-cc', '0', ...templates, '-gn', '$gwx')).toBe('compiled')
  expect(compile('wcsc', '-db', '-pc', '0', ...sheets)).toBe('compiled')
})

test('guide · the steps on an empty host · type-checks', () => {
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'))
  const program = ts.createProgram(
    [...filesOf('.ts').map((path) => join(host, path)), join(project, 'typings/wx-face.d.ts')],
    {
      target: ts.ScriptTarget.ES2018,
      lib: ['lib.es2020.d.ts'],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: ['miniprogram-api-typings'],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    },
    ts.createCompilerHost({}),
  )
  const found = ts.getPreEmitDiagnostics(program)
  expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual(
    [],
  )
}, 30_000)

test('guide · the app.json of the demonstration · declares the same pages', () => {
  const [first = '{}'] = blocks('json')
  const ours = JSON.parse(readFileSync(join(ROOT, 'miniprogram/app.json'), 'utf8'))
  expect(ours.subPackages).toEqual(JSON.parse(first).subPackages)
})

test('guide · what the phone keeps · every key that the code writes, and no other', () => {
  const code = filesOf('.ts').map((path) => readFileSync(join(host, path), 'utf8'))
  const written = code.flatMap((text) => text.match(/'shiming\.\w+'/g) ?? [])
  const told = GUIDE.match(/`shiming\.\w+`/g) ?? []
  const plain = (list: string[]) => [...new Set(list.map((key) => key.slice(1, -1)))].sort()
  expect(plain(told)).toEqual(plain(written))
})
