/**
 * What may import what, as data.
 *
 * A zone is a path without extension. `*` is one folder name; a zone that ends in `/` names what lies
 * in a folder, never a file beside it. A file belongs to the longest zone that names it and may
 * always import its own zone (of a channel: that channel).
 *
 * A target is a zone of ours or a package; `node:*` is every module of Node. `type ` in front: only
 * by `import type`.
 */
export interface Zone {
  zone: string
  may: readonly string[]
  /** Exceptions to `may`. */
  never?: readonly string[]
}

export const ZONES: readonly Zone[] = [
  { zone: 'typings', may: [] },

  { zone: 'core/crypto', may: ['node:crypto'] },
  { zone: 'core/identity', may: [] },
  { zone: 'core/errors', may: ['typings'] },
  { zone: 'core/http', may: ['core/errors', 'type core/log'] },
  {
    zone: 'core/session',
    may: [
      'core/errors',
      'core/vault',
      'core/audit',
      'core/identity',
      'core/store/store',
      'type core/outcome',
      'typings',
    ],
  },
  { zone: 'core/store', may: ['type core/session'] },
  { zone: 'core/store/suite', may: ['core/store', 'type core/session', 'node:assert/strict'] },
  {
    zone: 'core/channels/*/',
    may: [
      'core/channels/channel',
      'core/channels/code-table',
      'core/errors',
      'type core/outcome',
      'core/json',
      'core/xml',
      'core/crypto',
      'core/identity',
      'node:crypto',
      'typings',
      'valibot',
    ],
  },
  { zone: 'core', may: ['core', 'node:crypto', 'typings', 'valibot'], never: ['core/channels/*/'] },
  { zone: 'core/channels/index', may: ['core', 'typings'] },
  { zone: 'core/config', may: ['core', 'node:crypto', 'typings', 'valibot'] },
  { zone: 'core/product', may: ['core', 'node:crypto', 'typings'] },
  { zone: 'core/xml', may: ['core', 'fast-xml-parser'], never: ['core/channels/*/'] },

  {
    zone: 'cloudfunctions/*/',
    may: [
      'cloudfunctions/host',
      'cloudfunctions/caller',
      'cloudfunctions/http',
      'core/calls',
      'typings',
    ],
  },
  {
    zone: 'cloudfunctions',
    may: [
      'core',
      'node:crypto',
      'typings',
      'cloudfunctions/store-cloudbase',
      'server/store-postgres/pg',
    ],
    never: ['cloudfunctions/*/'],
  },
  {
    zone: 'cloudfunctions/store-cloudbase',
    may: ['core/store', 'type core/session', '@cloudbase/node-sdk'],
  },
  {
    zone: 'server',
    may: [
      'core',
      'typings',
      'node:*',
      'fastify',
      'server/store-postgres',
      'cloudfunctions/store-cloudbase',
    ],
  },
  {
    zone: 'server/store-postgres',
    may: ['core/store', 'type core/session', 'pg', '@electric-sql/pglite'],
  },
  { zone: 'sandbox', may: ['node:*', 'crypto-js', 'fast-xml-parser'] },

  {
    zone: 'miniprogram',
    may: ['miniprogram/shiming/index', 'type typings'],
    never: ['miniprogram/shiming/*/'],
  },
  {
    zone: 'miniprogram/shiming',
    may: ['miniprogram/shiming/services', 'miniprogram/shiming/texts', 'type typings'],
  },
  {
    zone: 'miniprogram/shiming/pages',
    may: ['miniprogram/shiming/services', 'miniprogram/shiming/texts', 'type typings'],
  },
  {
    zone: 'miniprogram/shiming/components',
    may: ['miniprogram/shiming/services', 'miniprogram/shiming/texts', 'type typings'],
  },
  { zone: 'miniprogram/shiming/services', may: ['miniprogram/shiming/texts', 'type typings'] },
  { zone: 'miniprogram/shiming/texts', may: ['type typings'] },
  {
    zone: 'miniprogram/terminal',
    may: [
      'miniprogram/shiming/services',
      'miniprogram/shiming/texts',
      'miniprogram/shiming/components',
      'type typings',
      'crypto-js',
    ],
  },
  { zone: 'alipay', may: ['type typings'] },
  {
    zone: 'preview',
    may: [
      'node:*',
      'type typings',
      'esbuild',
      'glass-easel',
      'glass-easel-miniprogram-adapter',
      'glass-easel-template-compiler',
      'postcss',
      'postcss-selector-parser',
    ],
  },

  { zone: 'scripts', may: ['*'], never: ['test', 'bench'] },
  { zone: 'bench', may: ['*'], never: ['test', 'scripts'] },
  { zone: 'test', may: ['*'] },
]

