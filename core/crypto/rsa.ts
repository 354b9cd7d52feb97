import type { KeyObject } from 'node:crypto'
import { constants, createHmac, createPrivateKey, privateDecrypt } from 'node:crypto'
import { sha256 } from './hash'

/**
 * Opens RSAES-PKCS1-v1_5 with one private key, the same on every runtime.
 *
 * @returns The message; `undefined` only for what the sender knows anyway: another length than the
 *   key's, or a number that is not below the modulus. Broken padding, and so a wrong key, gives bytes
 *   that look random (implicit rejection): the caller must judge them by their content, and must let
 *   nobody see which of the two it was.
 */
export type Pkcs1Opener = (ciphertext: Buffer) => Buffer | undefined

/** Bytes before the earliest separator: 00 02 and eight of padding. */
const HEAD = 10
const CANDIDATES = 128

/**
 * Runtimes differ in PKCS#1 v1.5: some throw, some refuse the padding altogether, some return random
 * bytes. So the runtime does the bare RSA operation only (RSA_NO_PADDING), and the decoding is here,
 * with implicit rejection, selecting by masks instead of branching on secret bytes.
 *
 * Make it once for each key: reading a PEM costs three times what opening costs.
 *
 * @param pem PKCS#8 or PKCS#1 private key.
 * @see RFC 8017, section 7.2.2; draft-irtf-cfrg-rsa-guidance, section 7
 */
export function createPkcs1Opener(pem: string | KeyObject): Pkcs1Opener {
  const key = typeof pem === 'string' ? createPrivateKey(pem) : pem
  const size = Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8)
  const secret = hashOfExponent(key, size)

  return (ciphertext) => {
    if (ciphertext.length !== size) return undefined
    const block = rawDecrypt(key, ciphertext)
    if (block?.length !== size) return undefined
    const derive = derivation(createHmac('sha256', secret).update(ciphertext).digest())
    return select(block, derive('message', size), substituteLength(derive, size))
  }
}

function hashOfExponent(key: KeyObject, size: number): Buffer {
  const exponent = Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url')
  return sha256(Buffer.concat([Buffer.alloc(size - exponent.length), exponent]))
}

function rawDecrypt(key: KeyObject, ciphertext: Buffer): Buffer | undefined {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, ciphertext)
  } catch {
    return undefined // not below the modulus
  }
}

type Derive = (label: 'length' | 'message', size: number) => Buffer

/** The PRF of the draft: HMAC-SHA-256 over a counter, the label and the length in bits. */
function derivation(key: Buffer): Derive {
  return (label, size) => {
    const text = Buffer.from(`..${label}..`)
    text.writeUInt16BE(size * 8, text.length - 2)
    const out = Buffer.allocUnsafe(Math.ceil(size / 32) * 32)
    for (let n = 0; n * 32 < size; n++) {
      text.writeUInt16BE(n, 0)
      createHmac('sha256', key)
        .update(text)
        .digest()
        .copy(out, n * 32)
    }
    return out.subarray(0, size)
  }
}

/** Length of the substitute: of 128 candidates the last one that a real message could have. */
function substituteLength(derive: Derive, size: number): number {
  const limit = size - HEAD
  const mask = 2 ** Math.ceil(Math.log2(limit + 1)) - 1
  const candidates = derive('length', CANDIDATES * 2)
  let length = 0
  for (let n = 0; n < CANDIDATES; n++) {
    const candidate = candidates.readUInt16BE(n * 2) & mask
    const fits = (candidate - limit) >> 31
    length = (length & ~fits) | (candidate & fits)
  }
  return length
}

/** The message of a good block, the substitute of a bad one; the same steps for both. */
function select(block: Buffer, substitute: Buffer, length: number): Buffer {
  const size = block.length
  let bad = byte(block, 0) | (byte(block, 1) ^ 2)
  let start = 0
  for (let n = 2; n < size; n++) {
    const zero = (byte(block, n) - 1) >> 31
    const early = (n - HEAD) >> 31
    bad |= zero & early
    const first = zero & ~early & ((start - 1) >> 31)
    start = (start & ~first) | ((n + 1) & first)
  }
  bad |= (start - 1) >> 31

  const swap = -((bad | -bad) >>> 31)
  const from = (start & ~swap) | ((size - length) & swap)
  const out = Buffer.allocUnsafe(size)
  for (let n = 0; n < size; n++) out[n] = (byte(block, n) & ~swap) | (byte(substitute, n) & swap)
  return out.subarray(from)
}

function byte(bytes: Buffer, n: number): number {
  return bytes[n] ?? 0
}
