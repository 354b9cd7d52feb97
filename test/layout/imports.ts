import ts from 'typescript'

/** One dependency of a file on another. */
export interface Import {
  /** As it is written: `./x`, `node:crypto`, `valibot`. */
  specifier: string
  /** Gone at run time. */
  typeOnly: boolean
}

/** Everything that TypeScript or Node would load: static, type-only, dynamic, `require`, `import()` types. */
export function readImports(path: string, text: string): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node | undefined, typeOnly: boolean) => {
    if (node && ts.isStringLiteralLike(node)) found.push({ specifier: node.text, typeOnly })
  }
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportEqualsDeclaration(node)) addEquals(node)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true)
    } else if (ts.isCallExpression(node) && loads(node.expression)) add(node.arguments[0], false)
    ts.forEachChild(node, visit)
  }
  const addEquals = ({ moduleReference, isTypeOnly }: ts.ImportEqualsDeclaration) => {
    if (ts.isExternalModuleReference(moduleReference)) add(moduleReference.expression, isTypeOnly)
  }
  visit(parse(path, text))
  return found
}

export function parse(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
}

/** `import type …`, and `import { type A, type B }`. */
function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const named = clause.namedBindings
  if (clause.name || !named || !ts.isNamedImports(named) || named.elements.length === 0)
    return false
  return named.elements.every((element) => element.isTypeOnly)
}

/** `import(…)`, `require(…)`, `require.resolve(…)`, `require.async(…)`, `jest.requireActual(…)`. */
function loads(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true
  if (ts.isIdentifier(callee)) return callee.text === 'require'
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false
  const [owner, name] = [callee.expression.text, callee.name.text]
  return owner === 'require' || (owner === 'jest' && /^require(Actual|Mock)$/.test(name))
}
