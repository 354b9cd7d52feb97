import * as v from 'valibot'
import type { RecordsCalls, Reply } from '../../typings/contract'
import { VerificationError } from '../errors'
import { readIdNumber } from '../identity/id-number'
import { viewSession } from '../session/view'
import type { VerificationDeps } from '../verification/deps'
import { eraseAsOperator, findByNumber, readTrail, revealIdentity } from '../verification/records'
import type { AnswerDeps } from './answer'
import { answer } from './answer'
import { ID, readInput, wordsOf } from './input'

type RecordsAction = keyof RecordsCalls

/** Non-blank text. It stays in the audit trail for good, so it must name nobody by number. */
const REASON = v.pipe(
  wordsOf(1000),
  v.check((text) => !namesSomebody(text)),
)

/** Is there an ID number in it? A case number of eighteen digits is none. */
function namesSomebody(text: string): boolean {
  const numbers = text.match(/(?<!\d)\d{17}[\dXx](?!\d)/g) ?? []
  return numbers.some((number) => readIdNumber(number, '9999-12-31').ok)
}

const INPUT = {
  reveal: v.object({ sessionId: ID, reason: REASON }),
  find: v.object({ idNumber: v.string() }),
  audit: v.object({ sessionId: ID }),
  erase: v.object({ sessionId: ID, reason: REASON }),
} satisfies Record<RecordsAction, v.GenericSchema>

type Input<A extends RecordsAction> = v.InferOutput<(typeof INPUT)[A]>
type Run = { [A in RecordsAction]: (input: Input<A>) => Promise<RecordsCalls[A]['data']> }

export type Records = (event: unknown) => Promise<Reply<unknown>>

/** The calls of `POST /api/records`: for the adopter's own servers, who have shown their key. */
export function createRecords(deps: VerificationDeps & AnswerDeps): Records {
  const run: Run = {
    reveal: ({ sessionId, reason }) => revealIdentity(sessionId, reason, deps),
    find: async ({ idNumber }) =>
      (await findByNumber(idNumber, deps)).map((found) =>
        viewSession(found, deps.vault, deps.now()),
      ),
    audit: ({ sessionId }) => readTrail(sessionId, deps),
    erase: async ({ sessionId, reason }) =>
      viewSession(await eraseAsOperator(sessionId, reason, deps), deps.vault, deps.now()),
  }

  return (event) => {
    const action = actionOf(event)
    return answer(
      { entrance: 'records', ...(action && { action }) },
      async () => {
        if (!action) throw new VerificationError('INVALID_INPUT', 'action')
        return runAction(action, run, event)
      },
      deps,
    )
  }
}

function runAction<A extends RecordsAction>(
  action: A,
  run: Run,
  event: unknown,
): Promise<RecordsCalls[A]['data']> {
  return run[action](readInput(INPUT[action], event) as Input<A>)
}

function actionOf(event: unknown): RecordsAction | undefined {
  const action = typeof event === 'object' && event !== null && Reflect.get(event, 'action')
  const known = typeof action === 'string' && Object.hasOwn(INPUT, action)
  return known ? (action as RecordsAction) : undefined
}
