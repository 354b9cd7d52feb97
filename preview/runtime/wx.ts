import type { ProgramData } from '../program-data'
import { assembleWx, createApiMaker } from './api'
import type { AppLife } from './app-life'
import { createCanIUse } from './can-i-use'
import type { Dialogs } from './dialogs'
import type { Log } from './log'
import { createNetwork } from './network'
import type { PageStack } from './page-stack'
import type { PhoneAbilities } from './phone-abilities'
import type { PhoneSettings } from './phone-settings'
import type { Privacy } from './privacy'
import type { Screen } from './screen'
import type { TapGate } from './tap-gate'
import type { Travel } from './travel'
import { wxAccount } from './wx-account'
import { wxApp } from './wx-app'
import { wxCloud } from './wx-cloud'
import { wxDevice } from './wx-device'
import { wxNavigate } from './wx-navigate'
import { wxNetwork } from './wx-network'
import { wxRouter } from './wx-router'
import { wxStorage } from './wx-storage'
import { wxUi } from './wx-ui'

/** Everything on the phone that `wx` speaks for. */
export interface WxWorld {
  program: ProgramData
  settings: PhoneSettings
  log: Log
  life: AppLife
  taps: TapGate
  screen: Screen
  dialogs: Dialogs
  privacy: Privacy
  abilities: PhoneAbilities
  stack: PageStack
  travel: Travel
  /** Resolves when the first page is open. */
  firstPage: Promise<void>
  /** The navigation bar of the page in front has changed. */
  redraw(): void
}

/** The `wx` of one run of the mini-program. */
export function createWx(world: WxWorld): object {
  const { program, log, life, screen, dialogs, stack, travel } = world
  // Platform, versions and person cannot change without a restart.
  const settings = world.settings.now()
  const make = createApiMaker(settings, log, travel.isAlive)
  const network = createNetwork(world.settings.now, world.settings.networkChanged)
  const account = { ...world, appId: program.appId, settings }
  const wx: object = assembleWx(
    [
      wxRouter(stack, world.firstPage),
      wxStorage(localStorage, settings.openid, travel.isAlive),
      wxUi(dialogs, stack, world.redraw),
      wxDevice(world.settings.now, screen, program.app.darkmode === true),
      wxAccount(account),
      wxNavigate(account),
      wxNetwork(network, make),
      wxCloud(settings.openid, network, make, log),
      wxApp(life, stack, world.settings.themeChanged, log),
      { plain: world.abilities.apis },
      { plain: { canIUse: createCanIUse(settings.sdkVersion, () => wx) } },
    ],
    make,
    settings,
    log,
  )
  return wx
}
