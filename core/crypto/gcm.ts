import { createCipheriv, createDecipheriv } from 'node:crypto'

/** Bytes of the initialisation vector; random, never used twice with one key. */
export const GCM_IV_BYTES = 12
const TAG_BYTES = 16

export interface GcmKey {
  /** 32 bytes. */
  key: Buffer
  /** Bound to the ciphertext, not part of it. UTF-8. */
  aad: string
}

/** AES-256-GCM. @returns iv ‖ ciphertext ‖ 16-byte tag. */
export function sealAes256Gcm(plaintext: Buffer, iv: Buffer, { key, aad }: GcmKey): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad))
  return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

/** @returns The plaintext; `undefined` when key, associated data or a single bit is another. */
export function openAes256Gcm(sealed: Buffer, { key, aad }: GcmKey): Buffer | undefined {
  const end = sealed.length - TAG_BYTES
  if (end < GCM_IV_BYTES) return undefined
  const iv = sealed.subarray(0, GCM_IV_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(aad)).setAuthTag(sealed.subarray(end))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(GCM_IV_BYTES, end)), decipher.final()])
  } catch {
    return undefined
  }
}
