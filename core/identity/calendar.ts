/** A day as `YYYY-MM-DD`. Two of them compare as text. */
export type CalendarDate = string

const CHINA_OFFSET_S = 8 * 3600
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * Today in China, wherever the server stands: a birthday begins there, not where the server is.
 *
 * @param now Unix seconds.
 */
export function chinaDate(now: number): CalendarDate {
  return new Date((now + CHINA_OFFSET_S) * 1000).toISOString().slice(0, 10)
}

/**
 * Reads eight digits, `YYYYMMDD`, as a day of the Gregorian calendar.
 *
 * @returns `undefined` for a day that there never was, such as 29 February 1900.
 */
export function readCalendarDate(digits: string): CalendarDate | undefined {
  if (!/^[0-9]{8}$/.test(digits)) return undefined
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)]
  const last = daysIn(Number(year), Number(month))
  return Number(day) >= 1 && Number(day) <= last ? `${year}-${month}-${day}` : undefined
}

/**
 * Age in full years (周岁). Somebody is a year older from the day after the birthday on, which is how
 * Chinese law counts.
 */
export function ageOn(birthDate: CalendarDate, today: CalendarDate): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  const past = today.slice(5) > birthDate.slice(5)
  return Math.max(0, past ? years : years - 1)
}

/** Days of a month; 0 for a month that there is not. */
function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0)
}
