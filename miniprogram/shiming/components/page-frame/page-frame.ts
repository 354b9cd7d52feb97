import { entered, left } from '../../services/journey'
import { chooseElder, readLook } from '../../services/look'
import { FRAME_TEXTS } from '../../texts/consent'

/**
 * Around every page: size of print, line of steps, content, and buttons within the thumb's reach.
 * Tells the journey that a page is there, so that the host learns when the last one is gone.
 */
Component({
  options: { multipleSlots: true },
  properties: {
    /** Which step is on, from 0; -1 shows no line. */
    step: { type: Number, value: -1 },
  },
  data: { elder: false, scale: 1, size: FRAME_TEXTS.larger },
  lifetimes: {
    attached() {
      entered()
      this.look()
    },
    detached() {
      left()
    },
  },
  pageLifetimes: {
    show() {
      this.look()
    },
  },
  methods: {
    look() {
      const { elder, scale } = readLook()
      this.setData({ elder, scale, size: elder ? FRAME_TEXTS.standard : FRAME_TEXTS.larger })
    },
    onSize() {
      chooseElder(!this.data.elder)
      this.look()
    },
  },
})
