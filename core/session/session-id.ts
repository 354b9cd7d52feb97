/** Makes the id of a session that is opened now. */
export type NewSessionId = (createdAt: number) => string

/**
 * Session ids: four hexadecimal digits that count the sessions of one second in this process, then
 * 144 random bits, URL-safe. Lists are ordered by `createdAt` and then by id, so sessions of one
 * second stay in the order in which they were opened.
 */
export function createSessionIds(random: (size: number) => Buffer): NewSessionId {
  let second = 0
  let count = 0
  return (createdAt) => {
    count = createdAt === second ? Math.min(count + 1, 0xffff) : 0
    second = createdAt
    return count.toString(16).padStart(4, '0') + random(18).toString('base64url')
  }
}
