import { readFileSync } from 'node:fs'
import type { Report } from './problem'
import { placeOf } from './problem'

/**
 * Reads a JSON file of the mini-program. A syntax error is reported with its place.
 *
 * @returns `undefined` when the file does not hold a JSON object.
 */
export function readJson<T extends object>(file: string, report: Report): T | undefined {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  try {
    const value: unknown = JSON.parse(text)
    if (value && typeof value === 'object' && !Array.isArray(value)) return value as T
    report({ file, line: 1, column: 1, message: 'JSON: an object is expected' })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    report({ file, ...placeOf(text, offsetOf(message, text)), message: `JSON: ${message}` })
  }
  return undefined
}

/** The JSON parser tells the offset only in its message, and not at all at the end of the text. */
function offsetOf(message: string, text: string): number {
  const told = /at position (\d+)/.exec(message)
  return told ? Number(told[1]) : text.length
}
