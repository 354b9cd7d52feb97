import { ApiFailure } from './api'
import type { Dialogs } from './dialogs'

/** The mini-program's own answer to a request for agreement. */
type Resolve = (answer: { event: string; buttonId?: string }) => void
type Asked = (resolve: Resolve, info: { referrer: string }) => void

/** WeChat's privacy gate: agreement to the declared privacy text, kept per person. */
export interface Privacy {
  isAgreed(): boolean
  agree(): void
  /** Asks, by the mini-program's own dialogue or WeChat's. @throws ApiFailure when refused. */
  require(): Promise<void>
  onNeeded(listener: Asked): void
}

/** Title of the text that the operator has declared with WeChat. */
export const PRIVACY_CONTRACT = '《小程序隐私保护指引》'
const REFUSED = 'privacy permission is not authorized'

/** @param key Where in `storage` the agreement is kept. */
export function createPrivacy(storage: Storage, key: string, dialogs: Dialogs): Privacy {
  let listener: Asked | undefined
  /** Requests that wait for a button with open-type agreePrivacyAuthorization, or for an answer. */
  let waiting: ((agreed: boolean) => void)[] = []

  function settle(agreed: boolean): void {
    if (agreed) storage.setItem(key, '1')
    for (const end of waiting) end(agreed)
    waiting = []
  }

  const answer: Resolve = ({ event }) => {
    if (event === 'agree') settle(true)
    if (event === 'disagree') settle(false)
  }

  async function askByWeChat(): Promise<void> {
    const agreed = await dialogs.ask({
      title: '隐私保护提示',
      content: `使用前请阅读${PRIVACY_CONTRACT}。同意后，小程序方可使用其中声明的信息。`,
      choices: [
        { text: '拒绝', value: false },
        { text: '同意', value: true, main: true, colour: '#07c160' },
      ],
    })
    settle(agreed)
  }

  return {
    isAgreed: () => storage.getItem(key) === '1',
    agree: () => settle(true),
    async require() {
      if (storage.getItem(key) === '1') return
      const ended = new Promise<boolean>((resolve) => waiting.push(resolve))
      if (listener) listener(answer, { referrer: 'requirePrivacyAuthorize' })
      else await askByWeChat()
      if (!(await ended)) throw new ApiFailure(REFUSED, { errno: 104 })
    },
    onNeeded(asked) {
      listener = asked
    },
  }
}
