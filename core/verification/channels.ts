import type { ChannelId, ChannelInfo, Client, Unavailable } from '../../typings/contract'
import type { Traits } from '../channels/channel'
import { unfit } from '../channels/fitness'
import { CHANNEL_IDS, TRAITS } from '../channels/index'
import { chinaDate } from '../identity/calendar'
import type { Caller, VerificationDeps } from './deps'

/** Every channel with what it takes, best way first, and why it cannot be used where it cannot. */
export function listChannels(
  client: Client | undefined,
  caller: Caller,
  { channels, now }: Pick<VerificationDeps, 'channels' | 'now'>,
): ChannelInfo[] {
  const today = chinaDate(now())
  return CHANNEL_IDS.map((id) => {
    const traits = TRAITS[id]
    const configured = channels[id] !== undefined
    const reason = configured ? unable(traits, client, caller) : unconfigured(traits, today)
    return describe(id, traits, { reason, configured, client })
  })
}

/** Who has not got a closing way yet cannot have it from the day after. */
function unconfigured({ unconfigured }: Traits, today: string): Unavailable {
  return unconfigured && today > unconfigured.since ? unconfigured.reason : 'not-configured'
}

function unable(traits: Traits, client: Client | undefined, { kind }: Caller) {
  const isTerminal = traits.handoff === 'terminal'
  if (isTerminal !== (kind === 'terminal')) return 'device'
  return isTerminal ? undefined : unfit(traits, client)
}

function describe(
  channel: ChannelId,
  { needsSubject, handoff, face, modes, minimum, unconfigured }: Traits,
  {
    reason,
    configured,
    client,
  }: { reason: Unavailable | undefined; configured: boolean; client: Client | undefined },
): ChannelInfo {
  const least = client && minimum[client.platform]
  return {
    channel,
    available: reason === undefined,
    ...(reason && { reason }),
    needsSubject,
    handoff,
    face,
    ...(modes && { modes: [...modes] }),
    ...(reason === 'client-too-old' && least && { minimum: least }),
    ...(!configured && unconfigured && { since: unconfigured.since }),
  }
}
