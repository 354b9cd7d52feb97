import type { Finding, Tree } from './check'
import {
  FOREIGN_ORIGINS,
  ONLY_CHANNELS,
  ORIGINS,
  SLICE_COMPANIONS,
  SLICE_FILES,
  UNSIGNED,
} from './rules'

const SLICE_FILE = /^core\/channels\/([^/]+)\/(.+)$/
const VECTOR_FILE = /^test\/vectors\/(.+)\.json$/

/** The uniform slice: a file of a channel that is missing, and one that is too many. */
export function checkSlices(tree: Tree): Finding[] {
  const paths = [...tree.keys()]
  const ids = channelIds(tree)
  const missing = ids.flatMap((id) =>
    wantedOf(id)
      .filter((wanted) => !paths.some((path) => matches(path, wanted)))
      .map((path) => ({ path, rule: 'slice', message: `channel ${id} has no ${path}` })),
  )
  const extra = paths.filter((path) => isExtra(path, ids))
  return [
    ...missing,
    ...extra.map((path) => ({ path, rule: 'slice', message: 'not a file of a channel' })),
  ]
}

/** Every vector says where it comes from, and no channel proves itself by its own vectors alone. */
export function checkVectors(tree: Tree): Finding[] {
  const vectors = [...tree].filter(([path]) => VECTOR_FILE.test(path))
  const origins = vectors.map(([path, text]) => ({ path, origin: originOf(text) }))
  const unknown = origins
    .filter(({ origin }) => !ORIGINS.includes(origin))
    .map(({ path }) => ({
      path,
      rule: 'vector',
      message: `source.origin is none of ${ORIGINS.join(', ')}`,
    }))
  const unproven = channelIds(tree)
    .map((id) => ({ id, path: `test/vectors/${id}/` }))
    .filter(
      ({ path }) => !origins.some((row) => row.path.startsWith(path) && isForeign(row.origin)),
    )
    .map(({ path }) => ({
      path,
      rule: 'vector',
      message: 'every vector here is of our own making',
    }))
  return [...unknown, ...unproven]
}

function channelIds(tree: Tree): string[] {
  const ids = [...tree.keys()].flatMap((path) => SLICE_FILE.exec(path)?.[1] ?? [])
  return [...new Set(ids)]
}

function wantedOf(id: string): string[] {
  return [
    ...sliceFiles(id).map((name) => `core/channels/${id}/${name}`),
    ...SLICE_COMPANIONS.map((path) => path.replace('<id>', id)),
  ]
}

function sliceFiles(id: string): string[] {
  return SLICE_FILES.filter((name) => name !== 'sign.ts' || !UNSIGNED.includes(id))
}

function matches(path: string, wanted: string): boolean {
  return wanted.endsWith('/') ? path.startsWith(wanted) : path === wanted
}

function isExtra(path: string, ids: string[]): boolean {
  const [, slice = '', name = ''] = SLICE_FILE.exec(path) ?? []
  if (slice) return !sliceFiles(slice).includes(name)
  return ONLY_CHANNELS.some((pattern) => {
    const id = pattern.exec(path)?.groups?.id
    return id !== undefined && !ids.includes(id)
  })
}

function isForeign(origin: string): boolean {
  return FOREIGN_ORIGINS.includes(origin)
}

function originOf(text: string): string {
  try {
    return String(JSON.parse(text)?.source?.origin)
  } catch {
    return 'not JSON'
  }
}
