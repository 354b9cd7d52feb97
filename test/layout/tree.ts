import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tree } from './check'

/** Made, fetched or private: not of the repository. */
const OUTSIDE = new Set(['node_modules', 'dist', '.git', '.data', 'test-results', 'coverage'])
const BINARY = /\.(png|jpe?g|gif|webp|ico|wasm|gz|zip|der|p12|woff2?)$/

/** Every text file of the repository. */
export function readTree(root: string): Tree {
  const tree = new Map<string, string>()
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (OUTSIDE.has(entry.name) || entry.name.startsWith('.env')) continue
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile() && !BINARY.test(path))
        tree.set(path, readFileSync(join(root, path), 'utf8'))
    }
  }
  walk('')
  return tree
}
