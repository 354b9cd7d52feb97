import type { Session } from '../../shiming/index'
import { listVerifications, openRecords, startVerification } from '../../shiming/index'

/** What the person needs to be known for. A host of its own names its service here. */
const PURPOSE = '门诊预约挂号'

Page({
  data: { known: false, name: '', waiting: true },

  /** Asked of the server each time: the app may have been killed while the person was away. */
  async onShow() {
    try {
      this.show(await listVerifications())
    } catch {
      this.setData({ waiting: false })
    }
  },

  async onVerify() {
    try {
      const session = await startVerification({ purpose: PURPOSE })
      if (session.status === 'passed') this.show([session])
    } catch {
      // not agreed to, or turned back: the card still says so
    }
  },

  onRecords: openRecords,

  show(sessions: Session[]) {
    const passed = sessions.find(({ status, identity }) => status === 'passed' && identity)
    const name = passed?.identity?.name ?? ''
    this.setData({ known: passed !== undefined, name, waiting: false })
  },
})
