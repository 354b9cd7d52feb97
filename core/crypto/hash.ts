import { createHash, createHmac } from 'node:crypto'

/** Text is taken as UTF-8. */
export type Bytes = string | Uint8Array

/** 20 bytes. */
export function hmacSha1(key: Bytes, data: Bytes): Buffer {
  return createHmac('sha1', key).update(data).digest()
}

/** 32 bytes. */
export function hmacSha256(key: Bytes, data: Bytes): Buffer {
  return createHmac('sha256', key).update(data).digest()
}

/** 32 bytes. */
export function sha256(data: Bytes): Buffer {
  return createHash('sha256').update(data).digest()
}

/** Lower-case hex, as upstream systems exchange it. Proves nothing about who made it. */
export function md5Hex(data: Bytes): string {
  return createHash('md5').update(data).digest('hex')
}
