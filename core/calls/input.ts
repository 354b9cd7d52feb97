import * as v from 'valibot'
import { VerificationError } from '../errors'

/** Any text of 1 to `most` characters (code points). */
export function textOf(most: number) {
  return v.pipe(
    v.string(),
    v.minLength(1),
    v.check((text) => [...text].length <= most),
  )
}

/** The same, and more than blank. */
export function wordsOf(most: number) {
  return v.pipe(
    textOf(most),
    v.check((text) => text.trim() !== ''),
  )
}

/** Session and attempt ids as this product makes them. Anything else is no id of ours. */
export const ID = v.pipe(v.string(), v.maxLength(200))

/**
 * Checks the input of a call. Unknown keys are dropped.
 *
 * @throws {VerificationError} INVALID_INPUT naming the field, never its value.
 */
export function readInput<S extends v.GenericSchema>(schema: S, input: unknown): v.InferOutput<S> {
  const read = v.safeParse(schema, input)
  if (read.success) return read.output
  const path = read.issues[0]?.path?.map(({ key }) => String(key)).join('.')
  throw new VerificationError('INVALID_INPUT', path ?? 'the call is not an object')
}
