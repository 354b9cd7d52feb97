/** @jest-environment node */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const TEXT = readFileSync(join(__dirname, '../../miniprogram/shiming/styles/tokens.wxss'), 'utf8')
const [light = '', dark = ''] = TEXT.split('@media')

/** The colours of one set by name. */
function colours(part: string): Record<string, string> {
  return Object.fromEntries(
    [...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [
      name,
      hex,
    ]),
  )
}

/** WCAG relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** What is written on what. */
const PAIRS = [
  ...['ink', 'grey', 'green', 'red', 'amber'].flatMap((ink) => [
    [ink, 'paper'],
    [ink, 'card'],
  ]),
  ['on-green', 'green'],
  ['ink', 'quiet'],
  ['grey', 'quiet'],
  ['green', 'green-pale'],
  ['red', 'red-pale'],
  ['amber', 'amber-pale'],
] as [string, string][]

test.each(PAIRS)('contrast · %s on %s · 4.5 or more, light and dark', (ink, paper) => {
  for (const part of [light, dark]) {
    const set = colours(part)
    expect(contrast(set[ink] ?? '', set[paper] ?? '')).toBeGreaterThanOrEqual(4.5)
  }
})

test('tokens · the dark set · has every colour of the light one', () => {
  expect(Object.keys(colours(dark))).toEqual(Object.keys(colours(light)))
})

test('large print · 20 px text, 28 px titles, 60 px targets', () => {
  const elder = /\.frame--elder \{([^}]*)\}/.exec(light)?.[1] ?? ''
  expect(elder).toMatch(/--text: calc\(20px/)
  expect(elder).toMatch(/--title: calc\(28px/)
  expect(elder).toMatch(/--target: 60px/)
})
