import type { ApiMaker, CallOptions, WxPart } from './api'
import { ApiFailure, tellingAbsence } from './api'
import type { Log } from './log'
import { maskedLines } from './mask'
import type { Network } from './network'

const told = ({ name, data }: CallOptions) => ({ title: `云函数 ${String(name)}`, shown: data })

/** Cloud functions are the local server's calls; the platform, not the caller, says who calls. */
export function wxCloud(openid: string, network: Network, make: ApiMaker, log: Log): WxPart {
  let isReady = false

  const callFunction = make.async(
    'cloud.callFunction',
    async ({ name, data }) => {
      if (typeof name !== 'string') throw new ApiFailure('parameter error: name should be String')
      network.check()
      const response = await fetch(`/api/${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-wx-openid': openid },
        body: JSON.stringify(data ?? {}),
      }).catch(() => {
        throw new ApiFailure('request:fail net::ERR_CONNECTION_REFUSED')
      })
      if (!response.ok) {
        throw new ApiFailure(
          `Error: errCode: -504002 functions execute fail | errMsg: HTTP ${response.status}`,
          { errCode: -504002 },
        )
      }
      const result: unknown = await response.json().catch(() => {
        throw new ApiFailure('Error: errCode: -504002 functions execute fail | errMsg: no JSON')
      })
      log.add('note', `云函数 ${name} 的答复`, maskedLines(result))
      return { result, requestID: crypto.randomUUID() }
    },
    told,
  )

  const cloud = {
    DYNAMIC_CURRENT_ENV: Symbol('DYNAMIC_CURRENT_ENV'),
    init() {
      isReady = true
    },
    callFunction(options?: object) {
      if (isReady) return callFunction({ ...options })
      throw new Error("Cloud API isn't enabled, please call wx.cloud.init first")
    },
  }
  return { plain: { cloud: tellingAbsence(cloud, 'wx.cloud', log) } }
}
