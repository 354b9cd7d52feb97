type Listener = (shown: unknown) => void
type Options = Record<string, unknown> & {
  success?: (result: unknown) => void
  fail?: (error: unknown) => void
}

/** A call of `wx` that was made: its name and what it was given, without the functions. */
export interface Made {
  api: string
  options: Record<string, unknown>
}

/**
 * As much of `wx` as our services reach for: storage, App.onShow, navigation, the cloud. Answers
 * are given by the test; what nobody answers stays open.
 */
export function createWx(more: Record<string, unknown> = {}) {
  const storage = new Map<string, unknown>()
  const listeners: Listener[] = []
  const made: Made[] = []

  /** Notes the call and answers it: a value is success, an Error with `errMsg` is failure. */
  function answering(api: string, answer: (options: Options) => unknown = () => ({})) {
    return (options: Options = {}) => {
      const { success, fail, ...plain } = options
      made.push({ api, options: plain })
      const result = answer(options)
      if (result instanceof Error) fail?.({ errMsg: result.message })
      else if (result !== undefined) success?.(result)
    }
  }

  const wx = {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) =>
      storage.set(key, JSON.parse(JSON.stringify(value))),
    removeStorageSync: (key: string) => storage.delete(key),
    onAppShow: (listener: Listener) => listeners.push(listener),
    getEnterOptionsSync: (): unknown => ({ scene: 1001, referrerInfo: {} }),
    getAppBaseInfo: () => ({ version: '8.0.57', SDKVersion: '3.8.12', fontSizeSetting: 16 }),
    getDeviceInfo: () => ({ platform: 'ios' }),
    navigateTo: answering('navigateTo'),
    redirectTo: answering('redirectTo'),
    navigateBack: answering('navigateBack'),
    navigateToMiniProgram: answering('navigateToMiniProgram'),
    ...more,
  }

  return {
    wx,
    storage,
    made,
    answering,
    /** What App.onShow says now. */
    show: (shown: unknown) => {
      for (const listener of listeners) listener(shown)
    },
    /** The calls of one name, oldest first. */
    calls: (api: string) => made.filter((call) => call.api === api).map(({ options }) => options),
  }
}

export type FakeWx = ReturnType<typeof createWx>

/** Puts it in the place of WeChat. */
export function install(fake: FakeWx): FakeWx {
  Object.assign(globalThis, { wx: fake.wx, getCurrentPages: () => [] })
  return fake
}
