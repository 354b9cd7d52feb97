import { CHANNEL_IDS, TRAITS } from '../../core/channels/index'
import type { Config } from '../../core/config'
import { ConfigError, readConfig } from '../../core/config'
import type { ReadFile, Variables } from '../../core/environment'
import type { ChannelId, Unavailable } from '../../typings/contract'
import { HINTS, PREFIXES } from './hints'

/** One line of the doctor's: what was found, and how to mend it. Names variables, never values. */
export interface Remark {
  level: 'ok' | 'note' | 'wrong'
  text: string
  mend?: string
}

export interface Patient {
  env: Variables
  readFile: ReadFile
  /** `process.versions.node`. */
  nodeVersion: string
  /** Unix seconds, by this machine's clock. */
  now: number
}

/** Everything that can be said without leaving this process. */
export function examine(patient: Patient): Remark[] {
  return [
    examineNode(patient.nodeVersion),
    examineClock(patient.now),
    ...examineConfiguration(patient),
    ...examineNames(patient.env),
  ]
}

const LEAST_NODE = 20

function examineNode(version: string): Remark {
  const major = Number(version.split('.')[0])
  if (major >= LEAST_NODE) return { level: 'ok', text: `Node ${version}` }
  return {
    level: 'wrong',
    text: `Node ${version} is too old`,
    mend: `install Node ${LEAST_NODE} or newer`,
  }
}

/** 2025-01-01 and 2100-01-01: a machine without a clock starts in 1970. */
const PLAUSIBLE = { from: 1_735_689_600, to: 4_102_444_800 }

function examineClock(now: number): Remark {
  if (now >= PLAUSIBLE.from && now < PLAUSIBLE.to) {
    return { level: 'ok', text: `clock: ${new Date(now * 1000).toISOString()}` }
  }
  return {
    level: 'wrong',
    text: `the clock says ${new Date(now * 1000).toISOString()}`,
    mend: 'set it by NTP: upstream refuses signatures that are a few minutes off',
  }
}

function examineConfiguration({ env, readFile }: Patient): Remark[] {
  try {
    const config = readConfig(env, readFile)
    return [
      { level: 'ok', text: 'configuration: complete' },
      ...examineMode(config),
      ...CHANNEL_IDS.map((id) => examineChannel(id, config, env)),
      ...examineEntrances(config),
    ]
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem) => ({ level: 'wrong', text: problem, ...mendOf(problem) }))
  }
}

/** A problem begins with the name of its variable. */
function mendOf(problem: string): { mend?: string } {
  const name = /^[A-Z][A-Z0-9_]*/.exec(problem)?.[0] ?? ''
  const mend = HINTS[name]
  return mend === undefined ? {} : { mend }
}

function examineMode({ mode }: Config): Remark[] {
  if (mode === 'production') return []
  const text = 'SHIMING_MODE is sandbox: the keys are public and no verification is real'
  return [{ level: 'note', text, ...mendOf('SHIMING_MODE') }]
}

function examineChannel(id: ChannelId, { channels }: Config, env: Variables): Remark {
  const { unconfigured } = TRAITS[id]
  const end = unconfigured?.reason === 'sunset' ? unconfigured.since : undefined
  const isOn = Object.hasOwn(channels, id)
  if (isOn && end !== undefined) {
    return {
      level: 'note',
      text: `channel ${id}: on, and WeChat has announced that it stops on ${end}`,
      mend: 'have another channel ready: face2 is its official successor',
    }
  }
  if (isOn) return { level: 'ok', text: `channel ${id}: on` }
  return { level: 'ok', text: `channel ${id}: off, ${whyOff(id, env)}` }
}

/** What to say of a channel that is closing, by `Traits.unconfigured`. */
const CLOSING: Readonly<Partial<Record<Unavailable, string>>> = {
  'closed-to-new-users': 'closed to new users since',
  sunset: 'announced to stop on',
}

function whyOff(id: ChannelId, env: Variables): string {
  const word = id.toUpperCase()
  const own = Object.keys(HINTS).filter((name) => name === word || name.startsWith(`${word}_`))
  const isSet = own.some((name) => env[name]?.trim())
  const reason = isSet
    ? 'left out by CHANNELS'
    : `${word in HINTS ? `${word}=on is not` : `no ${word}_… is`} set`
  const { unconfigured } = TRAITS[id]
  const closing = unconfigured && CLOSING[unconfigured.reason]
  return [own.length > 0 ? reason : 'not in this version']
    .concat(closing ? `${closing} ${unconfigured.since}` : [])
    .join('; ')
}

/** Who can call, and who cannot. */
function examineEntrances({ host, trustWxHeaders, wechat, recordsApiKey, channels }: Config) {
  const remarks: Remark[] = []
  const note = (text: string, name: string) =>
    remarks.push({ level: 'note', text, ...mendOf(name) })
  if (Object.keys(channels).length === 0) {
    remarks.push({ level: 'note', text: 'no channel is on: nobody can be verified' })
  }
  if (trustWxHeaders && !/^(127\.|localhost$|::1$)/.test(host)) {
    note('TRUST_WX_HEADERS is on: whoever reaches the port can name any openid', 'TRUST_WX_HEADERS')
  }
  if (!trustWxHeaders && !wechat) {
    note('WECHAT_APP_ID is not set: on your own server nobody can log in', 'WECHAT_APP_ID')
  }
  if (recordsApiKey === undefined) {
    note('RECORDS_API_KEY is not set: the records call answers nobody', 'RECORDS_API_KEY')
  }
  return remarks
}

/** A name that begins like ours and is none of ours is not read by anybody. */
function examineNames(env: Variables): Remark[] {
  return Object.keys(env)
    .filter((name) => PREFIXES.some((prefix) => name.startsWith(prefix)))
    .filter((name) => !Object.hasOwn(HINTS, name))
    .map((name) => ({
      level: 'note',
      text: `${name} is set, and this version does not read it`,
      mend: 'check the spelling, or take it away',
    }))
}
