import ts from 'typescript'
import type { Finding, Tree } from './check'
import { parse } from './imports'
import { BANS, MACHINE_PATHS } from './rules'

const CODE = /\.(ts|mts|mjs|cjs|js)$/

/** What code says that it may not say there. */
export function checkWords(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) => {
    const bans = BANS.filter((ban) => ban.in.test(path) && !ban.but?.test(path))
    if (!CODE.test(path) || bans.length === 0) return []
    const said = sayings(parse(path, text))
    return bans
      .filter(({ say }) => said.has(say))
      .map(({ say, what }) => ({ path, rule: 'word', message: `${say}: ${what}` }))
  })
}

/** Paths of the machine on which it was written, in any file at all. */
export function checkMachinePaths(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) =>
    MACHINE_PATHS.filter((pattern) => pattern.test(text)).map((pattern) => ({
      path,
      rule: 'machine',
      message: `mentions ${pattern.source}`,
    })),
  )
}

/** Shared words have types only: nothing of them exists at run time. */
export function checkTypings(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) => {
    if (!path.startsWith('typings/') || !CODE.test(path)) return []
    if (parse(path, text).statements.every(isTypeOnly)) return []
    return [{ path, rule: 'typings', message: 'holds something that exists at run time' }]
  })
}

/** Member reads as `a.b`, calls of a bare name as `a()`, constructions without arguments as `new A()`. */
function sayings(source: ts.SourceFile): Set<string> {
  const said = new Set<string>()
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAccessExpression(node)) said.add(`${owner(node.expression)}.${node.name.text}`)
    if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
      said.add(`${owner(node.expression)}.${node.argumentExpression.text}`)
    }
    if (ts.isCallExpression(node)) said.add(`${owner(node.expression)}()`)
    if (ts.isNewExpression(node) && !node.arguments?.length)
      said.add(`new ${owner(node.expression)}()`)
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name))
      takeApart(node, said)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return said
}

/** `const { env } = process` says `process.env`. */
function takeApart({ name, initializer }: ts.VariableDeclaration, said: Set<string>) {
  if (!initializer || !ts.isObjectBindingPattern(name)) return
  for (const element of name.elements) {
    said.add(`${owner(initializer)}.${(element.propertyName ?? element.name).getText()}`)
  }
}

/** The name that something is reached by; `globalThis.x` is `x`. */
function owner(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text
  if (!ts.isPropertyAccessExpression(node)) return '?'
  return node.expression.getText() === 'globalThis' ? node.name.text : node.getText()
}

function isTypeOnly(node: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true
  if (ts.isImportDeclaration(node)) return node.importClause?.isTypeOnly ?? false
  if (ts.isExportDeclaration(node)) return node.isTypeOnly || isEmptyExport(node)
  if (!ts.canHaveModifiers(node)) return false
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false
}

/** `export {}` makes a file a module and nothing else. */
function isEmptyExport({ exportClause }: ts.ExportDeclaration): boolean {
  return (
    exportClause !== undefined && ts.isNamedExports(exportClause) && !exportClause.elements.length
  )
}
