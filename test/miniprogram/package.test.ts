/** @jest-environment node */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(__dirname, '../../miniprogram')
const files = readdirSync(ROOT, { recursive: true })
  .map(String)
  .filter((path) => statSync(join(ROOT, path)).isFile())
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const sizeOf = (paths: string[]) =>
  paths.reduce((sum, path) => sum + statSync(join(ROOT, path)).size, 0)
const ours = files.filter((path) => path.startsWith('shiming/'))
const app = JSON.parse(read('app.json'))

const KB = 1024

test('package · the main package · under 400 KB', () => {
  const sub = app.subPackages.map(({ root }: { root: string }) => `${root}/`)
  const main = files.filter((path) => !sub.some((root: string) => path.startsWith(root)))
  expect(sizeOf(main)).toBeLessThan(400 * KB)
})

test('package · what an adopter copies · under 150 KB, before WeChat makes it smaller', () => {
  expect(ours.length).toBeGreaterThan(40)
  expect(sizeOf(ours)).toBeLessThan(150 * KB)
})

test('package · every page folder · is declared, and every declared page is there', () => {
  const { root, pages } = app.subPackages[0]
  const folders = readdirSync(join(ROOT, root))
  expect(pages.map((page: string) => page.split('/')[0]).sort()).toEqual(folders.sort())
})

test('package · what the host imports · lies outside the subpackage, where it can be required', () => {
  const imports = files
    .filter((path) => /^(app|pages\/.*)\.ts$/.test(path))
    .flatMap((path) => [...read(path).matchAll(/from '([^']+)'/g)].map(([, from = '']) => from))
  expect(new Set(imports.map((from) => from.replace(/^(\.\.?\/)+/, '')))).toEqual(
    new Set(['shiming/index']),
  )
  const services = ours.filter((path) => !path.startsWith('shiming/pages/'))
  const bad = services.filter((path) => /from '[^']*\/pages\//.test(read(path)))
  expect(bad).toEqual([])
})

test('package · nothing from elsewhere · no remote font, picture or script', () => {
  const bad = files.filter((path) => /https?:\/\/(?!www\.w3\.org)/.test(read(path)))
  expect(bad).toEqual([])
})

test('package · sizes · pages and components stay small', () => {
  const LIMITS: Record<string, number> = { ts: 120, wxml: 100, wxss: 150 }
  const long = ours
    .filter((path) => /\/(pages|components)\//.test(path))
    .filter((path) => read(path).split('\n').length > (LIMITS[path.split('.').pop() ?? ''] ?? 300))
  expect(long).toEqual([])
})
