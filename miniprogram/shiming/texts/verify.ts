import { VERIFY_TEXTS as T } from './steps'
import { SUBJECT_TEXTS } from './subject'

/** Where the verify page is. */
export type Phase = 'form' | 'preparing' | 'ready' | 'away' | 'back' | 'checking' | 'stopped'

/** What the page shows in each phase; `step` counts along the line of steps. */
export interface PhaseCard {
  step: number
  tone: 'calm' | 'wait' | 'bad'
  title: string
  text: string
}

export const PHASES: Record<Phase, PhaseCard> = {
  form: { step: 0, tone: 'calm', title: SUBJECT_TEXTS.title, text: '' },
  preparing: { step: 0, tone: 'wait', title: T.preparing, text: '' },
  ready: { step: 1, tone: 'calm', title: T.ready, text: '' },
  away: { step: 1, tone: 'wait', title: T.away, text: T.awayText },
  back: { step: 1, tone: 'calm', title: T.back, text: T.backText },
  checking: { step: 2, tone: 'wait', title: T.checking, text: T.checkingText },
  stopped: { step: 1, tone: 'bad', title: T.stopped, text: '' },
}
