/** One state in an icon, a title and two sentences. Read out by the screen reader when it changes. */
Component({
  properties: {
    /** `good` · `bad` · `wait` · `calm`: the icon, always beside words. */
    tone: { type: String, value: 'calm' },
    title: { type: String, value: '' },
    /** What happened. */
    text: { type: String, value: '' },
    /** What to do now. */
    next: { type: String, value: '' },
  },
})
