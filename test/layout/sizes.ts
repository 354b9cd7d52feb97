import ts from 'typescript'
import type { Finding, Tree } from './check'
import { parse } from './imports'
import { LONGEST, SOURCES, TABLE_SHARE, TABLES } from './rules'

/** Files that are too long to live in. Tables are as long as their data. */
export function checkSizes(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) => {
    const lines = text.trimEnd().split('\n').length
    if (!SOURCES.test(path) || lines <= LONGEST || isTable(path, text, lines)) return []
    return [{ path, rule: 'size', message: `${lines} lines, and ${LONGEST} are the most` }]
  })
}

function isTable(path: string, text: string, lines: number): boolean {
  if (TABLES.some((pattern) => pattern.test(path))) return true
  return /\.(ts|mjs|cjs)$/.test(path) && literalLines(parse(path, text)) / lines >= TABLE_SHARE
}

/** How many lines top-level array and object literals take up. */
function literalLines(source: ts.SourceFile): number {
  const line = (position: number) => source.getLineAndCharacterOfPosition(position).line
  return source.statements
    .flatMap((statement) =>
      ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [],
    )
    .map(({ initializer }) => initializer && bare(initializer))
    .reduce((sum, value) => {
      if (!value || !isPlain(value)) return sum
      return sum + line(value.end) - line(value.getStart()) + 1
    }, 0)
}

/** Without `as const`, `satisfies …` and brackets. */
function bare(node: ts.Expression): ts.Expression {
  const wrapped =
    ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node)
  return wrapped ? bare(node.expression) : node
}

/** A literal all the way down: an object full of functions is code. */
function isPlain(node: ts.Node): boolean {
  const value = ts.isExpression(node) ? bare(node) : node
  if (ts.isObjectLiteralExpression(value)) {
    return value.properties.every((row) => ts.isPropertyAssignment(row) && isPlain(row.initializer))
  }
  if (ts.isArrayLiteralExpression(value)) return value.elements.every(isPlain)
  return !ts.isFunctionLike(value)
}
