import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { transform } from 'esbuild'
import type { Row } from './row'

/** WeChat takes no package, main or sub, that is larger. KiB. */
const LARGEST = 2048

/** Size of each package of the mini-program as it is uploaded: scripts compiled and minified. */
export async function measurePackages(root: string): Promise<Row[]> {
  const source = join(root, 'miniprogram')
  const app = JSON.parse(readFileSync(join(source, 'app.json'), 'utf8'))
  const subpackages: { root: string }[] = app.subPackages ?? app.subpackages ?? []
  const roots = subpackages.map((part) => `${part.root.replace(/\/$/, '')}/`)
  const sizes = new Map<string, number>()
  for (const path of filesOf(source)) {
    const name = relative(source, path)
    const part = roots.find((folder) => name.startsWith(folder)) ?? 'main'
    sizes.set(part, (sizes.get(part) ?? 0) + (await sizeOf(path)))
  }
  return [...sizes].map(([part, bytes]) => ({
    what: `mini-program, ${part === 'main' ? 'main package' : part}`,
    ours: bytes / 1024,
    against: 'most that WeChat takes',
    theirs: LARGEST,
    unit: 'KiB',
  }))
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile() && !path.endsWith('.d.ts'))
}

async function sizeOf(path: string): Promise<number> {
  if (!path.endsWith('.ts')) return statSync(path).size
  const source = readFileSync(path, 'utf8')
  const { code } = await transform(source, {
    loader: 'ts',
    format: 'cjs',
    target: 'es2018',
    minify: true,
    charset: 'utf8',
  })
  return Buffer.byteLength(code)
}
