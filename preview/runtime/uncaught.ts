import type { AppLife } from './app-life'
import { listenToFramework } from './code-space'
import type { Log } from './log'

/** What nobody caught goes to the log, and to the mini-program's own listeners. */
export function listenToUncaught(life: AppLife, log: Log): void {
  listenToFramework((where, problem) => log.error(where, problem))
  window.addEventListener('error', ({ error, message }) => {
    log.error('小程序代码出错', error ?? message)
    life.onError.emit(String(error ?? message))
    life.call('onError', String(error ?? message))
  })
  window.addEventListener('unhandledrejection', ({ reason }: { reason: unknown }) => {
    const told = (reason as { errMsg?: string } | null | undefined)?.errMsg ?? reason
    log.error('未处理的 Promise 失败', told)
    life.onUnhandledRejection.emit({ reason })
    life.call('onUnhandledRejection', { reason })
  })
}
