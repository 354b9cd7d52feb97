import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { CHANNEL_IDS } from '../core/channels/index'
import { readConfig } from '../core/config'
import { RETRY } from '../core/errors'
import { ERROR_TEXTS } from '../miniprogram/shiming/texts/errors'
import packageJson from '../package.json'
import { HINTS } from '../scripts/doctor/hints'
import type { ErrorCode } from '../typings/contract'
import { readTree } from './layout/tree'

const ROOT = join(__dirname, '..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const READMES = ['README.md', 'README.zh-CN.md']

const PATHS = [...readTree(ROOT).keys()]

/** Every page of the repository. */
const PAGES = PATHS.filter((path) => path.endsWith('.md'))

/** Without code blocks, whose `#` is a comment and whose brackets are no links. */
function proseOf(page: string): string {
  return page.replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
}

function headingsOf(page: string): { level: number; text: string }[] {
  const lines = proseOf(page).matchAll(/^(#{1,6}) +(.+?) *$/gm)
  return [...lines].map(([, marks = '', text = '']) => ({ level: marks.length, text }))
}

/** Anchors as GitHub makes them: lower case, punctuation gone, blanks to hyphens, repeats numbered. */
function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>()
  for (const { text } of headingsOf(page)) {
    const plain = text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase()
    const slug = plain.replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-')
    let anchor = slug
    for (let n = 1; anchors.has(anchor); n++) anchor = `${slug}-${n}`
    anchors.add(anchor)
  }
  return anchors
}

/** Targets inside the repository, of links and pictures. */
function linksOf(page: string): string[] {
  const prose = proseOf(page).replace(/`[^`\n]*`/g, '')
  const targets = [...prose.matchAll(/\]\(<?([^)>\s]+)>?[^)]*\)|\b(?:src|href)="([^"]+)"/g)]
  return targets
    .map(([, link, attribute]) => link ?? attribute ?? '')
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target))
}

/** What is wrong with a link; `undefined` when it leads somewhere. */
function troubleWith(link: string, from: string): string | undefined {
  const [file = '', anchor] = link.split('#')
  const path = file === '' ? from : normalize(join(dirname(from), decodeURIComponent(file)))
  if (path.startsWith('..') || !existsSync(join(ROOT, path))) return `${link}: no such file`
  if (anchor === undefined) return undefined
  return anchorsOf(read(path)).has(decodeURIComponent(anchor)) ? undefined : `${link}: no heading`
}

/** First cells of table rows that are one name in code, such as `| `NAME` | …`. */
function rowsOf(page: string, name: RegExp): string[] {
  const cells = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell)
  return cells.filter((cell) => name.test(cell))
}

/** Names that `readConfig` looks at, with `variables` set. */
function namesReadWith(variables: Record<string, string>): string[] {
  const names = new Set<string>()
  const spy = new Proxy(variables, {
    get(target, name) {
      names.add(String(name))
      return target[String(name)]
    },
  })
  try {
    readConfig(spy, () => '1')
  } catch {
    // Wrong values are reported when all has been read; which names were read is what counts.
  }
  return [...names]
}

/** Whatever is read under any configuration: a name that is read may open the way to more. */
function everyNameRead(): string[] {
  const known = new Set<string>()
  for (let before = -1; before < known.size; ) {
    before = known.size
    const set = Object.fromEntries([...known].map((name) => [name, '1']))
    const texts = Object.entries(set).filter(([name]) => !name.endsWith('_FILE'))
    for (const store of ['pglite', 'postgres', 'cloudbase']) {
      for (const variables of [{}, set, Object.fromEntries(texts)]) {
        for (const name of namesReadWith({ ...variables, STORE: store })) known.add(name)
      }
    }
  }
  return [...known].sort()
}

describe('README', () => {
  const blocks = (page: string) => [...page.matchAll(/^```\w*\n([\s\S]*?)^```/gm)]

  test.each(READMES)('%s · first start, then test, and nothing to set up between', (path) => {
    const [first, second] = blocks(read(path)).map(([, code]) => code?.trim())
    expect([first, second]).toEqual(['npm ci && npm start', 'npm ci && npm test'])
  })

  test('both languages · the same headings, as to level and number', () => {
    const [english, chinese] = READMES.map((path) => headingsOf(read(path)).map((h) => h.level))
    expect(english?.length).toBeGreaterThan(5)
    expect(chinese).toEqual(english)
  })

  test.each(READMES)(
    '%s · a row for every channel; a link for what is there, and only that',
    (path) => {
      const table = read(path)
      for (const id of CHANNEL_IDS) {
        const isThere = existsSync(join(ROOT, 'core/channels', id, 'index.ts'))
        const cell = isThere ? `| [\`${id}\`](docs/channels/${id}.md) |` : `| \`${id}\` |`
        expect(table).toContain(cell)
      }
    },
  )
})

