import { canonicalIdNumber } from './id-number'
import { readName } from './name'

/** Who somebody is, or is said to be. */
export interface Person {
  name: string
  idNumber: string
}

/**
 * Is it one and the same person? The only place that decides it.
 *
 * Both the name and the number must be there and be equal, code point for code point, after
 * normalising. Simplified and traditional, or characters that look alike, are different names.
 */
export function isSamePerson(claimed: Person, returned: Person): boolean {
  return (
    isSameName(claimed.name, returned.name) && isSameIdNumber(claimed.idNumber, returned.idNumber)
  )
}

/** What is not a name equals nothing, itself included. */
export function isSameName(claimed: string, returned: string): boolean {
  const [one, other] = [readName(claimed), readName(returned)]
  return one.ok && other.ok && one.value === other.value
}

function isSameIdNumber(claimed: string, returned: string): boolean {
  const one = canonicalIdNumber(claimed)
  return /^[0-9]{17}[0-9X]$/.test(one) && one === canonicalIdNumber(returned)
}
