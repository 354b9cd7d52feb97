import { posix } from 'node:path'
import type { Finding, Tree } from './check'
import { readImports } from './imports'
import type { Zone } from './rules'
import { ZONES } from './rules'

const CODE = /\.(ts|mts|mjs|cjs|js)$/

/** A zone that names a module, and the part of the module's path that it named. */
interface Match {
  zone: Zone
  place: string
}

/** Names every import that the table does not allow, and every file that no zone names. */
export function checkImports(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) =>
    CODE.test(path) && path.includes('/') ? checkFile(tree, path, text) : [],
  )
}

function checkFile(tree: Tree, path: string, text: string): Finding[] {
  const home = zoneOf(stem(path))
  if (!home) return [{ path, rule: 'zone', message: 'no zone names this folder' }]
  return readImports(path, text).flatMap(({ specifier, typeOnly }) => {
    const target = specifier.startsWith('.') ? resolve(tree, path, specifier) : specifier
    if (isAllowed(home, stem(target), typeOnly)) return []
    const how = typeOnly ? ' (type)' : ''
    return [{ path, rule: 'import', message: `${path} → ${target}${how}` }]
  })
}

function isAllowed({ zone, place }: Match, target: string, typeOnly: boolean): boolean {
  if (zone.never?.some((pattern) => matched(pattern, target))) return false
  const there = zoneOf(target)
  if (there?.zone === zone && there.place === place) return true
  return zone.may.some((entry) => {
    const [, type, pattern = ''] = /^(type )?(.+)$/.exec(entry) ?? []
    return (!type || typeOnly) && (pattern === '*' || matched(pattern, target) !== undefined)
  })
}

/** The longest zone that names this module; of two as long the one that says more of it by name. */
export function zoneOf(module: string): Match | undefined {
  const matches = ZONES.flatMap((zone) => {
    const place = matched(zone.zone, module)
    return place === undefined ? [] : [{ zone, place }]
  })
  const weight = ({ zone }: Match) => depth(zone.zone) * 10 - (zone.zone.includes('*') ? 1 : 0)
  return matches.sort((a, b) => weight(b) - weight(a))[0]
}

function depth(zone: string): number {
  return zone.split('/').filter(Boolean).length
}

/** The part of the module's path that the pattern covers, or nothing. */
function matched(pattern: string, module: string): string | undefined {
  if (pattern === 'node:*') return module.startsWith('node:') ? module : undefined
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '[^/]+')
    .replace(/\/$/, '(?=/)')
  return new RegExp(`^${source}(?=/|$)`).exec(module)?.[0]
}

/** The file that a relative specifier means; itself without one. */
function resolve(tree: Tree, from: string, specifier: string): string {
  const base = posix.join(posix.dirname(from), specifier)
  const spellings = [base, `${base}.ts`, `${base}.d.ts`, `${base}/index.ts`]
  return spellings.find((path) => tree.has(path)) ?? base
}

function stem(path: string): string {
  return path.replace(/(\.d)?\.(ts|mts|mjs|cjs|js|json)$/, '')
}
