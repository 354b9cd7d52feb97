import type { Tree } from './check'

/** A wrong file, or a file that is gone (`undefined`), and what the layout check must then say. */
export interface Mistake {
  what: string
  change: Readonly<Record<string, string | undefined>>
  /** The path and the rule that the finding must name. */
  expect: { path: string; rule: string }
}

const VECTOR = JSON.stringify({ source: { origin: 'published' }, cases: [] })
const OWN_VECTOR = JSON.stringify({ source: { origin: 'ours' }, cases: [] })

/** A small house in which everything is right: two channels, one of them unsigned. */
export const HOUSE: Tree = new Map([
  ...channel('iauth', ['index', 'sign', 'result', 'codes']),
  ...channel('face1', ['index', 'result', 'codes']),
  ['core/channels/channel.ts', "import type { Http } from '../http'\nexport type C = Http\n"],
  [
    'core/channels/index.ts',
    "import { iauth } from './iauth/index'\nexport const LIST = [iauth]\n",
  ],
  ['core/http.ts', "import { f } from './errors'\nexport const get = () => fetch(f)\n"],
  ['core/errors.ts', "export const f = ''\n"],
  ['core/session/record.ts', "import type { S } from '../vault'\nexport type R = S\n"],
  ['core/store/store.ts', "import type { R } from '../session/record'\nexport type S = R\n"],
  ['core/vault.ts', 'export type S = string\n'],
  ['server/main.ts', 'export const env = process.env\n'],
  ['typings/contract.ts', "export type Id = 'iauth'\n"],
])

function channel(id: string, files: string[]): [string, string][] {
  return [
    ...files.map((name): [string, string] => [
      `core/channels/${id}/${name}.ts`,
      `export const ${id} = 0\n`,
    ]),
    [`sandbox/${id}.ts`, "import { createHmac } from 'node:crypto'\ncreateHmac('sha1', '')\n"],
    [`test/flows/${id}.test.ts`, `import '../../core/channels/${id}/index'\n`],
    [`test/vectors/${id}/sign.json`, VECTOR],
    [`docs/channels/${id}.md`, `# ${id}\n`],
  ]
}

/** The house with a change made to it. */
export function spoil(change: Mistake['change']): Tree {
  const tree = new Map(HOUSE)
  for (const [path, text] of Object.entries(change)) {
    if (text === undefined) tree.delete(path)
    else tree.set(path, text)
  }
  return tree
}

/** One file that imports what it may not. */
function imports(what: string, path: string, text: string): Mistake {
  return { what, change: { [path]: text }, expect: { path, rule: 'import' } }
}

const IMPORTS: Mistake[] = [
  imports(
    'a function borrowed from another channel',
    'core/channels/iauth/sign.ts',
    "import { face1 } from '../face1/result'",
  ),
  imports(
    'a type of another channel',
    'core/channels/iauth/index.ts',
    "import type { A } from '../face1/index'",
  ),
  imports(
    'a channel that reaches for the network',
    'core/channels/iauth/index.ts',
    "import { get } from '../../http'",
  ),
  imports(
    'the session that knows a channel',
    'core/session/session.ts',
    "import { iauth } from '../channels/iauth/index'",
  ),
  imports(
    'core beside the list that knows a channel',
    'core/limits.ts',
    "import { iauth } from './channels/iauth/index'",
  ),
  imports('crypto that knows the errors', 'core/crypto/aes.ts', "import { f } from '../errors'"),
  imports(
    'XML read outside xml.ts',
    'core/notice.ts',
    "import { XMLParser } from 'fast-xml-parser'",
  ),
  imports(
    'a dynamic import of a host',
    'core/vault.ts',
    "export const load = () => import('../server/main')",
  ),
  imports('a required driver', 'core/store/rows.ts', "const pg = require('pg')"),
  imports(
    'the store that needs a session at run time',
    'core/store/store.ts',
    "import { r } from '../session/record'",
  ),
  imports(
    'the type of a foreign module, named in place',
    'core/vault.ts',
    "export type S = import('pg').Client",
  ),
  imports('an export passed on', 'core/vault.ts', "export * from '../sandbox/iauth'"),
  imports(
    'a function that reaches into another',
    'cloudfunctions/verify/index.ts',
    "import '../records/index'",
  ),
  imports(
    'a function that opens the database',
    'cloudfunctions/verify/index.ts',
    "import '../store-cloudbase/index'",
  ),
  imports(
    'a host that brings PGlite',
    'cloudfunctions/host.ts',
    "import '../server/store-postgres/pglite'",
  ),
  imports('the SDK outside its adapter', 'server/app.ts', "import '@cloudbase/node-sdk'"),
  imports('production that knows a sandbox', 'server/app.ts', "import '../sandbox/iauth'"),
  imports(
    'the adapter that knows the product',
    'server/store-postgres/pg.ts',
    "import '../../core/errors'",
  ),
  imports(
    'a sandbox that checks us with our own code',
    'sandbox/iauth.ts',
    "import { iauth } from '../core/channels/iauth/sign'",
  ),
  imports(
    'a sandbox that shares our types',
    'sandbox/iauth.ts',
    "import type { Id } from '../typings/contract'",
  ),
  imports(
    'the host page that reaches into the subpackage',
    'miniprogram/pages/home/home.ts',
    "import '../../shiming/services/cloud'",
  ),
  imports(
    'a page that imports core',
    'miniprogram/shiming/pages/verify/verify.ts',
    "import '../../../../core/errors'",
  ),
  imports(
    'shared words imported as values',
    'miniprogram/shiming/texts/errors.ts',
    "import { Id } from '../../../typings/contract'",
  ),
  imports(
    'a service that knows a page',
    'miniprogram/shiming/services/cloud.ts',
    "import '../pages/verify/verify'",
  ),
  imports(
    'the subpackage that needs the terminal',
    'miniprogram/shiming/index.ts',
    "import '../terminal/sign'",
  ),
  imports('the preview that knows the product', 'preview/main.ts', "import '../core/errors'"),
  imports('a script that needs a test', 'scripts/start.ts', "import '../test/support/house'"),
  imports('a product that needs a script', 'server/app.ts', "import '../scripts/start'"),
  {
    what: 'a folder that the rules do not know',
    change: { 'lib/x.ts': '' },
    expect: { path: 'lib/x.ts', rule: 'zone' },
  },
]

