/** Environment variables by name. An empty one counts as absent, but see {@link Environment.isSet}. */
export type Variables = Readonly<Record<string, string | undefined>>

/** Text of the file at a path; throws when there is none. Handed in by the host. */
export type ReadFile = (path: string) => string

/**
 * Reads variables and gathers every problem instead of stopping at the first. A problem names the
 * variable and what it should be, never what it was.
 */
export interface Environment {
  readonly problems: string[]
  /** Is it there at all, if only empty? */
  isSet(name: string): boolean
  /** Outer white space dropped: secrets that come from a file often end in a line feed. */
  text(name: string): string | undefined
  text(name: string, fallback: string): string
  /** Absent is a problem; `''` stands in for it. */
  required(name: string): string
  integer(name: string, range: { fallback: number; least: number; most: number }): number
  flag(name: string, fallback: boolean): boolean
  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T
  /** Origin and path without a slash at the end. */
  url(name: string, fallback: string): string
  /** Comma list, blanks dropped; `undefined` when absent. */
  list(name: string): string[] | undefined
  /** Text itself, or of the file that `<name>_FILE` names. */
  textOrFile(name: string): string | undefined
  report(problem: string): void
}

export interface EnvironmentOptions {
  /** Sandbox mode lets endpoints be plain http and on this machine. */
  sandbox: boolean
  readFile: ReadFile
}

export function createEnvironment(
  variables: Variables,
  { sandbox, readFile }: EnvironmentOptions,
): Environment {
  const problems: string[] = []
  const report = (problem: string) => {
    if (!problems.includes(problem)) problems.push(problem)
  }
  const read = (name: string) => variables[name]?.trim() || undefined

  function text(name: string): string | undefined
  function text(name: string, fallback: string): string
  function text(name: string, fallback?: string): string | undefined {
    return read(name) ?? fallback
  }

  return {
    problems,
    report,
    text,
    isSet: (name) => variables[name] !== undefined,

    required(name) {
      const value = read(name)
      if (value === undefined) report(`${name} is missing`)
      return value ?? ''
    },

    integer(name, { fallback, least, most }) {
      const value = read(name)
      if (value === undefined) return fallback
      const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
      if (number >= least && number <= most) return number
      report(`${name} must be a whole number from ${least} to ${most}`)
      return fallback
    },

    flag(name, fallback) {
      const value = read(name)?.toLowerCase()
      if (value === undefined) return fallback
      if (['1', 'on', 'true', 'yes'].includes(value)) return true
      if (['0', 'off', 'false', 'no'].includes(value)) return false
      report(`${name} must be on or off`)
      return fallback
    },

    choice(name, choices, fallback) {
      const value = read(name)
      const found = choices.find((choice) => choice === value)
      if (value !== undefined && found === undefined) {
        report(`${name} must be one of ${choices.join(', ')}`)
      }
      return found ?? fallback
    },

    url(name, fallback) {
      const value = read(name) ?? fallback
      const problem = urlProblem(value, sandbox)
      if (problem) report(`${name} ${problem}`)
      return value.replace(/\/+$/, '')
    },

    list(name) {
      const items = read(name)
        ?.split(',')
        .map((item) => item.trim())
      return items?.filter((item) => item !== '')
    },

    textOrFile(name) {
      const path = read(`${name}_FILE`)
      if (path === undefined) return read(name)
      try {
        return readFile(path).trim() || undefined
      } catch {
        report(`${name}_FILE names a file that cannot be read`)
        return undefined
      }
    },
  }
}

function urlProblem(value: string, sandbox: boolean): string | undefined {
  let url: URL
  try {
    url = new URL(value)
  } catch {
    return 'is not a URL'
  }
  // The text is looked at too: an empty query or fragment is none to the parser.
  if (url.username || url.password || /[?#]/.test(value)) {
    return 'must be without user, query and fragment'
  }
  if (url.protocol !== 'https:' && !(sandbox && url.protocol === 'http:')) {
    return 'must begin with https://'
  }
  if (!sandbox && isLoopback(url.hostname)) return 'must not be on this machine in production'
  return undefined
}

/** As systems spell it in their table of hosts. */
const LOCAL_NAMES = ['localhost', 'localhost.localdomain', 'ip6-localhost', 'ip6-loopback']

/** Names and addresses of this machine, IPv4 written inside IPv6 included. */
function isLoopback(hostname: string): boolean {
  const host = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  return (
    LOCAL_NAMES.includes(host) ||
    host.endsWith('.localhost') ||
    /^(127|0)\.\d+\.\d+\.\d+$/.test(host) ||
    host === '::' ||
    host === '::1' ||
    /^::(ffff:)?(7f[0-9a-f]{2}|0):[0-9a-f]{1,4}$/.test(host)
  )
}
