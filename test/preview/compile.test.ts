import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CompiledProgram } from '../../preview/compile/program'
import { compileProgram } from '../../preview/compile/program'

const FIXTURE = join(__dirname, 'fixture/miniprogram')
let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'preview-'))
  cpSync(FIXTURE, root, { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

/** The problems of the fixture with one file changed, as `file:line:column: message`. */
function problemsWith(file: string, text: string): string[] {
  writeFileSync(join(root, file), text)
  return problemsOf(compileProgram(root))
}

function problemsOf({ problems }: CompiledProgram): string[] {
  return problems.map(
    ({ file, line, column, message }) =>
      `${file.slice(root.length + 1)}:${line}:${column}: ${message}`,
  )
}

function cssOf(program: CompiledProgram, is: string): string {
  return program.data.components.find((one) => one.is === is)?.css ?? ''
}

test.each([
  ['an unclosed tag', '<view>\n  <text>\n</view>', /home\.wxml:2:4: WXML: missing end tag/],
  ['a stray wx:else', '<view />\n<view wx:else />', /home\.wxml:2:\d+: WXML: /],
  ['a bad expression', '<view>{{a +}}</view>', /home\.wxml:1:\d+: WXML: /],
  ['a missing import', '<import src="none.wxml" />', /not found: pages\/home\/none\.wxml/],
  ['a missing wxs', '<wxs src="none.wxs" module="m" />', /not found: pages\/home\/none\.wxs/],
])('wxml · %s · is an error with its place', (_, wxml, wanted) => {
  expect(problemsWith('pages/home/home.wxml', wxml).join('\n')).toMatch(wanted)
})

test('wxml · unknown tag · is an error with line and column', () => {
  const wxml = '<view>\n  <!-- <nowhere /> -->\n  <missing-card title="<b>" />{{a < b}}\n</view>'
  expect(problemsWith('pages/home/home.wxml', wxml)).toEqual([
    'pages/home/home.wxml:3:3: WXML: <missing-card> is neither built in nor in usingComponents',
  ])
})

test('wxml · tag of usingComponents in app.json · is known on every page', () => {
  expect(problemsWith('pages/home/home.wxml', '<shared-badge text="a" />')).toEqual([])
})

test.each([
  ['garbage', '.a {\n  color: red;\n', /home\.wxss:1:1: WXSS: Unclosed block/],
  ['a missing import', '\n@import "./none.wxss";', /home\.wxss:2:1: WXSS: @import not found/],
  ['a local picture', '.a {\n  background: url(a.png);\n}', /home\.wxss:2:3: WXSS: a local file/],
  [
    'animation of a theme',
    '@media (prefers-color-scheme: dark) {\n  @keyframes a {}\n}',
    /home\.wxss:2:3: WXSS: @keyframes/,
  ],
])('wxss · %s · is an error with its place', (_, wxss, wanted) => {
  expect(problemsWith('pages/home/home.wxss', wxss).join('\n')).toMatch(wanted)
})

test('json · syntax error · names line and column', () => {
  const [problem] = problemsWith('pages/home/home.json', '{\n  "a": 1,\n}')
  expect(problem).toMatch(/^pages\/home\/home\.json:3:1: JSON: /)
})

test('app.json · page and component that are not there · are errors on their line', () => {
  const app = { pages: ['pages/none/none'], usingComponents: { 'x-none': '/components/none' } }
  const problems = problemsWith('app.json', JSON.stringify(app, null, 2))
  expect(problems).toEqual([
    expect.stringMatching(/^app\.json:3:\d+: page not found: pages\/none\/none$/),
  ])
  const home = JSON.stringify({ ...app, pages: ['pages/home/home'] }, null, 2)
  expect(problemsWith('app.json', home).join('\n')).toMatch(/app\.json:6:5: .*<x-none> not found/)
})

test('fixture · as it is · has no problem and knows the subpackage', () => {
  const program = compileProgram(root)
  expect(problemsOf(program)).toEqual([])
  expect(program.data.pages).toEqual([
    'pages/home/home',
    'pages/second/second',
    'pack/pages/form/form',
  ])
  expect(program.scripts.get('pack/pages/form/form')).toBe(join(root, 'pack/pages/form/form.ts'))
  expect(program.files).toContain(join(root, 'pack/pages/form/form.wxml'))
})

test('wxss · lengths and tags · become those of the preview', () => {
  writeFileSync(
    join(root, 'pages/home/home.wxss'),
    'view, page { width: -1.5rpx; margin: 1rpx .5rpx; min-height: calc(100vh - 10rpx) }',
  )
  expect(cssOf(compileProgram(root), 'pages/home/home')).toBe(
    'wx-view, wx-page { width: calc(-1.5 * var(--rpx)); ' +
      'margin: calc(1 * var(--rpx)) calc(.5 * var(--rpx)); ' +
      'min-height: calc(100cqh - calc(10 * var(--rpx))) }\n',
  )
})

test('wxss · dark theme · follows the root, with the same specificity and the rest of the query', () => {
  writeFileSync(
    join(root, 'pages/home/home.wxss'),
    '@media (prefers-color-scheme: dark) { .a, .b { color: red } }' +
      '@media (min-width: 400px) and (prefers-color-scheme: light) { #c { color: red } }',
  )
  const css = cssOf(compileProgram(root), 'pages/home/home')
  expect(css).not.toContain('prefers-color-scheme')
  expect(css.replace(/\s+/g, ' ')).toBe(
    ' :where(html[data-theme="dark"]) .a, :where(html[data-theme="dark"]) .b { color: red }' +
      '@media (min-width: 400px) { :where(html[data-theme="light"]) [data-mp-id="c"] ' +
      '{ color: red } } ',
  )
})

test('wxss · data and remote pictures · stay as they are', () => {
  const wxss = `.a { background: url("data:image/svg+xml,%3Csvg/%3E") } .b { background: url(https://a.cn/a.png) }`
  expect(problemsWith('pages/home/home.wxss', wxss)).toEqual([])
  expect(cssOf(compileProgram(root), 'pages/home/home')).toBe(`${wxss}\n`)
})

test('wxss · component · is closed by a prefix, :host included', () => {
  const program = compileProgram(root)
  const badge = program.data.components.find(({ is }) => is === 'components/badge/badge')
  expect(badge?.prefix).not.toBe('')
  expect(badge?.css).toContain(`[wx-host="${badge?.prefix}"]`)
  expect(badge?.css).toContain(`.${badge?.prefix}--badge`)
})

test('wxss · safe area · is the phone’s, not the browser’s', () => {
  writeFileSync(
    join(root, 'pages/home/home.wxss'),
    '.a { padding: calc(8px + env(safe-area-inset-bottom)) }',
  )
  expect(cssOf(compileProgram(root), 'pages/home/home')).toContain('calc(8px + var(--safe-bottom))')
})
