import type { CodeRow, CodeTable } from '../../core/channels/code-table'
import type { Subject } from '../../typings/contract'
import type { Led, Row } from './every-outcome'
import { faultsShown, led, rowsOf } from './every-outcome'
import type { Way } from './way'

/** A code by which an outcome is named. */
const CODED = /^(ret|client|error)-(-?\d+)$/

/** What takes longer than the server waits, or forges nothing that a person would see. */
const SLOW = /^(hang|hang-once|trickle|late)$|^start-|^support-/

/** What a table of codes expects of an outcome. */
interface Wanted {
  status: string
  code?: string
  retry?: string
}

interface Options {
  tables: CodeTable
  /** Outcomes that are refused before anything is shown: another test walks them. */
  refused: readonly string[]
  /** A person for each outcome, where the way needs one. */
  claim?: (n: number) => Subject
}

/**
 * Every outcome of the sandbox, without the pages; then the page for everything that came of it, once
 * for each thing that it may have to say.
 */
export function everyCode(way: Way, { tables, refused, claim }: Options): void {
  const endings = new Map<string, Led>()

  async function walk(): Promise<[string, string][]> {
    const rows = (await rowsOf(way)).filter(({ id }) => !SLOW.test(id) && !refused.includes(id))
    const wrong: [string, string][] = []
    for (const [n, { id, group }] of rows.entries()) {
      const ended = await led(way, id, claim?.(n))
      if (!ended) continue
      const { status, code = '', retry = '' } = ended.attempt
      const seen = [status, code, retry].join(' ')
      if (!isRight(ended, { id, group }, wantedOf(id, tables))) wrong.push([id, seen])
      if (status !== 'passed' && !endings.has(seen)) endings.set(seen, ended)
    }
    return wrong
  }

  test('every outcome · passed only where it must, and a code is what its table says', async () => {
    expect(await walk()).toEqual([])
  }, 240_000)

  test('everything that may have to be said · is, in words, with what to do', async () => {
    expect(endings.size).toBeGreaterThan(5)
    const wrong: [string, string[]][] = []
    for (const [seen, ended] of endings) {
      const faults = await faultsShown(way, ended)
      if (faults.length > 0) wrong.push([seen, faults])
    }
    expect(wrong).toEqual([])
  }, 240_000)
}

/** A sandbox has a group of good answers; of the others only codes say what must come of them. */
function isRight({ attempt, session }: Led, { id, group }: Row, wanted?: Wanted): boolean {
  const mayPass = group.startsWith('通过') || RECOVERS.includes(id)
  if (session.status === 'passed') return mayPass
  if (group.startsWith('通过')) return false
  if (!wanted) return attempt.status !== 'passed'
  return (
    attempt.status === wanted.status &&
    (wanted.code === undefined || attempt.code === wanted.code) &&
    (wanted.retry === undefined || attempt.retry === wanted.retry)
  )
}

/**
 * Passes all the same: the phone's word against upstream's, what is mended by asking again, and a face
 * that read digits where nobody demanded a flashing screen.
 */
const RECOVERS = ['says-10004-0', 'seq-taken-once', 'token-40001-once', 'weak']

function wantedOf(id: string, tables: CodeTable): Wanted | undefined {
  const [, where, code = ''] = CODED.exec(id) ?? []
  const row: CodeRow | undefined = tables[code]
  if (!where || !row) return undefined
  if (row.effect === 'pending') return { status: 'pending' }
  return {
    status: row.effect === 'cancelled' ? 'cancelled' : 'failed',
    code: row.code,
    retry: row.retry,
  }
}
