import type { Typed } from '../../services/subject'
import {
  idNumberProblem,
  isComplete,
  nameProblem,
  tidyIdNumber,
  tidyName,
} from '../../services/subject'
import { PROBLEM_TEXTS, SUBJECT_TEXTS } from '../../texts/subject'

type Input = WechatMiniprogram.Input

/**
 * Name and ID number. Checked while typing, with the trouble in words under the field. Gives
 * `done` with what was typed, tidied; keeps nothing.
 */
Component({
  options: { pureDataPattern: /^_/ },
  data: {
    T: SUBJECT_TEXTS,
    name: '',
    nameHint: '',
    idNumberHint: '',
    _typed: { name: '', idNumber: '' } as Typed,
  },
  methods: {
    onName({ detail }: Input) {
      this.name(detail.value, false)
    },
    onNameLeft({ detail }: Input) {
      this.name(detail.value, true)
    },
    onIdNumber({ detail }: Input) {
      this.idNumber(detail.value, false)
    },
    onIdNumberLeft({ detail }: Input) {
      this.idNumber(detail.value, true)
    },
    /** Many keyboards have no `·`. */
    onDot() {
      this.name(`${this.data._typed.name}·`, false)
    },
    name(name: string, done: boolean) {
      const problem = nameProblem(name, done)
      this.setData({ name, '_typed.name': name, nameHint: problem ? PROBLEM_TEXTS[problem] : '' })
    },
    idNumber(idNumber: string, done: boolean) {
      const problem = idNumberProblem(idNumber, done)
      const idNumberHint = problem ? PROBLEM_TEXTS[problem] : ''
      this.setData({ '_typed.idNumber': idNumber, idNumberHint })
    },
    onDone() {
      const { name, idNumber } = this.data._typed
      if (isComplete({ name, idNumber })) {
        this.triggerEvent('done', { name: tidyName(name), idNumber: tidyIdNumber(idNumber) })
        return
      }
      const nameTrouble = nameProblem(name, true)
      const numberTrouble = idNumberProblem(idNumber, true)
      this.setData({
        nameHint: nameTrouble ? PROBLEM_TEXTS[nameTrouble] : '',
        idNumberHint: numberTrouble ? PROBLEM_TEXTS[numberTrouble] : '',
      })
    },
  },
})
