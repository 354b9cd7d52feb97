/** A line that unfolds: details for whoever wants them. */
Component({
  properties: { title: { type: String, value: '' } },
  data: { open: false },
  methods: {
    onFold() {
      this.setData({ open: !this.data.open })
    },
  },
})
