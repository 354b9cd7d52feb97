import { checkSizes } from './sizes'
import { checkSlices, checkVectors } from './slices'
import { checkMachinePaths, checkTypings, checkWords } from './words'
import { checkImports } from './zones'

/** Path from the root, with `/` → the file's text. */
export type Tree = ReadonlyMap<string, string>

export interface Finding {
  path: string
  rule: string
  message: string
}

/** Every rule of the house by name. Each looks at the whole tree and names what breaks it. */
export const CHECKS: Readonly<Record<string, (tree: Tree) => Finding[]>> = {
  'imports only what its zone may': checkImports,
  'every channel has the same files, no more and no fewer': checkSlices,
  'every vector says where it comes from': checkVectors,
  'no file is too long to live in': checkSizes,
  'clock, dice, network and environment are handed in': checkWords,
  'typings hold types only': checkTypings,
  'nothing points at the machine it was written on': checkMachinePaths,
}

/** One line per finding, sorted; empty when all is well. */
export function explain(findings: readonly Finding[]): string[] {
  return findings.map(({ path, rule, message }) => `${path} [${rule}] ${message}`).sort()
}
