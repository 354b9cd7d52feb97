import type { BrowserHouse, Ended } from '../support/browser-house'
import { openBrowserHouse } from '../support/browser-house'
import type { Visitor } from '../support/browser-visitor'
import { createVisitor } from '../support/browser-visitor'
import type { Phone } from '../support/chromium'
import { launchChromium } from '../support/chromium'

/** What every browser test plays on: one server, one browser, one phone. */
export interface Stage {
  house: BrowserHouse
  phone: Phone
  person: Visitor
  /** Ends browser and server; again gives the same. */
  close(): Promise<Ended>
}

export async function openStage(): Promise<Stage> {
  const [house, phone] = await Promise.all([openBrowserHouse(), launchChromium()])
  const person = await createVisitor(phone.page, house.url)
  let ended: Promise<Ended> | undefined
  const close = async () => {
    await phone.close()
    return house.stop()
  }
  return {
    house,
    phone,
    person,
    close: () => {
      ended ??= close()
      return ended
    },
  }
}
