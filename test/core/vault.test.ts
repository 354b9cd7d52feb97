import { createHmac } from 'node:crypto'
import type { IndexKind, Sealed, VaultKeys } from '../../core/vault'
import { createVault, deriveKey } from '../../core/vault'
import { createDice } from '../support/house'

const KEYS: VaultKeys = {
  sealing: [
    { id: 'new', key: Buffer.alloc(32, 1) },
    { id: 'old', key: Buffer.alloc(32, 2) },
  ],
  index: Buffer.alloc(32, 3),
}
const OLD_ONLY: VaultKeys = { ...KEYS, sealing: [{ id: 'old', key: Buffer.alloc(32, 2) }] }
const PLACE = { sessionId: 's-1', field: 'identity' }
const PERSON = { name: '张三', idNumber: '11010519491231002X' }
const vault = createVault(KEYS, createDice())
const sealed = vault.seal(PERSON, PLACE)

const refusing = (open: () => unknown) =>
  expect(open).toThrow(expect.objectContaining({ code: 'INTERNAL' }))

test.each([
  ['another session', sealed, { ...PLACE, sessionId: 's-2' }],
  ['another field', sealed, { ...PLACE, field: 'subject' }],
  ['session and field run together differently', sealed, { sessionId: 's-1\nidentity', field: '' }],
  ['an unknown key id', sealed.replace('new.', 'lost.'), PLACE],
  ['the id of another key', sealed.replace('new.', 'old.'), PLACE],
  ['no key id', sealed.slice('new.'.length), PLACE],
  ['no text at all', '', PLACE],
  ['nothing behind the key id', 'new.', PLACE],
  ['too short for a tag', sealed.slice(0, 20), PLACE],
  ['cut at its end', sealed.slice(0, -2), PLACE],
  ['something added', `${sealed}AA`, PLACE],
  ['white space added', `${sealed}\n`, PLACE],
  ['padding added', `${sealed}=`, PLACE],
  ['what is no base64url in between', sealed.replace(/.(.)$/, '!$1'), PLACE],
])('vault · open · %s · INTERNAL', (_, text, place) => {
  refusing(() => vault.open(text as Sealed, place))
})

test('vault · open · any single character another · INTERNAL', () => {
  for (let n = 'new.'.length; n < sealed.length; n++) {
    const other = sealed[n] === 'A' ? 'B' : 'A'
    refusing(() => vault.open((sealed.slice(0, n) + other + sealed.slice(n + 1)) as Sealed, PLACE))
  }
})

test('vault · what does not open · the error names the field, no value, no attempt', () => {
  const place = { sessionId: 's-1', field: 'attempt-7.evidence' }
  expect(() => vault.open(sealed, place)).toThrow('the sealed evidence does not open')
})

test.each([PERSON, '', 'x', 0, null, true, [], {}, { deep: [{ a: ['\u0000', '𠮷'] }] }])(
  'vault · seal and open · %j comes back',
  (value) => {
    expect(vault.open(vault.seal(value, PLACE), PLACE)).toEqual(value)
  },
)

test('vault · the same value twice · nothing in common but the key id', () => {
  const again = vault.seal(PERSON, PLACE)
  expect(again).not.toBe(sealed)
  expect(again.slice(0, 20)).not.toBe(sealed.slice(0, 20))
  expect(Buffer.from(again.slice(4), 'base64url').toString('latin1')).not.toMatch(/1101|name/)
})

test('vault · keys in turn · the first seals, the older still opens, a dropped one does not', () => {
  const before = createVault(OLD_ONLY, createDice())
  const old = before.seal(PERSON, PLACE)
  expect(old).toMatch(/^old\./)
  expect(sealed).toMatch(/^new\.[\w-]+$/)
  expect(vault.open(old, PLACE)).toEqual(PERSON)
  refusing(() => before.open(sealed, PLACE))
})

test('vault · index · keyed, by kind, the same at every instance', () => {
  const kinds: IndexKind[] = ['idNumber', 'owner', 'ticket', 'key']
  const values = kinds.map((kind) => vault.index(kind, PERSON.idNumber))
  expect(new Set(values).size).toBe(kinds.length)
  expect(createVault(OLD_ONLY, createDice('other')).index('idNumber', PERSON.idNumber)).toBe(
    values[0],
  )
  const other = createVault({ ...KEYS, index: Buffer.alloc(32, 4) }, createDice())
  expect(other.index('idNumber', PERSON.idNumber)).not.toBe(values[0])
  const key = deriveKey(KEYS.index, 'index')
  const expected = createHmac('sha256', key).update(`idNumber\n${PERSON.idNumber}`)
  expect(values[0]).toBe(expected.digest('base64url'))
})

test('deriveKey · another use · another key, never the root', () => {
  const keys = [deriveKey(KEYS.index, 'index'), deriveKey(KEYS.index, 'audit'), KEYS.index]
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(3)
  expect(keys.every((key) => key.length === 32)).toBe(true)
})
