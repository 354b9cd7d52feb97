import { takeWebUrl } from '../../services/handoff'

/** The verifying party's own web page. Going back leads to the verify page, which asks the server. */
Page({
  data: { url: '' },
  onLoad() {
    const url = takeWebUrl()
    if (url) this.setData({ url })
    else wx.navigateBack()
  },
})
