import type { ChannelId } from '../../typings/contract'
import { ANNOUNCED } from './announced'
import type { Channel, ChannelDeps, Channels, Traits } from './channel'
import type { Face1Config } from './face1/index'
import { createFace1, TRAITS as face1 } from './face1/index'
import type { Face2Config } from './face2/index'
import { createFace2, TRAITS as face2 } from './face2/index'
import type { IauthConfig } from './iauth/index'
import { createIauth, TRAITS as iauth } from './iauth/index'
import type { RealnameConfig } from './realname/index'
import { createRealname, TRAITS as realname } from './realname/index'

/** What the operator has configured, by channel. A channel that is not there is off. */
export interface ChannelConfigs {
  iauth?: IauthConfig
  realname?: RealnameConfig
  face1?: Face1Config
  face2?: Face2Config
}

/** What is true of each channel whatever its configuration; best way first. */
export const TRAITS: { readonly [C in ChannelId]: Traits } = {
  face2,
  realname,
  iauth,
  face1,
  oemface: ANNOUNCED.oemface,
  payface: ANNOUNCED.payface,
}

/** Every channel there is, best way first. */
export const CHANNEL_IDS = Object.keys(TRAITS) as readonly ChannelId[]

type Create<C extends keyof ChannelConfigs> = (
  config: NonNullable<ChannelConfigs[C]>,
  deps: ChannelDeps,
) => Channel<C>

const CREATE: { readonly [C in keyof Required<ChannelConfigs>]: Create<C> } = {
  iauth: createIauth,
  realname: createRealname,
  face1: createFace1,
  face2: createFace2,
}

/** The channels that are configured, ready for use. */
export function createChannels(configs: ChannelConfigs, deps: ChannelDeps): Channels {
  const ids = Object.keys(CREATE) as (keyof ChannelConfigs)[]
  return Object.fromEntries(ids.flatMap((id) => createOne(id, configs, deps)))
}

function createOne<C extends keyof ChannelConfigs>(
  id: C,
  configs: ChannelConfigs,
  deps: ChannelDeps,
): [C, Channel<C>][] {
  const config = configs[id]
  return config ? [[id, CREATE[id](config, deps)]] : []
}
