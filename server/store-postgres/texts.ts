/** Texts by key, as many as a given memory holds; the ones that nobody read for longest go first. */
export interface Texts {
  read(key: string): string | undefined
  /** A text that is larger than the whole memory is not kept. */
  keep(key: string, text: string): void
  drop(key: string): void
}

/** What an engine takes for an entry beside its characters; a guess that is rather too high. Bytes. */
const ENTRY_BYTES = 200

/** @param most Bytes. */
export function createTexts(most: number): Texts {
  /** In the order of their last use. */
  const texts = new Map<string, string>()
  let size = 0

  function drop(key: string) {
    const text = texts.get(key)
    if (text === undefined) return
    texts.delete(key)
    size -= sizeOf(key, text)
  }

  return {
    read(key) {
      const text = texts.get(key)
      if (text === undefined) return undefined
      texts.delete(key)
      texts.set(key, text)
      return text
    },

    keep(key, text) {
      drop(key)
      const added = sizeOf(key, text)
      if (added > most) return
      for (const oldest of texts.keys()) {
        if (size + added <= most) break
        drop(oldest)
      }
      texts.set(key, text)
      size += added
    },

    drop,
  }
}

/** Two bytes per character, which is what text with Chinese in it takes. */
function sizeOf(key: string, text: string): number {
  return 2 * (key.length + text.length) + ENTRY_BYTES
}