/** A path that is gone, or one that should not be there. */
function slice(what: string, path: string, text?: string): Mistake {
  return { what, change: { [path]: text }, expect: { path, rule: 'slice' } }
}

const SLICES: Mistake[] = [
  slice('a channel without its reader', 'core/channels/iauth/result.ts'),
  slice('a channel without its signer', 'core/channels/iauth/sign.ts'),
  slice('a signer where nothing is signed', 'core/channels/face1/sign.ts', ''),
  slice('one file too many in a slice', 'core/channels/iauth/helpers.ts', ''),
  slice('a channel without a sandbox', 'sandbox/iauth.ts'),
  slice('a channel without a flow', 'test/flows/iauth.test.ts'),
  slice('a channel without a page', 'docs/channels/iauth.md'),
  slice('a page about no channel', 'docs/channels/face9.md', ''),
  {
    what: 'a channel without vectors',
    change: { 'test/vectors/iauth/sign.json': undefined },
    expect: { path: 'test/vectors/iauth/', rule: 'slice' },
  },
]

/** One file whose content breaks a rule. */
function holds(what: string, rule: string, [path, text]: [path: string, text: string]): Mistake {
  return { what, change: { [path]: text }, expect: { path, rule } }
}

const CODE_LINES = 'export const twice = (n: number) => n + n\n'.repeat(301)
const FUNCTION_ROWS = `export const T = {\n${'  a: () => 0,\n'.repeat(301)}}\n`
const MACHINE = ['', 'work', 'main'].join('/')
const NEIGHBOUR = ['..', 'shared', 'x'].join('/')

const CONTENTS: Mistake[] = [
  holds('a vector of unknown origin', 'vector', ['test/vectors/rsa/x.json', '{"source":{}}']),
  holds('a vector that is no JSON', 'vector', ['test/vectors/rsa/x.json', '{']),
  {
    what: 'a channel proven by its own vectors alone',
    change: { 'test/vectors/iauth/sign.json': OWN_VECTOR },
    expect: { path: 'test/vectors/iauth/', rule: 'vector' },
  },
  holds('a long file of code', 'size', ['core/vault.ts', CODE_LINES]),
  holds('code that poses as a table', 'size', ['core/vault.ts', FUNCTION_ROWS]),
  holds('a long style sheet', 'size', ['miniprogram/app.wxss', 'a {}\n'.repeat(301)]),
  holds('the environment read in core', 'word', ['core/config.ts', 'export const e = process.env']),
  holds('the environment taken apart', 'word', [
    'core/config.ts',
    'export const { env } = process',
  ]),
  holds('the environment read beside the entry', 'word', ['server/app.ts', 'process.env.PORT']),
  holds('the network beside http.ts', 'word', ['core/wechat.ts', "fetch('https://a')"]),
  holds('the network by way of the global', 'word', ['core/wechat.ts', "globalThis.fetch('a')"]),
  holds('a clock in core', 'word', ['core/audit.ts', 'export const t = Date.now()']),
  holds('a clock handed on in core', 'word', ['core/audit.ts', 'export const t = Date.now']),
  holds('a clock by construction', 'word', ['core/audit.ts', 'export const t = new Date()']),
  holds('dice in core', 'word', ['core/audit.ts', "export const r = Math['random']()"]),
  holds('a page that calls past the service', 'word', [
    'miniprogram/shiming/pages/verify/verify.ts',
    "wx.cloud.callFunction({ name: 'verify' })",
  ]),
  holds('shared words with a value', 'typings', ['typings/contract.ts', 'export const A = 1']),
  holds('a path of the machine', 'machine', ['README.md', `see ${MACHINE}`]),
  holds('a path beside the repository', 'machine', ['docs/a.md', `see ${NEIGHBOUR}`]),
]

export const MISTAKES: readonly Mistake[] = [...IMPORTS, ...SLICES, ...CONTENTS]

/** What looks like a mistake and is none. */
export const INNOCENT: readonly { what: string; change: Mistake['change'] }[] = [
  { what: 'a time made of a number', change: { 'core/audit.ts': 'export const t = new Date(0)' } },
  {
    what: 'a method named fetch',
    change: { 'core/audit.ts': 'export const t = (x) => x.fetch()' },
  },
  { what: 'a method named required', change: { 'core/config.ts': "env.required('PORT')" } },
  { what: 'a clock in a comment', change: { 'core/audit.ts': '// not Date.now()\n' } },
  {
    what: 'a long table',
    change: { 'core/vault.ts': `export const T = [\n${'  [1, 2],\n'.repeat(400)}] as const\n` },
  },
  {
    what: 'a channel that uses what it may',
    change: { 'core/channels/iauth/index.ts': "import { C } from '../channel'\nimport './sign'" },
  },
]
