import { createDecipheriv } from 'node:crypto'

const KEY_BYTES = 32

/** AES-256-ECB that is opened in pieces, so that a large ciphertext holds nobody else up. */
export interface EcbOpener {
  /** @returns What is open by now; the last block comes only with `end`. */
  push(ciphertext: Uint8Array): Buffer
  /** @returns The last bytes; `undefined` when the padding or the length is wrong. */
  end(): Buffer | undefined
}

/**
 * AES-256-ECB with PKCS#7 padding. ECB has no integrity: that something opens proves little.
 *
 * @param key 32 bytes, used as they are.
 * @returns `undefined` for a key of another length.
 */
export function createAes256EcbOpener(key: Uint8Array): EcbOpener | undefined {
  if (key.length !== KEY_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-ecb', key, null)
  return {
    push: (ciphertext) => decipher.update(ciphertext),
    end() {
      try {
        return decipher.final()
      } catch {
        return undefined
      }
    },
  }
}
