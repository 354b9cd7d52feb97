import { readFileSync } from 'node:fs'
import type { AtRule, Container, Declaration, Root, Rule } from 'postcss'
import postcss from 'postcss'
import selectorParser from 'postcss-selector-parser'
import { domTag } from '../builtins/dom-tag'
import { rewriteRpx } from '../rpx'
import { isFile, resolveReference } from './files'
import type { Report } from './problem'

/** What a style sheet is compiled for. */
export interface WxssTarget {
  root: string
  /** Class prefix of an isolated component, or the empty string. */
  prefix: string
  report: Report
  /** Receives every file that was read. */
  visited(file: string): void
}

const IMPORT = /^(?:url\(\s*)?['"]([^'"]+)['"]/
const THEME_QUERY = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/
const LOCAL_URL = /url\(\s*(?!['"]?(?:data:|https?:|\/\/))/

/**
 * WXSS as CSS for the preview's page: rpx, tag names, `:host`, ids, class prefixes, the screen's
 * height and safe area, and the dark theme as the panel chooses it.
 */
export function compileWxss(file: string, target: WxssTarget): string {
  return compileOnce(file, target, new Set())
}

function compileOnce(file: string, target: WxssTarget, seen: Set<string>): string {
  if (seen.has(file)) return ''
  seen.add(file)
  target.visited(file)
  const sheet = parse(file, target.report)
  if (!sheet) return ''
  const imported = inlineImports(sheet, file, target, seen)
  sheet.walkDecls((declaration) => rewriteValue(declaration, file, target.report))
  sheet.walkAtRules((rule) => {
    rule.params = rule.params.replace(
      /([\d.]+)rpx\b/g,
      (_, amount: string) => `${Number(amount) / 2}px`,
    )
  })
  sheet.walkRules((rule) => rewriteSelector(rule, file, target))
  followTheme(sheet, file, target.report)
  return `${imported}${sheet.toString()}\n`
}

function parse(file: string, report: Report): Root | undefined {
  try {
    return postcss.parse(readFileSync(file, 'utf8'), { from: file })
  } catch (error) {
    if (!(error instanceof postcss.CssSyntaxError)) throw error
    const { line = 1, column = 1, reason } = error
    report({ file, line, column, message: `WXSS: ${reason}` })
    return undefined
  }
}

function inlineImports(sheet: Root, file: string, target: WxssTarget, seen: Set<string>): string {
  let css = ''
  sheet.walkAtRules('import', (rule) => {
    const reference = IMPORT.exec(rule.params)?.[1] ?? ''
    const imported = resolveReference(target.root, file, reference)
    if (reference && isFile(imported)) css += compileOnce(imported, target, seen)
    else
      target.report({ file, ...startOf(rule), message: `WXSS: @import not found: ${rule.params}` })
    rule.remove()
  })
  return css
}

/** The page is as high as the screen below the navigation bar; both are the container's height. */
function rewriteValue(declaration: Declaration, file: string, report: Report): void {
  if (LOCAL_URL.test(declaration.value)) {
    const message = 'WXSS: a local file in url() works in no WeChat client; use a data: URL'
    report({ file, ...startOf(declaration), message })
  }
  declaration.value = rewriteRpx(declaration.value)
    .replace(/(?<=^|[\s,(*/+-])(-?[\d.]+)vh\b/g, '$1cqh')
    .replace(/(?:env|constant)\(\s*safe-area-inset-(\w+)/g, 'var(--safe-$1')
}

function rewriteSelector(rule: Rule, file: string, { prefix, report }: WxssTarget): void {
  const parent = rule.parent
  if (parent?.type === 'atrule' && (parent as AtRule).name.endsWith('keyframes')) return
  const rewrite = selectorParser((selectors) => {
    selectors.walkClasses((node) => {
      if (prefix) node.value = `${prefix}--${node.value}`
    })
    selectors.walkTags((node) => {
      node.value = domTag(node.value)
    })
    selectors.walkIds((node) => {
      node.replaceWith(attribute('data-mp-id', node.value))
    })
    selectors.walkPseudos((node) => {
      if (node.value === ':host') node.replaceWith(attribute('wx-host', prefix))
    })
  })
  try {
    rule.selector = rewrite.processSync(rule.selector)
  } catch (error) {
    const message = `WXSS: ${error instanceof Error ? error.message : String(error)}`
    report({ file, ...startOf(rule), message })
  }
}

function attribute(name: string, value: string): selectorParser.Attribute {
  return selectorParser.attribute({
    attribute: name,
    operator: '=',
    value,
    quoteMark: '"',
    raws: { value: JSON.stringify(value) },
  })
}

/**
 * `@media (prefers-color-scheme: dark)` asks the panel, not the computer: the rules move under an
 * attribute of the root. `:where` keeps their specificity, so the cascade stays as on a phone.
 */
function followTheme(sheet: Root, file: string, report: Report): void {
  sheet.walkAtRules('media', (media) => {
    if (!THEME_QUERY.test(media.params)) return
    const branches = media.params.split(',').map((query) => {
      const branch = media.clone({ params: query.trim() })
      const theme = THEME_QUERY.exec(query)?.[1]
      if (theme) underTheme(branch, theme, file, report)
      return branch
    })
    media.replaceWith(branches.flatMap(unwrapped))
  })
}

function underTheme(media: AtRule, theme: string, file: string, report: Report): void {
  media.params = media.params
    .replace(new RegExp(`(?:\\band\\s+)?${THEME_QUERY.source}`), '')
    .replace(/^\s*and\s+/, '')
    .trim()
  media.walkAtRules(/keyframes$/, (rule) => {
    const message = 'WXSS: @keyframes inside prefers-color-scheme is not supported'
    report({ file, ...startOf(rule), message })
  })
  media.walkRules((rule) => {
    rule.selectors = rule.selectors.map((one) => `:where(html[data-theme="${theme}"]) ${one}`)
  })
}

function unwrapped(media: AtRule): Container['nodes'] & object {
  return media.params === '' || media.params === 'screen' ? (media.nodes ?? []) : [media]
}

function startOf(node: { source?: { start?: { line: number; column: number } } }): {
  line: number
  column: number
} {
  return { line: node.source?.start?.line ?? 1, column: node.source?.start?.column ?? 1 }
}
