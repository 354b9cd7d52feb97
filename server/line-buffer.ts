export interface LineStream {
  write(text: string): unknown
}

export interface LineBuffer extends LineStream {
  /** Writes what has gathered, at once. */
  flush(): void
}

/** Less than a pipe takes at once, so that the last lines of a process are not cut off. Characters. */
const MOST = 16 * 1024

/**
 * Gathers the lines of one turn of the event loop and writes them in one piece, in order: one system
 * call for many calls that are answered together. No line waits longer than the turn takes, so that
 * a killed process takes next to none with it; whoever ends the process calls `flush`.
 */
export function createLineBuffer(stream: LineStream): LineBuffer {
  let lines = ''
  let planned = false

  function flush() {
    const text = lines
    lines = ''
    if (text !== '') stream.write(text)
  }

  return {
    write(line) {
      lines += line
      if (lines.length >= MOST) flush()
      if (planned) return
      planned = true
      setImmediate(() => {
        planned = false
        flush()
      })
    },
    flush,
  }
}
