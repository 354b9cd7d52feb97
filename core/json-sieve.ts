import { BACKSLASH, BROKEN, OUTSIDE, PLAIN, QUOTE, STEPS, TEXT } from './json-string'

/** A part of the bytes that were pushed: `start` is in it, `end` is not. */
export interface Span {
  start: number
  end: number
}

/**
 * Reads a large JSON document of which only the small values matter, in pieces and without holding
 * it: long strings are cut out while they go by.
 */
export interface JsonSieve {
  /** @returns `false` once the bytes cannot be JSON any more. */
  push(bytes: Uint8Array): boolean
  /**
   * The document without its long strings, keys as well as values: a mark stands for each of them,
   * which `cutAt` takes once the document is parsed. It is JSON if the whole was, and else it is not.
   *
   * @returns `undefined` when the bytes end inside a string, or when one is no JSON or no UTF-8.
   */
  end(): Buffer | undefined
  /** Where the text of a cut string stood, between its quotes, escapes and all. */
  cutAt(value: unknown): Span | undefined
}

/**
 * A mark is U+0000 and a number. JSON can spell that character in one way only, and strings that
 * begin with it are cut out however short they are: so a mark is never a value of the document.
 */
const MARK = '\\u0000'
const MARK_BYTES = Buffer.from(MARK)

/**
 * @param limit Strings of more bytes than this, as they are spelled in the document, are cut out.
 */
export function createJsonSieve(limit = 4096): JsonSieve {
  const kept = createPile()
  const cuts: Span[] = []
  let offset = 0 // of the piece at hand in the document
  let state = OUTSIDE
  let opened = { inDocument: 0, inKept: 0 } // where the string at hand begins

  /** Takes what stands outside strings, the opening quote included. */
  function outside(bytes: Uint8Array, from: number): number {
    const quote = bytes.indexOf(QUOTE, from)
    const end = quote < 0 ? bytes.length : quote + 1
    kept.add(bytes.subarray(from, end))
    if (quote >= 0) {
      state = TEXT
      opened = { inDocument: offset + end, inKept: kept.size() }
    }
    return end
  }

  /** Takes what stands in a string, up to its closing quote or the end of the piece. */
  function inside(bytes: Uint8Array, from: number): number {
    const end = walk(bytes, from)
    const size = offset + end - opened.inDocument
    // One byte may be the closing quote. What is too long already need not be held.
    if (size <= limit + 1) kept.add(bytes.subarray(from, end))
    if (state === OUTSIDE) close(size - 1)
    return end
  }

  /** One step of the table for each byte; a shorter way past what fills a long string. */
  function walk(bytes: Uint8Array, from: number): number {
    let at = from
    let now = state
    while (at < bytes.length && now < OUTSIDE) {
      now = STEPS[(now << 8) | (bytes[at++] as number)] as number
      if (now === TEXT) at = pastPlain(bytes, at)
    }
    state = now
    return at
  }

  function close(size: number): void {
    if (size <= limit && !kept.startsAt(opened.inKept, MARK_BYTES)) return
    kept.cutBack(opened.inKept)
    kept.add(Buffer.from(`${MARK}${cuts.length}"`))
    cuts.push({ start: opened.inDocument, end: opened.inDocument + size })
  }

  return {
    push(bytes) {
      let at = 0
      while (at < bytes.length && state !== BROKEN) {
        at = state === OUTSIDE ? outside(bytes, at) : inside(bytes, at)
      }
      offset += bytes.length
      return state !== BROKEN
    },
    end: () => (state === OUTSIDE ? kept.bytes() : undefined),
    cutAt: (value) =>
      typeof value === 'string' && value.startsWith('\0')
        ? cuts[Number(value.slice(1))]
        : undefined,
  }
}

/** Nine tenths of the work on a large document. */
function pastPlain(bytes: Uint8Array, from: number): number {
  const { length } = bytes
  const plain = PLAIN
  let at = from
  while (at < length && plain[bytes[at] as number] === 1) at++
  return at
}

/** Bytes that grow at their end. */
function createPile() {
  let room = Buffer.alloc(4096)
  let used = 0
  return {
    size: () => used,
    bytes: () => room.subarray(0, used),
    add(bytes: Uint8Array): void {
      if (used + bytes.length > room.length) {
        room = Buffer.concat([room.subarray(0, used)], 2 * (used + bytes.length))
      }
      room.set(bytes, used)
      used += bytes.length
    },
    cutBack(size: number): void {
      used = size
    },
    startsAt: (at: number, bytes: Uint8Array) => room.subarray(at, used).indexOf(bytes) === 0,
  }
}

/**
 * The text of a JSON string in pieces, from the bytes between its quotes, which must be sound. For
 * text that should be ASCII: bytes beyond it come out as Latin-1.
 *
 * @param size Bytes of the document for one piece; 6 or more.
 */
export function* textPieces(bytes: Buffer, { start, end }: Span, size: number): Generator<string> {
  for (let from = start; from < end; ) {
    const to = from + size < end ? endOfPiece(bytes, from + size) : end
    const text = bytes.toString('latin1', from, to)
    yield text.includes('\\') ? (JSON.parse(`"${text}"`) as string) : text
    from = to
  }
}

/** The nearest place before `at` that is not inside an escape, which is six bytes long at most. */
function endOfPiece(bytes: Buffer, at: number): number {
  const first = bytes.subarray(at - 5, at).indexOf(BACKSLASH)
  if (first < 0) return at
  const backslash = at - 5 + first
  let before = 0
  while (bytes[backslash - 1 - before] === BACKSLASH) before++
  return before % 2 === 0 ? backslash : backslash + 1
}
