import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { GCM_IV_BYTES, openAes256Gcm, sealAes256Gcm } from './crypto/gcm'
import { VerificationError } from './errors'

/** Personal data as it lies in the store. The brand keeps plain text out of the fields meant for it. */
export type Sealed = string & { readonly sealed: never }

/** Where a sealed value belongs. It opens nowhere else, so rows and fields cannot be swapped. */
export interface Place {
  sessionId: string
  /** The key in `SessionRecord.sealed`. */
  field: string
}

export type IndexKind = 'idNumber' | 'owner' | 'ticket' | 'key'

export interface Vault {
  seal(value: unknown, place: Place): Sealed
  /** @throws {VerificationError} INTERNAL: another place, an unknown key id, or altered. */
  open(sealed: Sealed, place: Place): unknown
  /** Keyed index value (HMAC-SHA-256, base64url): equal inputs give equal values, nothing leads back. */
  index(kind: IndexKind, text: string): string
}

export interface SealingKey {
  /** `[A-Za-z0-9_-]{1,32}` */
  id: string
  /** 32 bytes. */
  key: Buffer
}

export interface VaultKeys {
  /** The first one seals, all of them open. */
  sealing: readonly [SealingKey, ...SealingKey[]]
  /** Root of every keyed digest; at least 32 bytes. */
  index: Buffer
}

/**
 * AES-256-GCM with a random 96-bit IV and a 128-bit tag. Sealed form:
 * `<key id>.<base64url(iv ‖ ciphertext ‖ tag)>`; associated data `shiming/1 ⏎ session id ⏎ field`.
 */
export function createVault(keys: VaultKeys, random: (size: number) => Buffer): Vault {
  // As a key object: bytes would be made into one for every digest.
  const indexKey = createSecretKey(deriveKey(keys.index, 'index'))
  const [sealing] = keys.sealing

  return {
    seal(value, place) {
      const plaintext = Buffer.from(JSON.stringify(value))
      const aad = associated(place)
      const sealed = sealAes256Gcm(plaintext, random(GCM_IV_BYTES), { key: sealing.key, aad })
      return `${sealing.id}.${sealed.toString('base64url')}` as Sealed
    },

    open(sealed, place) {
      const [id, text] = splitOnce(sealed)
      const key = keys.sealing.find((candidate) => candidate.id === id)?.key
      if (!key) throw new VerificationError('INTERNAL', 'sealed with a key that PII_KEYS lacks')
      const bytes = Buffer.from(text, 'base64url') // skips what is no base64url: one value, one spelling
      const strict = bytes.toString('base64url') === text
      const plaintext = strict ? openAes256Gcm(bytes, { key, aad: associated(place) }) : undefined
      if (plaintext) return JSON.parse(plaintext.toString('utf8'))
      throw new VerificationError('INTERNAL', `the sealed ${kindOf(place.field)} does not open`)
    },

    index(kind, text) {
      return createHmac('sha256', indexKey).update(`${kind}\n${text}`).digest('base64url')
    },
  }
}

/**
 * A key of its own for each use, so that no digest can stand in for another.
 *
 * @returns 32 bytes by HKDF-SHA-256.
 */
export function deriveKey(root: Buffer, use: 'index' | 'audit' | 'login'): Buffer {
  return Buffer.from(hkdfSync('sha256', root, '', `shiming/1 ${use}`, 32))
}

function associated({ sessionId, field }: Place): string {
  return `shiming/1\n${sessionId}\n${field}`
}

/** `<attempt id>.evidence` → `evidence`. */
function kindOf(field: string): string {
  return field.slice(field.lastIndexOf('.') + 1)
}

function splitOnce(sealed: string): [string, string] {
  const dot = sealed.indexOf('.')
  return [sealed.slice(0, dot), sealed.slice(dot + 1)]
}