/** What a channel is made of. `<id>` is the folder's name in `core/channels/`. */
export const SLICE_FILES = ['index.ts', 'sign.ts', 'result.ts', 'codes.ts'] as const

/** An access token goes out and nothing is signed; its fingerprints are compared, not sent. */
export const UNSIGNED: readonly string[] = ['face1']

/** What belongs to a channel elsewhere. A path that ends in `/` is a folder with something in it. */
export const SLICE_COMPANIONS = [
  'sandbox/<id>.ts',
  'test/flows/<id>.test.ts',
  'test/vectors/<id>/',
  'docs/channels/<id>.md',
] as const

/** Folders in which nothing but channels may lie. */
export const ONLY_CHANNELS = [/^docs\/channels\/(?<id>[^/]+)\.md$/]

/** Where a vector may come from. */
export const ORIGINS: readonly string[] = ['published', 'derived', 'captured', 'ours']
/** Made by somebody else than us, so that our own mistake cannot be in it. */
export const FOREIGN_ORIGINS: readonly string[] = ['published', 'derived', 'captured']

/** Longest file, in lines. */
export const LONGEST = 300
/** Files that are data by their place, and as long as the data. */
export const TABLES = [
  /(^|\/)codes\.ts$/,
  /\/texts\//,
  /^typings\/contract\.ts$/,
  /^test\/vectors\//,
  /\.json$/,
]
/** A file is a table too when this part of its lines are rows of top-level literals. */
export const TABLE_SHARE = 0.7
/** What is held to the length. */
export const SOURCES = /\.(ts|mts|mjs|cjs|js|wxs|wxml|wxss|axml|acss|css|html)$/

/** What code may not say, and where. Matched against the code itself, never comments or text. */
export interface Ban {
  what: string
  /** `a.b`: that member of a global; `a()`: a call of a global; `new A()`: without an argument. */
  say: string
  in: RegExp
  but?: RegExp
}

const SCREENS = /^miniprogram\/(shiming\/(pages|components)|terminal)\//

export const BANS: readonly Ban[] = [
  {
    what: 'the environment is read by the entries of the hosts',
    say: 'process.env',
    in: /^(core|cloudfunctions|server|sandbox|miniprogram|preview|alipay)\//,
    but: /^(cloudfunctions\/[^/]+\/index|server\/main)\.ts$/,
  },
  {
    what: 'core/http.ts alone reaches the network',
    say: 'fetch()',
    in: /^(core|cloudfunctions|server)\//,
    but: /^core\/http\.ts$/,
  },
  {
    what: 'core/http.ts alone reaches the network',
    say: 'globalThis.fetch',
    in: /^(core|cloudfunctions|server)\//,
    but: /^core\/http\.ts$/,
  },
  { what: 'core is told the time', say: 'Date.now', in: /^core\// },
  { what: 'core is told the time', say: 'new Date()', in: /^core\// },
  { what: 'core is handed its dice', say: 'Math.random', in: /^core\// },
  { what: 'services/cloud.ts alone calls', say: 'wx.cloud', in: SCREENS },
  { what: 'services/cloud.ts alone calls', say: 'wx.request', in: SCREENS },
]

/** The repository stands alone: text that would tie it to the machine it was written on. */
export const MACHINE_PATHS = [/(?<![\w.])\/work\//, /\.\.\/shared\b/]
