import { createHost } from '../host'

const host = createHost(process.env)

/** Called by a timer: expires sessions, forgets people whose time is over, asks upstream again. */
export async function main() {
  return host.sweep()
}
