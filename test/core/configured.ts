import type { Config } from '../../core/config'
import { ConfigError, readConfig } from '../../core/config'
import type { Variables } from '../../core/environment'

const KEY = Buffer.alloc(32, 5).toString('base64')

/** Everything that production needs, and nothing else. */
export const PRODUCTION: Variables = { PII_KEYS: `k1:${KEY}`, PII_INDEX_KEY: KEY }

export const IAUTH: Variables = {
  IAUTH_APP_ID: '4000',
  IAUTH_SECRET_KEY: '0123456789abcdef',
  IAUTH_AES_KEY: 'fedcba9876543210fedcba9876543210',
  IAUTH_MINIPROGRAM_APP_ID: 'wx00000000iauth000',
}

const noFile = (path: string): string => {
  throw new Error(`no ${path}`)
}

/** In production, unless the variables say otherwise. */
export function configured(variables: Variables, readFile = noFile): Config {
  return readConfig({ ...PRODUCTION, ...variables }, readFile)
}

/** What is wrong; empty when nothing is. */
export function problemsOf(variables: Variables, readFile = noFile): readonly string[] {
  try {
    configured(variables, readFile)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}
