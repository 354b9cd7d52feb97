import { readdirSync, statSync } from 'node:fs'
import { dirname, join, posix, relative, resolve, sep } from 'node:path'

/** Extensions of a script, in the order in which WeChat's tools look for them. */
export const SCRIPT_EXTENSIONS = ['.ts', '.js'] as const

/** Whether a regular file is there. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

/** The script of a page, component or app, if there is one. `base` has no extension. */
export function scriptOf(base: string): string | undefined {
  return SCRIPT_EXTENSIONS.map((extension) => base + extension).find(isFile)
}

/** A path below `root` with forward slashes, as app.json writes it. */
export function isOf(root: string, path: string): string {
  return relative(root, path).split(sep).join(posix.sep)
}

/** A reference in WXML, WXSS or JSON: absolute means from the mini-program's root. */
export function resolveReference(root: string, fromFile: string, reference: string): string {
  return reference.startsWith('/') ? join(root, reference) : resolve(dirname(fromFile), reference)
}

/** The component a `usingComponents` entry means, without extension; a folder means its `index`. */
export function resolveComponent(
  root: string,
  fromFile: string,
  reference: string,
): string | undefined {
  const base = resolveReference(root, fromFile, reference)
  return [base, join(base, 'index')].find((path) => isFile(`${path}.json`))
}

/** Every folder of the mini-program, to be watched for new files. */
export function foldersOf(root: string): string[] {
  const below = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .flatMap((entry) => foldersOf(join(root, entry.name)))
  return [root, ...below]
}
