const RPX = /(-?(?:\d+\.\d+|\d+|\.\d+))rpx\b/g

/** Lengths in rpx, for style sheets and inline styles: 750 rpx are the width of the screen. */
export function rewriteRpx(value: string): string {
  return value.replace(RPX, (_, amount: string) => `calc(${amount} * var(--rpx))`)
}
