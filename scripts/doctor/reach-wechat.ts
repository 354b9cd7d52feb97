import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import type { Config } from '../../core/config'
import { VerificationError } from '../../core/errors'
import { createHttp } from '../../core/http'
import { readJson } from '../../core/json'
import type { LogFields } from '../../core/log'
import type { Slip } from '../../core/store/store'
import { createVault } from '../../core/vault'
import { createWechat } from '../../core/wechat'
import type { Remark } from './examine'

const TEXT = v.optional(v.string(), '')
const REPLY = v.object({
  category_list: v.array(
    v.object({
      first_class: TEXT,
      second_class: TEXT,
      first_id: v.number(),
      second_id: v.number(),
    }),
  ),
})

/**
 * Which categories the mini-program has, and whether `realname` names one of them. Fetches an access
 * token, as the server would, and so finds out too what WeChat has against this machine.
 */
export async function reachCategories(config: Config): Promise<Remark[]> {
  const { wechat: account, channels } = config
  if (!account) return []
  const refused: LogFields[] = []
  const wechat = createWechat(account, {
    http: createHttp({ timeoutMs: config.upstreamTimeoutMs, log: () => {} }),
    slips: createSlips(),
    vault: createVault(config.vault, randomBytes),
    now: () => Math.floor(Date.now() / 1000),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    timeoutMs: config.upstreamTimeoutMs,
    log: (event, fields) => {
      if (event === 'wechat.refused') refused.push(fields)
    },
  })
  try {
    const reply = readJson(REPLY, await wechat.get('/wxa/get_category'))
    return reply ? categoryRemarks(reply, channels.realname?.categoryId) : [NO_LIST]
  } catch (error) {
    return [refusalRemark(error, refused.at(-1))]
  }
}

const NO_LIST: Remark = { level: 'wrong', text: 'WeChat: get_category gives no list' }

function categoryRemarks(
  { category_list: list }: v.InferOutput<typeof REPLY>,
  wanted: readonly [number, number] | undefined,
): Remark[] {
  const remarks: Remark[] = list.map((each) => ({
    level: 'ok',
    text: `category ${each.first_id},${each.second_id}: ${each.first_class} / ${each.second_class}`,
  }))
  const found = list.some(
    ({ first_id, second_id }) => first_id === wanted?.[0] && second_id === wanted[1],
  )
  if (!wanted || found) return remarks
  const mend = 'take one of the categories above'
  return [
    ...remarks,
    { level: 'wrong', text: 'REALNAME_CATEGORY_ID is none of this mini-program', mend },
  ]
}

/** What WeChat has against us, by its code and by the setting that is behind it. */
function refusalRemark(error: unknown, fields: LogFields = {}): Remark {
  const upstream = error instanceof VerificationError ? error.upstream : undefined
  const { setting, address } = fields
  const from = address === undefined ? '' : `, from the address ${address}`
  return {
    level: 'wrong',
    text: `WeChat refuses us: ${upstream ?? 'no answer'}${from}`,
    ...(typeof setting === 'string' && { mend: setting }),
  }
}

/** Nobody to share with. */
function createSlips() {
  const slips = new Map<string, Slip>()
  return {
    readSlip: async (key: string) => slips.get(key),
    async writeSlip(key: string, { rev, text }: Slip) {
      slips.set(key, { rev: rev + 1, text })
      return true
    },
  }
}
