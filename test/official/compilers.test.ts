import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(__dirname, '../..')
const SOURCE = join(ROOT, 'miniprogram')
const FOLDER = { linux: 'linux', darwin: 'mac' }[process.platform as string] ?? 'linux'
const BIN = join(ROOT, 'node_modules/miniprogram-compiler/bin', FOLDER)

const files = readdirSync(SOURCE, { recursive: true }).map(String)
const tools = mkdtempSync(join(tmpdir(), 'shiming-official-'))

/** The mini-program's files of this kind, as the compilers want them named. */
function ours(...extensions: string[]) {
  return files.filter((name) => extensions.some((end) => name.endsWith(end))).map((f) => `./${f}`)
}

/** WeChat's compilers are shipped without the right to be run, so it is a copy that runs. */
function compile(tool: string, args: string[], cwd = SOURCE) {
  const program = join(tools, tool)
  copyFileSync(join(BIN, tool), program)
  chmodSync(program, 0o755)
  const { status, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error) throw error
  return status === 0 ? 'compiled' : stderr.trim()
}

afterAll(() => rmSync(tools, { recursive: true, force: true }))

test('wcc · every template and script of the mini-program · compiles', () => {
  expect(ours('.wxml').length).toBeGreaterThan(0)
  expect(compile('wcc', ['-d', '-cc', '0', ...ours('.wxml', '.wxs'), '-gn', '$gwx'])).toBe(
    'compiled',
  )
})

test('wcsc · every style sheet of the mini-program · compiles', () => {
  expect(ours('.wxss').length).toBeGreaterThan(0)
  expect(compile('wcsc', ['-db', '-pc', '0', ...ours('.wxss')])).toBe('compiled')
})

test.each([
  [
    'wcc',
    'optional chaining in a template',
    'a.wxml',
    '<view>{{a?.b}}</view>',
    ['-d', '-cc', '0', './a.wxml'],
  ],
  ['wcc', 'a tag left open', 'a.wxml', '<view><text></view>', ['-d', '-cc', '0', './a.wxml']],
  [
    'wcsc',
    'an import of nothing',
    'a.wxss',
    '@import "./b.wxss";',
    ['-db', '-pc', '0', './a.wxss'],
  ],
])('%s · %s · is refused', (tool, _what, name, text, args) => {
  const folder = mkdtempSync(join(tools, 'bad-'))
  writeFileSync(join(folder, name), text)
  expect(compile(tool, args, folder)).not.toBe('compiled')
})
