/**
 * Some calls are allowed only from a tap. WeChat forgets the tap when work goes on later, so the
 * gate is open for the task of the tap's handlers, promises that are settled already included.
 */
export interface TapGate {
  /** A tap is about to be handled. */
  open(): void
  isOpen(): boolean
}

export function createTapGate(): TapGate {
  let open = false
  // A message closes the gate in the next task; a timer of 0 ms could be late by several tasks.
  const closing = new MessageChannel()
  closing.port1.onmessage = () => {
    open = false
  }
  return {
    open() {
      open = true
      closing.port2.postMessage(null)
    },
    isOpen: () => open,
  }
}
