const STAR = '*'

/** First character and one star, whatever the length: `张*`. Never half of a character. */
export function maskName(name: string): string {
  const [first = ''] = name
  return first + STAR
}

/** Region, and the last four: `110105********002X`. Anything of another length is all stars. */
export function maskIdNumber(idNumber: string): string {
  if (idNumber.length !== 18) return STAR.repeat(18)
  return idNumber.slice(0, 6) + STAR.repeat(8) + idNumber.slice(14)
}
