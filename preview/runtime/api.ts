import type { Settings } from '../bridge'
import type { Log } from './log'
import { maskedLines, maskText } from './mask'
import { PROMISES_SINCE, SINCE } from './since'
import { compareVersions } from './versions'

/** The object an asynchronous API is called with. */
export interface CallOptions extends Record<string, unknown> {
  success?: (result: object) => void
  fail?: (failure: object) => void
  complete?: (end: object) => void
}

/** Gives the fields of the result besides `errMsg`; fails by throwing `ApiFailure`. */
export type AsyncApi = (options: CallOptions) => unknown

/** One subject's share of `wx`. */
export interface WxPart {
  /** With callbacks or a promise, and `errMsg`. */
  async?: Record<string, AsyncApi>
  /** As they are. */
  plain?: Record<string, unknown>
}

/** An API ends with `errMsg: '<name>:fail <reason>'`. */
export class ApiFailure extends Error {
  readonly reason: string
  readonly fields: object

  /** @param fields More fields of the failure, such as `errno`. */
  constructor(reason: string, fields: object = {}) {
    super(reason)
    this.reason = reason
    this.fields = fields
  }
}

/** Wraps implementations the way WeChat's client shows them. */
export interface ApiMaker {
  /**
   * @param name As it stands in `errMsg`, `cloud.callFunction` for example.
   * @param told What the log shows of the options, when it is not all of them.
   */
  async(
    name: string,
    implementation: AsyncApi,
    told?: (options: CallOptions) => { title: string; shown: unknown },
  ): (options?: CallOptions) => unknown
}

/** A killed mini-program hears nothing any more. */
export type IsAlive = () => boolean

export function createApiMaker(settings: Settings, log: Log, isAlive: IsAlive): ApiMaker {
  const hasPromises = compareVersions(settings.sdkVersion, PROMISES_SINCE) >= 0

  async function run(name: string, implementation: AsyncApi, options: CallOptions) {
    try {
      const result = await implementation(options)
      return { ...(result as object | undefined), errMsg: `${name}:ok` }
    } catch (error) {
      throw failureOf(name, error)
    } finally {
      if (!isAlive()) await new Promise(() => {})
    }
  }

  return {
    async:
      (name, implementation, told) =>
      (options = {}) => {
        const { title, shown } = told?.(options) ?? { title: `wx.${name}`, shown: options }
        log.add('call', title, maskedLines(shown))
        const end = run(name, implementation, options)
        end.catch(({ errMsg }: { errMsg: string }) => {
          log.add('note', `wx.${name} 失败`, [{ label: 'errMsg', value: maskText(errMsg) }])
        })
        if (!options.success && !options.fail && !options.complete && hasPromises) return end
        const heard = (kind: 'success' | 'fail') => (value: object) => {
          options[kind]?.(value)
          options.complete?.(value)
        }
        end.then(heard('success'), heard('fail')).catch((error) => log.error(`wx.${name}`, error))
        return undefined
      },
  }
}

function failureOf(name: string, error: unknown): object {
  if (error instanceof ApiFailure) {
    return { ...error.fields, errMsg: `${name}:fail ${error.reason}`.trim() }
  }
  return { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` }
}

/**
 * `wx` out of its parts. What the base library does not have yet, and what the preview lacks, is
 * absent: feature tests read `undefined`, and a call throws an error that names it.
 */
export function assembleWx(parts: WxPart[], make: ApiMaker, settings: Settings, log: Log): object {
  const wx: Record<string, unknown> = {}
  const put = (name: string, value: unknown) => {
    const since = SINCE[name]
    if (!since || compareVersions(settings.sdkVersion, since) >= 0) wx[name] = value
  }
  for (const { async = {}, plain = {} } of parts) {
    for (const [name, api] of Object.entries(async)) put(name, make.async(name, api))
    for (const [name, value] of Object.entries(plain)) put(name, value)
  }
  return tellingAbsence(wx, 'wx', log)
}

/** Shows in the panel, once per name, that the mini-program looked for something that is absent. */
export function tellingAbsence<T extends object>(target: T, path: string, log: Log): T {
  const told = new Set<string>()
  return new Proxy(target, {
    get(object, name, receiver) {
      if (typeof name === 'string' && !(name in object) && /^[a-z]/.test(name) && name !== 'then') {
        if (!told.has(name)) log.add('note', `${path}.${name}：此版本或预览没有这个接口`)
        told.add(name)
      }
      return Reflect.get(object, name, receiver)
    },
  })
}
