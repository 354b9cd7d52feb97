import { CHANNELS_TEXTS, FACE_TEXTS } from '../../texts/channels'

/** One way of verifying; the card itself is the button. */
Component({
  properties: {
    title: { type: String, value: '' },
    needs: { type: String, value: '' },
    takes: { type: String, value: '' },
    /** Films the face. */
    face: { type: Boolean, value: false },
    /** Why it does not work here; then the card cannot be tapped. */
    reason: { type: String, value: '' },
  },
  data: { T: { ...FACE_TEXTS, needs: CHANNELS_TEXTS.needs } },
  methods: {
    onTap() {
      if (!this.data.reason) this.triggerEvent('choose')
    },
  },
})
