import type { IncomingMessage, ServerResponse } from 'node:http'
import { pathOf, readBody, readJsonObject, send, sendJson, sendNoSuchCall, urlOf } from './http'
import type { SandboxLog } from './log'

/** One way in which an upstream can behave. A row of a sandbox's table. */
export interface Outcome {
  /** Stable: tests and the developer panel name it. */
  id: string
  /** Heading under which the panel lists it. */
  group: string
  /** Chinese, a few words. */
  label: string
  /** Chinese: what will happen, in one sentence. */
  meaning: string
}

/** Which outcome is in force. It stays until another one is forced. */
export interface Control<O extends Outcome> {
  readonly current: O
  /** How often one was forced: tells whether something that happens once has happened since. */
  readonly turn: number
  /** @throws {RangeError} No outcome has this id. */
  force(id: string): void
  /**
   * Serves `GET` and `POST /__control` and `GET /__log`.
   *
   * @returns `false` when the request is for neither; then nothing was read or written.
   */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>
}

/** What a control needs to know of its sandbox. */
export interface ControlOptions<O extends Outcome> {
  /** The sandbox's name in paths, such as `iauth`. */
  id: string
  title: string
  /** The first one is in force at the start. */
  outcomes: readonly [O, ...O[]]
  log: SandboxLog
}

/** The part that every sandbox has, whatever it plays. */
export function createControl<O extends Outcome>(options: ControlOptions<O>): Control<O> {
  const byId = new Map(options.outcomes.map((outcome) => [outcome.id, outcome]))
  if (byId.size !== options.outcomes.length) throw new RangeError('two outcomes have the same id')
  const groups = groupsOf(options.outcomes)
  let current: O = options.outcomes[0]
  let turn = 0

  function force(id: string): void {
    const outcome = byId.get(id)
    if (!outcome) throw new RangeError('no such outcome')
    current = outcome
    turn += 1
  }

  async function change(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const id = readJsonObject(await readBody(request))?.outcome
    if (typeof id !== 'string' || !byId.has(id)) {
      return sendJson(response, { error: 'no such outcome' }, 400)
    }
    force(id)
    send(response, { status: 204 })
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = pathOf(request)
    if (path === '/__control' && request.method === 'GET') {
      const { id, title } = options
      sendJson(response, { id, title, groups, current: current.id })
    } else if (path === '/__control' && request.method === 'POST') {
      await change(request, response)
    } else if (path === '/__log' && request.method === 'GET') {
      const after = Number(urlOf(request).searchParams.get('after') ?? 0)
      sendJson(response, { entries: options.log.after(Number.isFinite(after) ? after : 0) })
    } else if (path === '/__control' || path === '/__log') {
      sendNoSuchCall(response, 'GET')
    } else {
      return false
    }
    return true
  }

  return {
    get current() {
      return current
    },
    get turn() {
      return turn
    },
    force,
    handle,
  }
}

/** The panel's view of a table: groups in the order of their first row, without what they do. */
function groupsOf(outcomes: readonly Outcome[]) {
  const titles = [...new Set(outcomes.map((outcome) => outcome.group))]
  return titles.map((title) => ({
    title,
    outcomes: outcomes
      .filter((outcome) => outcome.group === title)
      .map(({ id, label, meaning }) => ({ id, label, meaning })),
  }))
}
