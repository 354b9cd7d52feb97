import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import { BUILT_IN_TEMPLATES } from '../builtins/templates'
import { isFile } from './files'
import type { Report } from './problem'
import { unknownTags } from './tags'

/** What the template compiler says about a place; its lines and columns start at 0. */
interface CompilerRemark {
  message: string
  startLine: number
  startColumn: number
}

/** Compiles the WXML and WXS of one mini-program into template functions. */
export interface TemplateCompiler {
  /**
   * Adds a page's or component's template with all it imports.
   *
   * @param tags Custom tags registered for it.
   * @param from The file to blame when the template is missing.
   */
  add(is: string, tags: Iterable<string>, from: string): void
  /** JavaScript expression: an object of template functions by `is`. */
  generate(): string
}

/**
 * WXS knows `getRegExp` and `getDate`, and its event handlers are called with an owner instance;
 * `Q.C` is the hook of the generated code for that.
 */
const WXS_RUNTIME =
  'var getRegExp=(p,f)=>new RegExp(p,f);var getDate=(...a)=>new Date(...a);' +
  'Q.C=(caller,event,handler,path)=>globalThis.__wxsListener(caller,event,handler,path);'

/** In WXS `x.constructor` is the name of the type as text. */
function wxsToScript(wxs: string): string {
  return wxs.replace(/\.constructor\b(?!\.name)/g, '.constructor.name')
}

/** @param visited Receives every file that was read. */
export function createTemplateCompiler(options: {
  root: string
  report: Report
  visited(file: string): void
}): TemplateCompiler {
  const { root, report, visited } = options
  const group = new TmplGroup()
  const done = new Set<string>()

  function read(is: string, extension: string, from: string): string | undefined {
    const file = join(root, is + extension)
    if (isFile(file)) {
      visited(file)
      return readFileSync(file, 'utf8')
    }
    report({ file: from, line: 1, column: 1, message: `not found: ${is}${extension}` })
    return undefined
  }

  function addWxs(is: string, from: string): void {
    const file = `${is}.wxs`
    if (done.has(file)) return
    done.add(file)
    const wxs = read(is, '.wxs', from)
    if (wxs === undefined) return
    const requires = /require\(\s*(['"])(.+?)\.wxs\1\s*\)/g
    const linked = wxs.replace(requires, (_, quote: string, path: string) => {
      const base = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(is), path)
      addWxs(posix.normalize(base), join(root, file))
      return `require(${quote}${path}${quote})`
    })
    group.addScript(is, wxsToScript(linked))
  }

  function checkTags(file: string, wxml: string, tags: Iterable<string>): void {
    for (const { name, line, column } of unknownTags(wxml, tags)) {
      const message = `WXML: <${name}> is neither built in nor in usingComponents`
      report({ file, line, column, message })
    }
  }

  function add(is: string, tags: Iterable<string>, from: string): void {
    if (done.has(is)) return
    done.add(is)
    const wxml = read(is, '.wxml', from)
    if (wxml === undefined) return
    const file = join(root, `${is}.wxml`)
    const remarks = (group.addTmpl(is, wxml) ?? []) as CompilerRemark[]
    // Unclosed tags and a stray wx:else come as mere warnings, and render as something else.
    for (const { message, startLine, startColumn } of remarks) {
      const place = { line: startLine + 1, column: startColumn + 1 }
      report({ file, ...place, message: `WXML: ${message}` })
    }
    checkTags(file, wxml, tags)
    for (const name of group.getInlineScriptModuleNames(is) as string[]) {
      group.setInlineScript(is, name, wxsToScript(group.getInlineScript(is, name)))
    }
    for (const path of group.getDirectDependencies(is) as string[]) add(path, tags, file)
    for (const path of group.getScriptDependencies(is) as string[]) addWxs(path, file)
  }

  for (const [tag, wxml] of Object.entries(BUILT_IN_TEMPLATES)) group.addTmpl(`wx/${tag}`, wxml)
  group.setExtraRuntimeScript(WXS_RUNTIME)
  return { add, generate: () => group.getTmplGenObjectGroups() }
}
