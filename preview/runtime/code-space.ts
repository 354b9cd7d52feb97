import type { BuiltInHost } from '../builtins/built-in'
import { commonBuiltIn, createBuiltIns } from '../builtins/index'
import { BUILT_IN_TEMPLATES } from '../builtins/templates'
import type { ComponentRecord, ProgramData } from '../program-data'
import type { Backend, BackendContext, CodeSpace, EaselElement } from './easel'
import { glassEasel, MiniProgramEnv } from './easel'

/** Everything that is registered: built-ins, pages, components, style sheets. */
export interface Registry {
  backend: Backend
  space: CodeSpace
  /** Runs a script whose `Page`, `Component` and `Behavior` belong to the file `is`. */
  define(is: string, run: () => void): void
  /** Style sheets of pages count only while the page is in front. */
  showPageStyle(is: string): void
  isFormField(element: EaselElement): boolean
}

/** A page's or component's definition, where the adapter needs help. */
interface Definition {
  behaviors?: unknown[]
  options?: { styleIsolation?: string; addGlobalClass?: boolean }
}

/** Behaviours that WeChat provides by name; the adapter does not know them. */
const NAMED_BEHAVIORS: Record<string, object> = {
  'wx://form-field': { properties: { name: String, value: null } },
  'wx://form-field-group': {},
  'wx://form-field-button': {},
  'wx://component-export': {},
}

export function createRegistry(
  program: ProgramData,
  context: BackendContext,
  host: BuiltInHost,
): Registry {
  const env = new MiniProgramEnv()
  const backend = env.associateBackend(context)
  const space = env.createCodeSpace('', true)
  registerBuiltIns(env.createCodeSpace('wx', true), space, program.groups, host)
  const behaviors = new Map(
    Object.entries(NAMED_BEHAVIORS).map(([name, definition]) => [
      name,
      space.behavior().definition(definition).register(),
    ]),
  )
  const sheets = new Map<string, HTMLStyleElement>()
  addSheet('app', program.appCss)
  for (const component of program.components) addComponent(component)

  function addSheet(key: string, css: string): void {
    const sheet = document.createElement('style')
    sheet.dataset.of = key
    sheet.textContent = css
    document.head.append(sheet)
    sheets.set(key, sheet)
  }

  function addComponent({ is, isPage, config, prefix, css }: ComponentRecord): void {
    addSheet(is, css)
    space.addStyleSheet(is, undefined, prefix || undefined)
    space.addComponentStaticConfig(is, { ...config, component: isPage ? undefined : true })
    space.addCompiledTemplate(is, { groupList: program.groups, content: program.groups[is] })
  }

  function completed(is: string, definition: Definition): object {
    const named = definition.behaviors?.map((one) =>
      typeof one === 'string' ? behaviors.get(one) : one,
    )
    const config = space.getComponentStaticConfig(is)
    const { styleIsolation, addGlobalClass } = definition.options ?? {}
    if (config && !config.styleIsolation && (styleIsolation || addGlobalClass)) {
      config.styleIsolation = styleIsolation ?? 'apply-shared'
    }
    return named ? { ...definition, behaviors: named.filter(Boolean) } : definition
  }

  function define(is: string, run: () => void): void {
    space.componentEnv(is, (own) => {
      const outer = { Page: window.Page, Component: window.Component, Behavior: window.Behavior }
      window.Page = (definition) => own.Page(completed(is, definition))
      window.Component = (definition) => own.Component(completed(is, definition))
      window.Behavior = (definition) => own.Behavior(completed(is, definition))
      run()
      Object.assign(window, outer)
    })
  }

  const pages = program.components.filter(({ isPage, prefix }) => isPage && !prefix)
  return {
    backend,
    space,
    define,
    showPageStyle(shown) {
      for (const { is } of pages) {
        const sheet = sheets.get(is)
        if (sheet) sheet.media = is === shown ? 'all' : 'not all'
      }
    },
    isFormField(element) {
      const field = behaviors.get('wx://form-field')
      return element.hasBehavior?.(field?._$) ?? false
    },
  }
}

/** Built-ins live in a space of their own and are made known to every page and component. */
function registerBuiltIns(
  library: CodeSpace,
  space: CodeSpace,
  groups: ProgramData['groups'],
  host: BuiltInHost,
): void {
  const common = library.behavior().definition(commonBuiltIn(host)).register()
  const definitions = createBuiltIns(host)
  for (const tag of Object.keys(BUILT_IN_TEMPLATES)) {
    const is = `wx/${tag}`
    library.addComponentStaticConfig(is, { component: true, styleIsolation: 'shared' })
    library.addCompiledTemplate(is, { groupList: groups, content: groups[is] })
    const definition = { ...definitions[tag], behaviors: [common] }
    const registered = library.component(is).definition(definition).register()
    space.getComponentSpace().setGlobalUsingComponent(tag, registered._$)
  }
}

/** Warnings of the framework that say nothing about the mini-program. */
const HARMLESS = /the target of relation/

/** Sends the framework's warnings and errors to `report`. */
export function listenToFramework(report: (kind: string, problem: unknown) => void): void {
  glassEasel.addGlobalWarningListener((message) => {
    if (!HARMLESS.test(message)) report('glass-easel', message)
    return false
  })
  glassEasel.addGlobalErrorListener((error) => {
    report('小程序代码出错', error)
    return false
  })
}
