/**
 * Row FE of GB18030, cells FE50 … FEA0 without FE7F: the characters to store, as hexadecimal code
 * points. GBK had no Unicode for them, so its decoders, and some GB18030 decoders for some of them,
 * give private-use characters instead: U+E815 for the first cell, and one more for each that follows.
 *
 * @see GB 18030-2022
 */
const ROW_FE = `
  2E81 20087 20089 200CC 2E84 3473 3447 2E88 2E8B 9FB4 359E 361A 360E 2E8C 2E97 396E
  3918 9FB5 39CF 39DF 3A73 39D0 9FB6 9FB7 3B4E 3C6E 3CE0 2EA7 215D7 9FB8 2EAA 4056
  415F 2EAE 4337 2EB3 2EB6 2EB7 2298F 43B1 43AC 2EBB 43DD 44D6 4661 464C 9FB9 4723
  4729 477C 478D 2ECA 4947 497A 497D 4982 4983 4985 4986 499F 499B 49B7 49B6 9FBA
  241FE 4CA3 4C9F 4CA0 4CA1 4C77 4CA2 4D13 4D14 4D15 4D16 4D17 4D18 4D19 4DAE 9FBB
`
  .trim()
  .split(/\s+/)
  .map((hex) => String.fromCodePoint(Number.parseInt(hex, 16)))

const FIRST_PRIVATE = 0xe815
const PRIVATE_USE = /[\ue815-\ue864]/g

/** Puts private-use characters of row FE right. Others stay as they are. */
export function mendPrivateUse(text: string): string {
  return text.replace(PRIVATE_USE, (cell) => ROW_FE[cell.charCodeAt(0) - FIRST_PRIVATE] ?? cell)
}

/**
 * Reads bytes that are said to be GBK. They are read as GB18030, which contains it: Node's own GBK
 * decoder knows no four-byte codes and turns characters of names into private use.
 *
 * @returns `undefined` when they are not GB18030, and when they are at the same time UTF-8 of Han
 *   characters: no real GBK name looks like that, but text of an upstream that has changed its
 *   charset does, and it would turn into the name of somebody else.
 */
export function decodeGb18030(bytes: Uint8Array): string | undefined {
  if (isHanInUtf8(bytes)) return undefined
  const text = decode('gb18030', bytes)
  return text === undefined ? undefined : mendPrivateUse(text)
}

function isHanInUtf8(bytes: Uint8Array): boolean {
  const text = decode('utf-8', bytes)
  return text !== undefined && /^[\p{Script=Han}\u00b7]*\p{Script=Han}$/u.test(text)
}

function decode(charset: 'gb18030' | 'utf-8', bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
