/** An openid is opaque text of 1 to 128 visible ASCII characters. */
export function isOpenid(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,128}$/.test(value)
}
