import { STEPS } from '../../texts/steps'

/** 填写 → 前往 → 结果: where the person is. */
Component({
  properties: {
    /** Which step is on, from 0. */
    step: { type: Number, value: 0 },
  },
  data: { steps: STEPS, label: '' },
  observers: {
    step(step: number) {
      this.setData({ label: `第 ${step + 1} 步，共 ${STEPS.length} 步，${STEPS[step] ?? ''}` })
    },
  },
})
