import { callerOf } from '../caller'
import { createHost } from '../host'

const host = createHost(process.env)

/** Called by the mini-program. Who is calling comes from the platform, never from the event. */
export async function main(event: unknown, context: unknown) {
  return host.verify(callerOf(context, process.env), event)
}
