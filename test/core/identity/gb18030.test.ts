import { decodeGb18030, mendPrivateUse } from '../../../core/identity/gb18030'
import { readName } from '../../../core/identity/name'
import vectors from '../../vectors/identity/gb18030.json'

const character = (notation: string) =>
  String.fromCodePoint(Number.parseInt(notation.replace('U+', ''), 16))
const ROW_FE = vectors.cases.filter(({ name }) => /^FE..$/.test(name))

test('GB18030 · row FE · all 80 cells have a vector', () => {
  expect(ROW_FE).toHaveLength(80)
})

test.each(vectors.cases)('GB18030 · ID-8 ID-9 vector · $name', ({ given, expect: { unicode } }) => {
  expect(decodeGb18030(Buffer.from(given.bytes, 'hex'))).toBe(character(unicode))
})

test.each(ROW_FE)(
  'GB18030 · ID-9 stored by another decoder · $name is put right',
  ({ given, expect: { unicode } }) => {
    const stored = `张${character(String(given.gbk))}`
    expect(mendPrivateUse(stored)).toBe(`张${character(unicode)}`)
    expect(readName(stored)).toEqual({ ok: true, value: `张${character(unicode)}` })
  },
)

test.each([
  ['half a character', 'd5'],
  ['0xFF', 'd5c5ff'],
  ['UTF-8 of a name, also valid GBK', Buffer.from('张三').toString('hex')],
  ['UTF-8 of a name with a dot', Buffer.from('古丽·艾力').toString('hex')],
  ['UTF-8 of a name with four bytes', Buffer.from('王𬭎').toString('hex')],
])('GB18030 · ID-8 %s · refused', (_name, hex) => {
  expect(decodeGb18030(Buffer.from(hex, 'hex'))).toBeUndefined()
})

test.each([
  ['GBK', 'd5c5c8fd', '张三'],
  ['GBK with a dot', 'b9c5c0f6a1a4b0acc1a6', '古丽·艾力'],
  ['two bytes that are UTF-8 of a dot, and one character of GBK', 'c2b7', '路'],
  ['ASCII', '3131303030303139393030333037313233', '11000019900307123'],
  ['nothing', '', ''],
])('GB18030 · %s · read', (_name, hex, text) => {
  expect(decodeGb18030(Buffer.from(hex, 'hex'))).toBe(text)
})

test('GB18030 · private use outside the row · left as it is, and no name', () => {
  expect(mendPrivateUse('\ue814\ue865\ue000')).toBe('\ue814\ue865\ue000')
  expect(readName('张\ue814').ok).toBe(false)
  expect(readName('张\ue865').ok).toBe(false)
})
