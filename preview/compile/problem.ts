import { readFileSync } from 'node:fs'

/** A mistake in the mini-program's source. `line` and `column` start at 1. */
export interface Problem {
  file: string
  line: number
  column: number
  message: string
}

/** Collects the problems of one build. */
export type Report = (problem: Problem) => void

/** `offset` of a text as line and column, both from 1. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  return {
    line: before.split('\n').length,
    column: offset - before.lastIndexOf('\n'),
  }
}

/** Where `needle` stands in a file; its beginning when it does not occur. */
export function locate(
  file: string,
  needle: string,
): { file: string; line: number; column: number } {
  const text = readFileSync(file, 'utf8')
  return { file, ...placeOf(text, Math.max(text.indexOf(needle), 0)) }
}
