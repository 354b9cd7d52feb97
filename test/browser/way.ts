import type { FrameLocator, Locator } from 'playwright-core'
import type { ChannelId, Handoff, Reply, Subject } from '../../typings/contract'
import type { Made } from '../support/browser-visitor'
import type { Stage } from './stage'
import { openStage } from './stage'

/** A way that WeChat itself shows screens for. */
export interface Way {
  channel: ChannelId
  stage: Stage
  /** WeChat's own screen, while it is open. */
  screen: FrameLocator
  /** What the channel's sandbox does from now on. */
  force(outcome: string, sandbox?: string): Promise<void>
  /** Its card in the list of ways. */
  card(): Locator
  /** From the host's button to the list of ways. */
  toChoice(): Promise<void>
  /** On to this way's first page. */
  choose(): Promise<void>
  /** Fills in the form, from its page to the button that leads on. */
  claim(subject: Subject): Promise<void>
  /** A button of WeChat's screen. */
  press(name: string): Promise<void>
  /** What of the person, and of what was on the wire, the phone has kept. */
  kept(): Promise<string[]>
  /** Statuses of the attempts of the person's last session. */
  attempts(openid: string): Promise<string[]>
  /** Ends browser and server. */
  close(): Promise<unknown>
}

/** Whose name has a dot, and whose number ends in x. */
export const DOTTED: Subject = { name: '古丽米热·艾比布力', idNumber: '65000019720101009X' }

/** One real-name channel on a stage of its own. @param title Of its card. */
export async function openWay(channel: ChannelId, title: RegExp): Promise<Way> {
  const stage = await openStage()
  const { house, person } = stage
  const { page } = person
  const screen = page.frameLocator('.mp-ability-frame')
  const card = () => page.getByRole('button', { name: title })
  const tickets = new Set<string>()

  async function toChoice(): Promise<void> {
    await person.tap('去核验')
    await person.tap('同意')
    await person.tap('同意并继续')
    await card().waitFor()
  }

  // A tap that aims at a screen which is still rising misses it.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  page.on('response', async (response) => {
    if (!response.url().endsWith('/api/verify')) return
    const reply = (await response.json().catch(() => undefined)) as Reply<unknown> | undefined
    for (const ticket of ticketsOf(reply)) tickets.add(ticket)
  })

  return {
    channel,
    stage,
    screen,
    card,
    async force(outcome, sandbox = channel) {
      const response = await fetch(`${house.url}sandbox/${sandbox}/__control`, {
        method: 'POST',
        body: JSON.stringify({ outcome }),
      })
      if (response.status !== 204) throw new Error(`no outcome ${outcome} of ${sandbox}`)
    },
    toChoice,
    async choose() {
      await toChoice()
      await card().tap()
    },
    async claim({ name, idNumber }) {
      await person.sees('请填写身份证上的信息')
      const fields = page.locator('wx-page').last().locator('input')
      await fields.nth(0).fill(name)
      await fields.nth(1).fill(idNumber)
      await person.tap('下一步')
    },
    press: (name) => screen.getByRole('button', { name, exact: true }).tap(),
    async kept() {
      const storage = await page.evaluate(() => JSON.stringify({ ...localStorage }))
      const handedIn = (person.made as Said[]).flatMap(secretsOf)
      return [...handedIn, ...tickets].filter((secret) => storage.includes(secret))
    },
    async attempts(openid) {
      const [session] = await house.call(openid, 'list', {})
      return session?.attempts.map(({ status }) => status) ?? []
    },
    close: stage.close,
  }
}

function ticketsOf(reply: Reply<unknown> | undefined): string[] {
  const data = reply?.ok ? (reply.data as { handoff?: Handoff }) : undefined
  const handoff = data?.handoff
  if (handoff?.kind === 'faceVerify') return handoff.userIdKey ? [handoff.userIdKey] : []
  return handoff?.kind === 'facialVerify' ? [handoff.verifyId] : []
}

interface Said extends Made {
  subject?: Subject
  evidence?: Made['evidence'] & { verifyResult?: string; authToken?: string }
}

function secretsOf({ subject, evidence }: Said): string[] {
  const said = [subject?.name, subject?.idNumber, evidence?.verifyResult, evidence?.authToken]
  return said.filter((text): text is string => Boolean(text))
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Somebody whom nobody has verified today; the region of the number belongs to no district. */
export function somebody(n: number): Subject {
  const month = String((Math.floor(n / 28) % 12) + 1).padStart(2, '0')
  const day = String((n % 28) + 1).padStart(2, '0')
  const year = 1950 + (Math.floor(n / 336) % 50)
  const body = `110000${year}${month}${day}777`
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(body[i]), 0)
  return { name: '欧阳某', idNumber: body + '10X98765432'[sum % 11] }
}

/** Codes of upstream, and ours; the sandbox's names of them. */
export const CODE = /(?<![\d*])(?:[189]\d{4}|4\d{4})(?![\d*])|[A-Z]{3,}_[A-Z]{3,}|err(code|no|msg)/i

/** What is wrong with words for a person. */
export function faultsOf(words: string): string[] {
  const sentences = words.split(/[。\n]/).map((sentence) => sentence.trim())
  const long = sentences.filter((sentence) => Array.from(sentence).length > 40)
  const code = CODE.exec(words)
  return [...long.map((sentence) => `too long: ${sentence}`), ...(code ? [`code: ${code[0]}`] : [])]
}
