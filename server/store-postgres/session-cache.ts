import type { SessionRecord } from '../../core/session/record'
import type { Store } from '../../core/store/store'
import { createTexts } from './texts'

/**
 * Puts a write-through cache of sessions in front of a store: `find` of a session that was read or
 * written lately asks nobody.
 *
 * Only for a store that is the one way to its data: what somebody else writes would go unseen. A
 * session is kept as the JSON text that the store acknowledged or gave; personal fields in it are
 * sealed as they are in the store. While it is written, and when a write fails, it is not kept: then
 * the store alone knows.
 *
 * @param most How much memory the texts may take, in bytes. With 0 nothing is kept.
 */
export function cacheSessions(store: Store, most: number): Store {
  const texts = createTexts(most)
  const turns = createTurns()

  async function write(next: SessionRecord, run: () => Promise<boolean>): Promise<boolean> {
    const { id } = next
    const text = JSON.stringify(next) // before anything waits: the caller may change its object
    texts.drop(id)
    const turn = turns.beginWrite(id)
    let written = false
    try {
      written = await run()
      return written
    } finally {
      if (turns.endWrite(id, turn) && written) texts.keep(id, text)
    }
  }

  return {
    ...store,

    insert: (session) => write(session, () => store.insert(session)),

    replace: (session) => write({ ...session, rev: session.rev + 1 }, () => store.replace(session)),

    async find(id) {
      const kept = texts.read(id)
      if (kept !== undefined) return JSON.parse(kept)
      const turn = turns.beginRead(id)
      let found: SessionRecord | undefined
      try {
        found = await store.find(id)
        return found
      } finally {
        if (turns.endRead(id, turn) && found) texts.keep(id, JSON.stringify(found))
      }
    },
  }
}

/** One read or write of one session, while it is under way. */
type Turn = symbol

/**
 * Says whose result may be kept. What a read gets is the newest as long as no write was under way
 * when it began or began since; what a write wrote, as long as no other write overlapped it.
 */
function createTurns() {
  /** How many writes of a session are under way. */
  const writes = new Map<string, number>()
  /** By session: the one turn whose result may be kept. */
  const keepers = new Map<string, Turn>()

  function isKeeper(id: string, turn: Turn): boolean {
    if (keepers.get(id) !== turn) return false
    keepers.delete(id)
    return true
  }

  return {
    beginRead(id: string): Turn {
      const turn = Symbol('read')
      if (!writes.has(id)) keepers.set(id, turn)
      return turn
    },
    endRead: isKeeper,

    beginWrite(id: string): Turn {
      const turn = Symbol('write')
      const others = writes.get(id) ?? 0
      if (others === 0) keepers.set(id, turn)
      else keepers.delete(id)
      writes.set(id, others + 1)
      return turn
    },
    endWrite(id: string, turn: Turn): boolean {
      const others = (writes.get(id) ?? 1) - 1
      if (others === 0) writes.delete(id)
      else writes.set(id, others)
      return isKeeper(id, turn)
    },
  }
}
