import { dirname, join, posix } from 'node:path'
import type { AppConfig, ComponentConfig, ProgramData, ThemeVariables } from '../program-data'
import { foldersOf, isFile, isOf, resolveComponent, scriptOf } from './files'
import { readJson } from './json'
import type { Problem } from './problem'
import { locate } from './problem'
import { createTemplateCompiler } from './template'
import { compileWxss } from './wxss'

/** A compiled mini-program, before its scripts are bundled. */
export interface CompiledProgram {
  data: Omit<ProgramData, 'groups'>
  /** JavaScript expression for `ProgramData.groups`. */
  groupCode: string
  appScript?: string
  /** Script of a page or component by its `is`. */
  scripts: Map<string, string>
  problems: Problem[]
  /** Files and folders whose change calls for a new build. */
  files: string[]
  folders: string[]
}

interface Part {
  base: string
  is: string
  isPage: boolean
  config: ComponentConfig
}

const NO_THEMES: ThemeVariables = { light: {}, dark: {} }

/**
 * Reads a mini-program from `root`: app.json, pages, subpackages, components, WXML, WXSS.
 * Mistakes are collected, not thrown.
 */
export function compileProgram(root: string): CompiledProgram {
  const problems: Problem[] = []
  const visitedFiles = new Set<string>()
  const report = (problem: Problem) => void problems.push(problem)
  const visited = (file: string) => void visitedFiles.add(file)
  const appFile = join(root, 'app.json')
  const app = readConfig<AppConfig>(appFile) ?? { pages: [] }
  const pages = pagesOf(app)
  const parts = new Map<string, Part>()

  function readConfig<T extends object>(file: string): T | undefined {
    if (!isFile(file)) {
      report({ file, line: 1, column: 1, message: 'not found' })
      return undefined
    }
    visited(file)
    return readJson<T>(file, report)
  }

  function addPart(base: string, isPage: boolean): Part {
    const known = parts.get(base)
    if (known) return known
    const file = `${base}.json`
    const config = isPage && !isFile(file) ? {} : (readConfig<ComponentConfig>(file) ?? {})
    const part = { base, is: isOf(root, base), isPage, config: { ...config } }
    parts.set(base, part)
    part.config.usingComponents = {
      ...resolveAll(app.usingComponents ?? {}, appFile),
      ...resolveAll(config.usingComponents ?? {}, file),
    }
    if (!scriptOf(base)) report({ file: base, line: 1, column: 1, message: 'script not found' })
    return part
  }

  function resolveAll(references: Record<string, string>, file: string): Record<string, string> {
    const resolved: Record<string, string> = {}
    for (const [tag, reference] of Object.entries(references)) {
      const base = resolveComponent(root, file, reference)
      if (base) resolved[tag] = `/${addPart(base, false).is}`
      else {
        const message = `usingComponents: <${tag}> not found at ${reference}`
        report({ ...locate(file, `"${tag}"`), message })
      }
    }
    return resolved
  }

  for (const page of pages) {
    const base = join(root, page)
    if (isFile(`${base}.wxml`)) addPart(base, true)
    else report({ ...locate(appFile, posix.basename(page)), message: `page not found: ${page}` })
  }

  const templates = createTemplateCompiler({ root, report, visited })
  for (const part of parts.values()) {
    const tags = [
      ...Object.keys(part.config.usingComponents ?? {}),
      ...Object.keys(part.config.componentGenerics ?? {}),
    ]
    templates.add(part.is, tags, `${part.base}.json`)
  }

  const sheet = (base: string, prefix: string): string =>
    isFile(`${base}.wxss`) ? compileWxss(`${base}.wxss`, { root, prefix, report, visited }) : ''
  const components = [...parts.values()].map(({ base, is, isPage, config }, index) => {
    const prefix = isIsolated(isPage, config.styleIsolation) ? `c${index.toString(36)}` : ''
    return { is, isPage, config, prefix, css: sheet(base, prefix) }
  })
  const themeFile = app.themeLocation && join(root, app.themeLocation)
  return {
    data: {
      appId: appIdOf(root),
      app,
      pages,
      themes: { ...NO_THEMES, ...(themeFile ? readConfig<ThemeVariables>(themeFile) : undefined) },
      appCss: sheet(join(root, 'app'), ''),
      components,
    },
    groupCode: templates.generate(),
    appScript: scriptOf(join(root, 'app')),
    scripts: new Map([...parts.values()].map(({ is, base }) => [is, scriptOf(base) ?? ''])),
    problems,
    files: [...visitedFiles],
    folders: foldersOf(root),
  }
}

function pagesOf(app: AppConfig): string[] {
  const packages = app.subPackages ?? app.subpackages ?? []
  return [
    ...app.pages,
    ...packages.flatMap(({ root, pages }) => pages.map((page) => posix.join(root, page))),
  ]
}

/** A page's sheet is open by default, a component's is closed by default. */
function isIsolated(isPage: boolean, isolation: string | undefined): boolean {
  return isPage ? isolation === 'isolated' || isolation === 'apply-shared' : isolation !== 'shared'
}

/** The AppID stands beside the mini-program, in project.config.json. */
function appIdOf(root: string): string {
  const file = join(dirname(root), 'project.config.json')
  const config = isFile(file) ? readJson<{ appid?: string }>(file, () => {}) : undefined
  return config?.appid ?? 'touristappid'
}
