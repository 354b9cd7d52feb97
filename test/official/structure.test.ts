import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Sources } from './structure'
import { findProblems } from './structure'

const SOURCE = join(__dirname, '../../miniprogram')
const TEXT = /\.(ts|json|wxml|wxs|wxss)$/

function readSources(): Sources {
  const paths = readdirSync(SOURCE, { recursive: true }).map(String)
  const files = paths.filter((path) => TEXT.test(path) && statSync(join(SOURCE, path)).isFile())
  return new Map(files.map((path) => [path, readFileSync(join(SOURCE, path), 'utf8')]))
}

/** One page with one component. */
const SMALL = {
  'app.json': '{ "pages": ["pages/a/a"] }',
  'pages/a/a.ts': '',
  'pages/a/a.json': '{ "usingComponents": { "a-card": "/card/card" } }',
  'pages/a/a.wxml': '<view><a-card /></view>',
  'card/card.ts': '',
  'card/card.json': '{ "component": true }',
  'card/card.wxml': '<slot />',
}

function problemsWith(change: Record<string, string>) {
  return findProblems(new Map(Object.entries({ ...SMALL, ...change })))
}

test('structure · the mini-program · every page, component, tag and import is there', () => {
  const sources = readSources()
  expect(sources.has('app.json')).toBe(true)
  expect(findProblems(sources)).toEqual([])
})

test('structure · a small mini-program · nothing to say', () => {
  expect(problemsWith({})).toEqual([])
})

test.each([
  ['JSON with a comma too many', { 'card/card.json': '{,}' }, 'card/card.json: not JSON'],
  ['a page that is not there', { 'app.json': '{ "pages": ["b"] }' }, 'b.ts: a page without it'],
  [
    'a page of a subpackage',
    { 'app.json': '{ "subPackages": [{ "root": "s", "pages": ["b"] }] }' },
    's/b.wxml: a page without it',
  ],
  [
    'a component that is not there',
    { 'pages/a/a.json': '{ "usingComponents": { "a-card": "../card/card" } }' },
    'pages/a/a.json: <a-card> is not at pages/card/card',
  ],
  ['a tag nobody knows', { 'card/card.wxml': '<veiw />' }, 'card/card.wxml: <veiw> is unknown'],
  [
    'an import of nothing',
    { 'card/card.wxml': '<import src="./t.wxml" />' },
    'card/card.wxml: imports card/t.wxml, which is not there',
  ],
])('structure · %s · is named', (_what, change, problem) => {
  expect(problemsWith(change as Record<string, string>)).toContain(problem)
})
