import * as v from 'valibot'
import { VerificationError } from '../errors'

/** Text of 1 to `most` characters (code points) that is more than blank and prints. */
export function textOf(most: number) {
  return v.pipe(
    v.string(),
    v.check((text) => isPlainText(text, most)),
  )
}

/** Session and attempt ids as this product makes them. Anything else is no id of ours. */
export const ID = v.pipe(v.string(), v.maxLength(200))

function isPlainText(text: string, most: number): boolean {
  const points = [...text]
  return points.length <= most && text.trim() !== '' && !/[\p{Cc}\p{Cs}]/u.test(text)
}

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