describe('configuration', () => {
  const documented = rowsOf(read('docs/configuration.md'), /^[A-Z][A-Z0-9_]*$/)

  test('every variable that is read has its row, and every row is read', () => {
    expect([...documented].sort()).toEqual(everyNameRead())
  })

  test('the doctor knows the same names', () => {
    expect(Object.keys(HINTS).sort()).toEqual([...documented].sort())
  })
})

describe('errors', () => {
  const page = read('docs/errors.md')

  test('every code has one row, and there is no other', () => {
    const codes = [...page.matchAll(/^\| `([A-Z_]+)` \| (?:R|A|R A|A R) \|/gm)]
    expect(codes.map(([, code]) => code).sort()).toEqual(Object.keys(RETRY).sort())
  })

  test.each(Object.keys(RETRY) as ErrorCode[])('%s · its retry and its words', (code) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${code}\` | `))
    const { text, next } = ERROR_TEXTS[code]
    expect(row).toContain(` | \`${RETRY[code]}\` | `)
    expect(row).toContain(`| ${text}${next} |`)
  })
})

describe('operations', () => {
  const log =
    read('docs/operations.md')
      .split(/^## /m)
      .find((part) => part.startsWith('Log')) ?? ''
  const cells = log.split('\n').map((line) => (line.startsWith('| `') ? line.split('|')[1] : ''))
  const told = cells.flatMap((cell) => [...(cell ?? '').matchAll(/`([a-z]+\.[a-z-]+)`/g)])

  test('every line of the log has its row, and there is no other', () => {
    const sources = PATHS.filter((path) => /^(core|server|cloudfunctions)\/.*\.ts$/.test(path)).map(
      read,
    )
    const written = sources.flatMap((source) => [
      ...source.matchAll(/\blog\(\s*'([^']+)'|\blog\.error\([^\n]*, '([^']+)'\)/g),
    ])
    const events = new Set(written.map(([, own, framework]) => own ?? framework))
    expect(told.map(([, event]) => event).sort()).toEqual([...events].sort())
  })
})

describe('every page', () => {
  test('there are some', () => {
    expect(PAGES).toEqual(expect.arrayContaining([...READMES, 'SECURITY.md', 'docs/privacy.md']))
  })

  test.each(PAGES)('%s · its links lead somewhere', (path) => {
    const troubles = linksOf(read(path)).map((link) => troubleWith(link, path))
    expect(troubles.filter((trouble) => trouble !== undefined)).toEqual([])
  })

  test.each(PAGES)('%s · names no place of the machine it was written on', (path) => {
    expect(read(path)).not.toMatch(
      /(?<![\w.])\/(work|home|root|tmp|Users)\/|[A-Z]:\\|\.\.\/shared\b/,
    )
  })

  test.each(PAGES)('%s · every npm script that it names is there', (path) => {
    const named = [...read(path).matchAll(/\bnpm run ([a-z][a-z-]*)/g)].map(([, name]) => name)
    expect(named.filter((name) => !(name && name in packageJson.scripts))).toEqual([])
  })
})
