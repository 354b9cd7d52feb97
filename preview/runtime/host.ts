import '../builtins/base.css'
import './phone.css'
import './bars.css'
import './dialogs.css'
import type { ProgramData } from '../program-data'
import { homePageOf } from './look'
import { createPhone, installGlobals } from './phone'
import { readLaunch } from './travel'
import { listenToUncaught } from './uncaught'

/** What the generated entry of the bundle drives. */
export interface Host {
  /** Runs the app's script. */
  run(script: () => void): void
  /** Runs the script of a page or component. */
  define(is: string, script: () => void): void
  /** Launches the app and opens the first page. */
  start(): void
}

/** The WeChat client for one mini-program. The fragment of the URL names the page to begin with. */
export function createHost(program: ProgramData): Host {
  let opened = () => {}
  const firstPage = new Promise<void>((resolve) => {
    opened = resolve
  })
  const phone = createPhone(program, firstPage)
  const { life, stack, log, registry } = phone
  installGlobals(phone)
  listenToUncaught(life, log)

  const home = `/${homePageOf(program)}`
  const wanted = decodeURIComponent(location.hash.slice(1)).replace(/^\/?/, '/')
  const url = wanted === '/' ? home : wanted
  const { route, query } = stack.resolve(url)
  life.prepare(readLaunch(route, query))

  function attempt(where: string, script: () => void): void {
    try {
      script()
    } catch (error) {
      log.error(where, error)
    }
  }

  return {
    run: (script) => attempt('app', script),
    define: (is, script) => registry.define(is, () => attempt(is, script)),
    start() {
      life.launch()
      if (!stack.isPage(route)) log.error('启动', `page "${route}" is not found`)
      stack.open(stack.isPage(route) ? url : home)
      opened()
    },
  }
}
